import { describe, expect, it } from '@jest/globals';
import { askForAll, flexValueOf, readFilterValue } from './filter-value';

const A = `WQ${'a'.repeat(32)}`;
const B = `WQ${'b'.repeat(32)}`;
const FIELD = 'data.attributes.queues';
const oneOf = (sid: string) => `${FIELD} IN ["${sid}"]`;

describe('what the filter is set to', () => {
  it.each([
    [{ queues: [A, B], isAll: true }],
    [{ queues: [A], isAll: true }],
    [{ queues: [A, B], isAll: false }],
    [{ queues: [], isAll: false }],
  ])('%j comes back from Flex as it was', (value) => {
    expect(readFilterValue(flexValueOf(value))).toEqual(value);
  });

  it.each([[undefined], ['x'], [{ a: 1 }], [[7, '"] OR 1', null]]])('%j is nothing', (value) => {
    expect(readFilterValue(value)).toEqual({ queues: [], isAll: false });
  });
});

describe('what is asked', () => {
  const asked = (values: unknown, extraFilterQuery?: string) => {
    const payload = { filters: [{ name: FIELD, condition: 'IN', values }], extraFilterQuery };
    askForAll(payload, FIELD);
    return payload.extraFilterQuery;
  };
  const all = flexValueOf({ queues: [A, B], isAll: true });

  it('is each of the queues, where all are meant', () => {
    expect(asked(all)).toBe(`${oneOf(A)} AND ${oneOf(B)}`);
    expect(asked(all, 'data.activity_name == "Lunch"')).toBe(
      `data.activity_name == "Lunch" AND ${oneOf(A)} AND ${oneOf(B)}`,
    );
  });

  it('is nothing more where any will do, or there is but one', () => {
    expect(asked([A, B])).toBe('');
    expect(asked(flexValueOf({ queues: [A], isAll: true }))).toBe('');
    expect(asked([A, B], 'a == "b"')).toBe('a == "b"');
  });

  it('is not what was asked before, which Flex gives back', () => {
    expect(asked([A], `a == "b" AND ${oneOf(A)} AND ${oneOf(B)}`)).toBe('a == "b"');
    expect(asked(all, asked(all))).toBe(asked(all));
  });

  it.each([[undefined], [{}], [{ filters: 'x' }]])('is left alone in a payload such as %j', (payload) => {
    const before = JSON.stringify(payload);
    askForAll(payload, FIELD);
    expect(JSON.stringify(payload)).toBe(before);
  });
});
