import { describe, expect, it, test } from '@jest/globals';
import { summaryLines } from './report';
import { exitCodeOf, isProven, type Summary } from './summary';

const good: Summary = {
  jobId: 'resync-1',
  status: 'completed',
  error: null,
  seconds: 48.2,
  workers: { checked: 5_100, changed: 5_100, failed: 0 },
  passes: 2,
  hops: 7,
  requests: {
    total: 11_118,
    perChangedWorker: 2.18,
    byResource: { 'GET Worker': 5_100, 'POST Worker': 5_100, 'GET Document': 918 },
    tokenChecks: 1,
  },
  invocations: { total: 5_120, killed: 0, longestMs: 8_421, longestPath: '/batch/hop', maxRssMb: 98 },
  verification: { verified: true, queues: 60, counted: 57, asked: 3, unproven: {}, disagreed: 0 },
  oracle: { inStep: true, differing: 0 },
  proven: true,
};
const unverified: NonNullable<Summary['verification']> = {
  verified: false,
  queues: 60,
  counted: 54,
  asked: 3,
  unproven: { no_count: 1, unseen_workers: 2 },
  incomplete: 'workers_changed',
  disagreed: 2,
  disagreeing: [`WQ${'1'.repeat(32)}`],
};
const screen = { columns: 80, paint: (_style: string, text: string) => text };
const textOf = (summary: Summary) => summaryLines(summary, screen).join('\n');

describe('proven in step', () => {
  it('is what a verified resync without failures is, when the oracle agrees', () => {
    expect(isProven(good)).toBe(true);
    expect(exitCodeOf(good)).toBe(0);
  });

  test.each<[string, Partial<Summary>]>([
    ['it was cancelled', { status: 'cancelled' }],
    ['it failed', { status: 'failed', error: { code: 'hop_lost', message: 'Lost' } }],
    ['one worker failed', { workers: { checked: 5_100, changed: 5_099, failed: 1 } }],
    ['a queue is unproven', { verification: unverified }],
    ['there is no report', { verification: null }],
    ['the oracle does not agree', { oracle: { inStep: false, differing: 1 } }],
  ])('is not what it is when %s', (_why, change) => {
    const proven = isProven({ ...good, ...change });
    expect(proven).toBe(false);
    expect(exitCodeOf({ proven })).toBe(1);
  });
});

describe('the summary for reading', () => {
  it('says what was done, what it cost and what is proven', () => {
    const text = textOf(good);
    for (const words of [
      '5,100 checked, 5,100 changed, 0 failed',
      '11,118 to TaskRouter and Sync, 2.18 for each changed worker',
      '7, for 2 passes',
      'none longer than 8.4 s',
      '98 MB',
      '60 queues proven: 57 counted, 3 asked',
      'yes, proven',
    ]) {
      expect(text).toContain(words);
    }
  });

  it('says what is unproven, and why', () => {
    const text = textOf({ ...good, verification: unverified, proven: false }).replace(/\n +/g, ' ');
    for (const words of [
      '57 of 60 queues proven: 54 counted, 3 asked',
      "1 queue unproven: TaskRouter's count did not come",
      '2 queues unproven: TaskRouter named workers that its list does not hold',
      'not verified: workers came or went all the time',
      'our reading of 2 expressions was wrong: TaskRouter is asked from now on',
      'yes, but not proven: see above',
    ]) {
      expect(text).toContain(words);
    }
  });

  it('fits into 80 columns', () => {
    const workers = { checked: 15_000, changed: 15_000, failed: 15_000 };
    const wide = { ...good, workers, verification: { ...unverified, queues: 5_000 } };
    for (const line of summaryLines(wide, screen)) expect(line.length).toBeLessThanOrEqual(80);
  });

  it('does not talk a failure away', () => {
    const error = { code: 'hop_lost', message: 'Hop 3 was lost five times' };
    const oracle = { inStep: false, differing: 1_200 };
    const text = textOf({ ...good, status: 'failed', error, verification: null, oracle, proven: false });
    expect(text).toContain('given up: Hop 3 was lost five times (hop_lost)');
    expect(text).toContain('no: the lists of 1,200 workers differ');
  });

  it('has no ratio where nothing was changed', () => {
    const text = textOf({
      ...good,
      workers: { checked: 5_100, changed: 0, failed: 0 },
      requests: { ...good.requests, perChangedWorker: null },
    });
    expect(text).not.toMatch(/for each|a second|NaN|Infinity/);
  });
});
