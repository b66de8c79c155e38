import { expect, it } from '@jest/globals';
import type { EndedJob } from '@queue-eligibility/batch';
import { progressWords, verdictOf } from './resync';

const job = (change: object): EndedJob =>
  ({
    status: 'completed',
    pass: 1,
    progress: { total: 10, checked: 10, changed: 4, failed: 0 },
    report: { verified: true, queues: 3, counted: 3, asked: 0, unproven: {}, disagreed: 0 },
    ...change,
  }) as unknown as EndedJob;

it('says verified only where it is', () => {
  expect(verdictOf(job({}))).toEqual({
    isVerified: true,
    words: 'Verified: 10 workers checked, 4 changed, 0 failed',
  });
  const report = { verified: false, queues: 3, counted: 1, asked: 0, unproven: { moving: 2 }, disagreed: 0 };
  expect(verdictOf(job({ report })).words).toContain('nothing is proven of 2 queues');
  expect(verdictOf(job({ progress: { total: 10, checked: 10, changed: 0, failed: 1 } }))).toEqual({
    isVerified: true,
    words: 'Verified, but for 1 worker that could not be written: 10 workers checked, 0 changed, 1 failed',
  });
  const error = { code: 'handoff_refused', message: 'nobody answered' };
  expect(verdictOf(job({ status: 'failed', error })).words).toBe(
    'The resync failed: nobody answered (handoff_refused)',
  );
  expect(verdictOf(job({ status: 'cancelled' })).isVerified).toBe(false);
});

it('tells how far a job is', () => {
  expect(progressWords(job({ status: 'running' }))).toBe('updating: 10 of 10 workers, 4 changed');
  expect(progressWords(job({ progress: { total: null, checked: 0, changed: 0, failed: 0 } }))).toContain(
    'reading',
  );
});
