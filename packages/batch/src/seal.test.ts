import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { SEAL_BYTES } from './limits';
import { createSeal } from './seal';

const OPTIONS = { secret: 'a secret', scope: 'IS1' };
const seal = createSeal(OPTIONS);
/** A document as Sync has it. */
const stored = (uniqueName: string, data: unknown) => ({ uniqueName, data });

/** What a document can hold. */
const anyData = fc.dictionary(
  fc.string().filter((key) => key !== 'seal'),
  fc.jsonValue(),
);
const anyName = fc.string({ minLength: 1 });
/** As it comes back: a copy, -0 is 0. */
const throughJson = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

/** The same with the keys of every object the other way round. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, reversed(inner)]),
  );
}

/** All paths to something in a value, itself among them. */
function pathsOf(value: unknown, path: string[] = []): string[][] {
  const inner =
    value !== null && typeof value === 'object'
      ? Object.entries(value).flatMap(([key, one]) => pathsOf(one, [...path, key]))
      : [];
  return [path, ...inner];
}

function changedAt(value: unknown, [key, ...rest]: string[], change: (before: unknown) => unknown): unknown {
  if (key === undefined) return change(value);
  const inner = (value as Record<string, unknown>)[key];
  const after = changedAt(inner, rest, change);
  if (Array.isArray(value)) return value.map((one: unknown, i) => (String(i) === key ? after : one));
  return Object.fromEntries(
    Object.entries(value as object).map(([one, before]: [string, unknown]) => [
      one,
      one === key ? after : before,
    ]),
  );
}

describe('a sealed document', () => {
  it('opens as it was closed, in whatever order its keys come back', () => {
    fc.assert(
      fc.property(anyName, anyData, (name, data) => {
        const whole = seal.close(name, data);
        expect(seal.open(stored(name, throughJson(whole)))).toEqual(throughJson(data));
        expect(seal.open(stored(name, reversed(throughJson(whole))))).toEqual(throughJson(data));
      }),
    );
  });

  it('shows the change of any value in it', () => {
    fc.assert(
      fc.property(anyName, anyData, fc.nat(), fc.jsonValue(), (name, data, which, other) => {
        const whole = throughJson(seal.close(name, data));
        const paths = pathsOf(whole).slice(1);
        const path = paths[which % paths.length] ?? [];
        const changed = changedAt(whole, path, () => throughJson(other));
        fc.pre(JSON.stringify(changed) !== JSON.stringify(whole));
        // An object may come with its keys in another order: that is no change.
        fc.pre(JSON.stringify(reversed(changed)) !== JSON.stringify(whole));
        expect(seal.open(stored(name, changed))).toBeNull();
      }),
    );
  });

  it('shows what was added and what was taken away', () => {
    const whole = seal.close('a', { one: 1, two: { three: [1, 2] } });
    const { one: _one, ...less } = whole;
    for (const data of [
      less,
      { ...whole, more: null },
      { ...whole, two: { three: [1, 2, 3] } },
      { ...whole, two: { three: [2, 1] } },
      { ...whole, one: '1' },
    ]) {
      expect(seal.open(stored('a', data))).toBeNull();
    }
  });

  it('is bound to its name, its service and its secret', () => {
    fc.assert(
      fc.property(anyName, anyName, anyData, (name, other, data) => {
        fc.pre(name !== other);
        const whole = seal.close(name, data);
        expect(seal.open(stored(other, whole))).toBeNull();
        expect(createSeal({ ...OPTIONS, scope: 'IS2' }).open(stored(name, whole))).toBeNull();
        expect(createSeal({ ...OPTIONS, secret: 'another' }).open(stored(name, whole))).toBeNull();
      }),
    );
  });

  it('has no seal of whoever does not know how', () => {
    const { seal: text } = seal.close('a', {});
    for (const other of ['', text.slice(1), `${text}=`, ` ${text}`, text.toUpperCase(), 7, null, {}]) {
      expect(seal.open(stored('a', { seal: other }))).toBeNull();
    }
    for (const data of [null, undefined, 'text', 7, [], {}]) {
      expect(seal.open(stored('a', data))).toBeNull();
    }
  });

  it('is larger by its seal, always by as much', () => {
    fc.assert(
      fc.property(anyName, anyData, (name, data) => {
        fc.pre(Object.keys(data).length > 0);
        const size = (value: object) => Buffer.byteLength(JSON.stringify(value));
        expect(size(seal.close(name, data)) - size(data)).toBe(SEAL_BYTES);
      }),
    );
  });

  it('tells nothing of the secret', () => {
    expect(JSON.stringify(seal.close('a', { b: 1 }))).not.toContain(OPTIONS.secret);
  });
});
