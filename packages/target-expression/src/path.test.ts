import { describe, expect, it } from '@jest/globals';
import { pathText, readPath } from './path';

describe('readPath', () => {
  const attributes: unknown = JSON.parse(
    '{"a":{"b":["x",null,{"c":1}]},"__proto__":{"d":2},"length":3,"0":4}',
  );

  it.each([
    [['a', 'b', 0], 'x'],
    [['a', 'b', 1], null],
    [['a', 'b', 2, 'c'], 1],
    [['a', 'b', 3], null],
    [['a', 'x', 'y', 'z'], null],
    [['a', 'b', 'length'], null],
    [['a', 0], null],
    [['length'], 3],
    [['__proto__', 'd'], 2],
    [['constructor'], null],
    [['toString', 'name'], null],
    [['a', 'hasOwnProperty'], null],
    [['a', '__proto__'], null],
  ])('%j is %j', (path, value) => {
    expect(readPath(attributes, path)).toEqual(value);
  });

  it.each([null, undefined, 'text', 7, true, ['x']])('finds nothing in %j', (odd) => {
    expect(readPath(odd, ['length'])).toBeNull();
  });
});

describe('pathText', () => {
  it('writes a path as an expression does', () => {
    expect(pathText(['routing', 'skills', 0, 'name'])).toBe('routing.skills[0].name');
  });
});
