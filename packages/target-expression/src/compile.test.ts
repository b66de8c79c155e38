import { describe, expect, it } from '@jest/globals';
import { compile } from './compile';
import { parse } from './parse';
import type { Verdict } from './truth';
import { checkValues, verdict } from '../test/verdicts';

describe('AND and OR', () => {
  checkValues([
    [
      '3',
      {
        'a == 3 AND 1 == 2': false,
        'a == 3 OR 1 == 1': true,
        'a == 3 AND 1 == 1': 'uncertain',
        '(a == 3) OR (1 == 2)': 'uncertain',
      },
    ],
    [
      'x',
      {
        "a == 'x' OR a == 'y' AND a == 'z'": 'uncertain',
        "(a == 'x' OR a == 'y') AND a == 'z'": false,
        "a == 'x' OR (a == 'y' AND a == 'z')": true,
      },
    ],
    ['x', { "a == 'x' AND a != 'y' OR a == 'x'": true }],
  ]);
});

describe('readings', () => {
  const facts = { sid: 'WK1', friendlyName: 'ann', activitySid: 'WA1', activityName: 'Break' };

  it.each<[string, object, Verdict]>([
    ["sid == 'WK1'", {}, true],
    ["friendly_name CONTAINS 'nn'", {}, true],
    ["activity_sid == 'WA2'", {}, false],
    ["worker.activity_name in ['Break']", {}, true],
    // An attribute of the same name: TaskRouter may prefer either.
    ["friendly_name == 'ann'", { friendly_name: 'bob' }, 'uncertain'],
    ["friendly_name == 'ann'", { friendly_name: 'ann' }, true],
    ["friendly_name == 'eve'", { friendly_name: 'bob' }, false],
    ["sid.x == 'y'", { sid: { x: 'y' } }, true],
    // "worker." may be a prefix or a key.
    ["worker.team == 'X'", { team: 'X' }, true],
    ["worker.team == 'X'", { team: 'X', worker: { team: 'Y' } }, 'uncertain'],
    ["worker.team == 'X'", { team: 'X', worker: { team: 'X' } }, true],
    ["worker.team == 'X'", { team: 'Y', worker: {} }, false],
    ["'x' IN worker.skills", { skills: ['x'] }, true],
    // Known to TaskRouter only.
    [
      'worker.channel.voice.configured_capacity > 0',
      { channel: { voice: { configured_capacity: 1 } } },
      'uncertain',
    ],
    ["taskrouter.dayOfWeek == 'Mon'", {}, 'uncertain'],
    ["taskrouter.dayOfWeek == 'Mon' AND team == 'X'", { team: 'Y' }, false],
    ["'worker.channel.voice.available' == 'x'", {}, 'uncertain'],
    // A quoted key or a constant.
    ['"language" == "spanish"', { language: 'spanish' }, 'uncertain'],
    ['"language" == "spanish"', { language: 'german' }, false],
    ['"apple" != "orange"', {}, true],
    ['"level" == 3', { level: 2 }, false],
    ['"a-b" == "c"', { 'a-b': 'c' }, 'uncertain'],
    ["'x' == language", { language: 'x', x: 'y' }, true],
    // A backslash is one, or escapes what follows it.
    ["a == 'x\\y'", { a: 'x\\y' }, 'uncertain'],
    ["a == 'x\\y'", { a: 'xy' }, 'uncertain'],
    ["a == 'x\\y'", { a: 'x' }, false],
    ["a IN ['x\\y', 'z']", { a: 'xy' }, 'uncertain'],
    ["a IN ['x\\y', 'z']", { a: 'z' }, true],
    ["a == 'it''s'", { a: "it's" }, true],
    ["größe == 'L'", { größe: 'L' }, true],
    ['', {}, false],
    ['1==1', {}, true],
  ])('%s of %j is %j', (text, attributes, expected) => {
    expect(verdict(text, { attributes, ...facts })).toBe(expected);
  });

  it.each(["sid == 'WK1'", "friendly_name != 'x'", 'activity_name > 1', "worker.activity_sid HAS 'x'"])(
    'is uncertain about %s when the fact is not given',
    (text) => {
      expect(verdict(text, { attributes: { sid: 'WK1', friendly_name: 'y' } })).toBe('uncertain');
    },
  );
});

describe('odd attributes', () => {
  it.each([null, undefined, 'text', 7, ['x'], true])('finds no key in %j', (attributes) => {
    expect(verdict("a == 'x'", { attributes })).toBe(false);
    expect(verdict("friendly_name == 'ann' OR worker.a == 1", { attributes, friendlyName: 'ann' })).toBe(
      true,
    );
  });

  it('sees own properties only', () => {
    expect(verdict("constructor.name == 'Object'", { attributes: {} })).toBe(false);
    expect(verdict('__proto__.b == 1', { attributes: JSON.parse('{"__proto__":{"b":1}}') })).toBe(true);
    expect(verdict("a HAS 'toString'", { attributes: { a: {} } })).toBe(false);
  });
});

describe('compile', () => {
  it('keeps nothing from one worker to the next', () => {
    const result = parse("a HAS 'x' AND b == 1 OR c == 2");
    if (!result.ok) throw new Error(result.error.message);
    const test = compile(result.expression);
    const workers = [{ a: ['x'], b: 1 }, {}, { c: 2 }, { a: ['x'], b: 1, c: 2 }, {}];
    expect(workers.map((attributes) => test({ attributes }))).toEqual([
      true,
      false,
      'uncertain',
      true,
      false,
    ]);
  });
});
