import { describe, expect, it } from '@jest/globals';
import type { Summary } from '../../summary';
import { flawsOf } from './flaws';

const good: Summary = {
  jobId: 'resync-1',
  status: 'completed',
  error: null,
  seconds: 1,
  workers: { checked: 10, changed: 0, failed: 0 },
  passes: 1,
  hops: 1,
  requests: { total: 20, perChangedWorker: null, byResource: {}, tokenChecks: 0 },
  invocations: { total: 1, killed: 0, longestMs: 1, longestPath: null, maxRssMb: null },
  verification: { verified: true, queues: 3, counted: 3, asked: 0, unproven: {}, disagreed: 0 },
  oracle: { inStep: true, differing: 0 },
  proven: true,
};
const flaws = (over: Partial<Summary>) => flawsOf({ summary: { ...good, ...over } });

describe('the flaws of a resync', () => {
  it('are none where the workspace is provably in step', () => expect(flaws({})).toEqual([]));

  it('name everything that is not as it must be', () => {
    expect(
      flaws({
        status: 'failed',
        error: { code: 'hop_lost', message: 'Hop 3 was lost' },
        workers: { ...good.workers, failed: 2 },
        verification: null,
        oracle: { inStep: false, differing: 1 },
        invocations: { ...good.invocations, killed: 1 },
      }),
    ).toEqual([
      'failed: Hop 3 was lost',
      '2 workers failed',
      'no report',
      '1 worker out of step',
      '1 invocation killed',
    ]);
  });

  it('say of what nothing is proven', () => {
    const verification: Summary['verification'] = {
      ...{ verified: false, queues: 3, counted: 0, asked: 0, disagreed: 0 },
      unproven: { moving: 2, no_count: 1 },
      incomplete: 'workers_changed',
    };
    expect(flaws({ verification })).toEqual([
      'not verified, 2 unproven (moving), 1 unproven (no_count), workers_changed',
    ]);
  });
});
