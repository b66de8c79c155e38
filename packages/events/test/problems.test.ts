import { describe, expect, it } from '@jest/globals';
import { newJob, type HistoryEntry } from '@queue-eligibility/batch';
import { endedResync, reportOf } from './quiet-batch';
import { problemsOf } from '@queue-eligibility/eligibility';

const NOW = Date.parse('2026-01-05T09:00:00Z');
const ended = (minutesAgo: number, changes: Partial<HistoryEntry> = {}) =>
  endedResync(NOW - minutesAgo * 60_000, changes);
const failed = { status: 'failed', error: { code: 'not_authorised', message: 'x' } } as const;
const unverified = { report: reportOf(false) };
const withFailures = { progress: { total: 9, checked: 9, changed: 1, failed: 2 } };
const codes = (...entries: HistoryEntry[]) => problemsOf(entries, null, NOW).map(({ code }) => code);

describe('the problems there are', () => {
  it('are none where nothing ran, and where the last resync was verified', () => {
    expect(codes()).toEqual([]);
    expect(codes(ended(1), ended(2, failed))).toEqual([]);
  });

  it('are those of the last resync, by its job', () => {
    expect(problemsOf([ended(1, failed), ended(2)], null, NOW)).toEqual([
      { code: 'resync_failed', jobId: ended(1).id, detail: 'not_authorised' },
    ]);
    expect(problemsOf([ended(1, withFailures)], null, NOW)).toMatchObject([
      { code: 'agents_left', detail: '2' },
    ]);
  });

  it('are not those of other jobs, nor of one that somebody cancelled', () => {
    expect(codes(ended(1, { kind: 'workers', ...failed }), ended(2))).toEqual([]);
    expect(codes(ended(1, { status: 'cancelled' }), ended(2, failed))).toEqual(['resync_failed']);
  });

  it('are that nothing was proven only after three in a row', () => {
    expect(codes(ended(1, unverified), ended(2, unverified), ended(3))).toEqual([]);
    expect(codes(ended(1, unverified), ended(2, unverified), ended(3, unverified))).toEqual([
      'resync_unverified',
    ]);
  });

  it.each([
    [61, ['resync_silent']],
    [59, []],
  ])('a heartbeat %i s old is %j', (seconds, expected) => {
    const nowMs = NOW - seconds * 1_000;
    const job = newJob({ id: 'a', kind: 'resync', startedBy: { type: 'check' }, nowMs, hasState: false });
    expect(problemsOf([ended(9)], job, NOW).map(({ code }) => code)).toEqual(expected);
  });
});
