import { describe, expect, it } from '@jest/globals';
import { compileQuery } from './query';

const data = {
  activity_name: 'Available',
  attributes: { full_name: 'Zoë "Z" Łoś', queues: ['WQ1', 'WQ2'], level: 3, retired: false },
};

describe('a live query', () => {
  it.each([
    ['', true],
    ['  ', true],
    ['data.activity_name == "Available"', true],
    ['activity_name == "Available"', true],
    ['data.activity_name != "Available"', false],
    ['data.activity_name IN ["Offline", "Available"]', true],
    ['data.activity_name NOT_IN ["Offline"]', true],
    ['data.attributes.queues IN ["WQ2"]', true],
    ['data.attributes.queues IN ["WQ3"]', false],
    ['data.attributes.queues IN []', false],
    ['data.attributes.queues NOT_IN ["WQ3"]', true],
    ['data.attributes.queues contains "Q1"', true],
    ['data.attributes.full_name CONTAINS "Ł"', true],
    ['data.attributes.full_name == "Zoë \\"Z\\" Łoś"', true],
    ['data.attributes.level == "3"', true],
    ['data.attributes.missing == "x"', false],
    ['data.attributes.missing.deeper != "x"', true],
    ['data.activity_name == "Offline" OR data.attributes.queues IN ["WQ1"]', true],
    [
      'data.activity_name == "Offline" OR data.activity_name == "Available" AND data.attributes.level == "4"',
      false,
    ],
    [
      '(data.activity_name == "Offline" || data.activity_name == "Available") && data.attributes.level == "3"',
      true,
    ],
  ])('%s: %s', (query, expected) => {
    expect(compileQuery(query)(data)).toBe(expected);
  });

  it.each([
    'data.a',
    'data.a ==',
    'data.a == 3',
    'data.a == "x',
    'data.a LIKE "x"',
    '"x" == data.a',
    'data.a IN "x"',
    'data.a IN ["x"',
    '(data.a == "x"',
    'data.a == "x" data.b == "y"',
    'data.a == "x"; drop',
  ])('refuses %s', (query) => {
    expect(() => compileQuery(query)).toThrow(expect.objectContaining({ status: 400, code: 54507 }));
  });

  it('takes 29 values and no more', () => {
    const of = (count: number) =>
      `data.a IN [${Array.from({ length: count }, (_, i) => `"${i}"`).join(',')}]`;
    expect(compileQuery(of(29))({ a: '28' })).toBe(true);
    expect(() => compileQuery(of(30))).toThrow(expect.objectContaining({ code: 54510 }));
  });
});
