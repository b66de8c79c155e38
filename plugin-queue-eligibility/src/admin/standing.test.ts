import { describe, expect, it } from '@jest/globals';
import type { HistoryEntry } from '@queue-eligibility/api';
import { anEndedResync, aPausedJob, aReport, aRunningJob, at } from '../../test/jobs';
import type { JobsState } from '../live/jobs-watch';
import { isWaiting, standingOf } from './standing';

const state = (changes: Partial<JobsState>): JobsState => ({
  status: 'ready',
  error: null,
  connection: 'connected',
  aheadMs: 0,
  verifiedAt: null,
  left: [],
  running: [],
  history: [],
  ...changes,
});
const NOW = Date.parse(at(12));
const watched = {
  jobId: 'resync-1',
  kind: 'resync',
  documentSid: 'ET1',
  job: aRunningJob(),
  samples: [],
};
/** A job for some workers, later than the resync of these tests. */
const aRetry = (total: number, failed: number): HistoryEntry => ({
  ...anEndedResync({ progress: { total, checked: total, changed: 0, failed } }),
  id: `workers-${total}-${failed}`,
  kind: 'workers',
});
/** A resync that left three agents, and what ended after it, oldest first. */
const afterThreeLeft = (...later: HistoryEntry[]) =>
  state({
    history: [
      ...later.reverse(),
      anEndedResync({ progress: { total: 9, checked: 9, changed: 3, failed: 3 } }),
    ],
  });
const after = (changes: Parameters<typeof anEndedResync>[0]) => state({ history: [anEndedResync(changes)] });

describe('how things stand', () => {
  it.each([
    ['never', state({})],
    ['running', state({ running: [watched], history: [anEndedResync()] })],
    ['in-step', after({})],
    ['failures', after({ progress: { total: 9, checked: 9, changed: 3, failed: 2 } })],
    ['unverified', after({ report: aReport({ verified: false, counted: 11, unproven: { moving: 1 } }) })],
    ['unverified', after({ report: {} })],
    ['cancelled', after({ status: 'cancelled' })],
    ['failed', after({ status: 'failed', error: { code: 'throttled', message: '' } })],
    // Another kind of job says nothing of how things stand.
    [
      'in-step',
      state({
        history: [{ ...anEndedResync(), id: 's', kind: 'skills', status: 'failed' }, anEndedResync()],
      }),
    ],
    // The history has forgotten, and the backend remembers.
    ['in-step', state({ verifiedAt: at(0) })],
  ])('is %s', (kind, jobs) => {
    expect(standingOf(jobs, NOW)).toMatchObject({ kind });
  });

  it.each([
    ['failures', 3, 'resync-0', afterThreeLeft()],
    ['failures', 1, 'workers-3-1', afterThreeLeft(aRetry(3, 1))],
    ['retried', undefined, undefined, afterThreeLeft(aRetry(3, 1), aRetry(1, 0))],
    // For other workers, or not through: it says nothing of those that were left.
    ['failures', 3, 'resync-0', afterThreeLeft(aRetry(5, 0))],
    ['failures', 3, 'resync-0', afterThreeLeft({ ...aRetry(3, 0), status: 'cancelled' })],
    ['failures', 3, 'resync-0', afterThreeLeft({ ...aRetry(3, 0), kind: 'skills' })],
  ])('knows what a retry made of the failures: %s, %s', (kind, failed, id, jobs) => {
    const standing = standingOf(jobs, NOW);
    expect(standing).toMatchObject({ kind, ...(failed === undefined ? {} : { failed, entry: { id } }) });
  });

  it('waits for a passer-by when a job is silent, and when its pause is over', () => {
    const paused = { ...watched, job: aPausedJob() };
    expect([watched, paused].map((job) => isWaiting(job, NOW))).toEqual([false, false]);
    expect(isWaiting(watched, Date.parse(at(26)))).toBe(true);
    expect(isWaiting(paused, Date.parse(at(3_601)))).toBe(true);
  });

  it('is silent when a job gives no heartbeat for longer than its recovery takes', () => {
    const jobs = state({ running: [watched] });
    expect(standingOf(jobs, Date.parse(at(26)))).toMatchObject({ kind: 'silent' });
    expect(standingOf(jobs, Date.parse(at(24)))).toMatchObject({ kind: 'running' });
  });
});
