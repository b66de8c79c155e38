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
const paused = (second: number, done: number) => job(second, done, { status: 'paused' });
const sampled = (...jobs: Job[]) => jobs.reduce<readonly Sample[]>(withSample, []);
const lines = (samples: readonly Sample[]) =>
  ratesOf(samples).map((line) => line.map(({ atMs, rate }) => [(atMs - T0) / 1_000, rate]));

describe('throughput', () => {
  it('is the updates between signs of life', () => {
    const samples = sampled(job(0, 0), job(1, 100), job(3, 400));
    expect(lines(samples)).toEqual([
      [
        [1, 100],
        [3, 400 / 3],
      ],
    ]);
    expect(currentRate(samples)).toBeCloseTo(400 / 3);
    expect(secondsLeft(job(3, 400), samples)).toBe(5);
  });

  it('forgets what is long ago', () => {
    const early = [job(0, 0), job(1, 900), job(7, 906), job(13, 912)];
    expect(currentRate(sampled(...early))).toBe(1);
    expect(sampled(...early, job(200, 940))).toHaveLength(1);
  });

  it('can’t be told from one heartbeat, of another phase, of the same one twice', () => {
    expect(currentRate(sampled(job(0, 10)))).toBeNull();
    expect(sampled(job(0, 10), job(0, 10))).toHaveLength(1);
    expect(sampled(job(0, 10, { phase: 'gather' }))).toEqual([]);
    expect(secondsLeft(job(1, 10), sampled(job(0, 10), job(1, 10)))).toBeNull();
  });

  it('begins anew with a pass', () => {
    const samples = sampled(job(0, 800), job(1, 900), job(2, 5, { pass: 2 }), job(3, 15, { pass: 2 }));
    expect(lines(samples)).toEqual([[[1, 100]], [[3, 10]]]);
    expect(currentRate(samples)).toBe(10);
  });

  it('does not take a pause for slowness: what is left stays what it was', () => {
    const before = sampled(job(0, 0), job(1, 10), job(2, 20), paused(3, 20));
    expect(currentRate(before)).toBeNull();
    const after = [job(63, 20), job(64, 30)].reduce<readonly Sample[]>(withSample, before);
    expect(currentRate(after)).toBe(10);
    expect(secondsLeft(job(64, 30), after)).toBe(97);
    expect(secondsLeft(job(63, 20), after.slice(0, -1))).toBe(98);
    expect(lines(after).map((line) => line.length)).toEqual([2, 1]);
  });

  it('does not take the silence of a job that was lost for slowness', () => {
    const samples = sampled(job(0, 0), job(1, 100), job(90, 100), job(91, 200));
    expect(currentRate(samples)).toBe(100);
    expect(secondsLeft(job(91, 200), samples)).toBe(8);
    expect(lines(samples)).toEqual([[[1, 100]], [[91, 100]]]);
  });

  it('does not dive where a hop hands over to the next', () => {
    const samples = sampled(...[0, 1, 2, 3, 4, 5].map((s) => job(s, s * 100)), job(6, 500), job(7, 600));
    const handOver = lines(samples)[0]?.find(([second]) => second === 6);
    expect(handOver?.[1]).toBeGreaterThan(80);
  });
});
