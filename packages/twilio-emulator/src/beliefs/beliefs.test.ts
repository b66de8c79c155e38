import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { beliefs, withBeliefs } from '../beliefs';

test('the README lists what is believed; `npm run beliefs` brings it up to date', () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  expect(withBeliefs(readme)).toBe(readme);
});

test('each belief has an id of its own and, unless the difference is meant, a way to find out', () => {
  expect(new Set(beliefs.map(({ id }) => id)).size).toBe(beliefs.length);
  for (const { id, state, findOut } of beliefs) {
    expect(id).toMatch(/^[a-z-]+\.[a-z-]+$/);
    expect({ id, known: findOut !== undefined }).toEqual({ id, known: state !== 'simplified' });
  }
});

test('a README without a place for the list is refused', () => {
  expect(() => withBeliefs('# No place')).toThrow(/needs a place/);
});
