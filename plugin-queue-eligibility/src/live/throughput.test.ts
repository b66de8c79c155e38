import { describe, expect, it } from '@jest/globals';
import type { Job } from '@queue-eligibility/api';
import { currentRate, ratesOf, secondsLeft, withSample, type Sample } from './throughput';

const T0 = Date.parse('2026-01-01T00:00:00Z');
const job = (second: number, done: number, changes: Partial<Job> = {}) =>
  ({
    status: 'running',
    phase: 'perform',
    pass: 1,
    heartbeatAt: new Date(T0 + second * 1_000).toISOString(),
    items: { total: 1_000, done },
    ...changes,
  }) as Job;
const sampled = (...jobs: Job[]) => jobs.reduce<readonly Sample[]>(withSample, []);

describe('throughput', () => {
  it('is the updates between two signs of life', () => {
    const samples = sampled(job(0, 0), job(1, 100), job(3, 400));
    expect(ratesOf(samples)).toEqual([100, 150]);
    expect(currentRate(samples)).toBeCloseTo(400 / 3);
    expect(secondsLeft(job(3, 400), samples)).toBe(5);
  });

  it('forgets what is long ago', () => {
    const samples = sampled(job(0, 0), job(1, 900), job(20, 910), job(21, 920));
    expect(currentRate(samples)).toBe(10);
  });

  it('can’t be told from one heartbeat, of another phase, of the same one twice', () => {
    expect(currentRate(sampled(job(0, 10)))).toBeNull();
    expect(sampled(job(0, 10), job(0, 10))).toHaveLength(1);
    expect(sampled(job(0, 10, { phase: 'gather' }))).toEqual([]);
    expect(secondsLeft(job(1, 10), sampled(job(0, 10), job(1, 10)))).toBeNull();
  });

  it('begins anew with a pass', () => {
    const samples = sampled(job(0, 800), job(1, 900), job(2, 5, { pass: 2 }), job(3, 15, { pass: 2 }));
    expect(ratesOf(samples)).toEqual([100, 10]);
    expect(currentRate(samples)).toBe(10);
  });
});
