import { describe, expect, it } from '@jest/globals';
import { examine, fail, isHealthy, ok, warn, type Patient } from './finding';

const patient = {} as Patient;

describe('a probe', () => {
  it('that has no answer in time, or none at all, has found out nothing', async () => {
    const never = { id: 'slow', limitMs: 1, look: () => new Promise<never>(() => {}) };
    expect(await examine(never, patient)).toMatchObject([{ id: 'slow', state: 'unknown' }]);
    const broken = { id: 'broken', look: () => Promise.reject(new Error('no route')) };
    expect(await examine(broken, patient)).toMatchObject([
      { id: 'broken', state: 'unknown', what: expect.stringContaining('no route') as unknown },
    ]);
  });

  it('may find several things', async () => {
    const look = async () => [ok('a', 'fine'), fail('b', 'broken', 'mend it')];
    expect(await examine({ id: 'a', look }, patient)).toHaveLength(2);
  });
});

it('only what is right or worth a word lets a monitor sleep', () => {
  expect(isHealthy([ok('a', ''), warn('b', '', '')])).toBe(true);
  expect(isHealthy([ok('a', ''), fail('b', '', '')])).toBe(false);
  expect(isHealthy([{ id: 'a', state: 'unknown', what: '' }])).toBe(false);
});
