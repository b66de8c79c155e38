import type { EndedJob, HistoryEntry, PausedJob, RunningJob } from '../src';
import { newJob, toHistoryEntry } from '../src';

/** When the jobs of the tests were created: 2026-01-05T09:00:00Z, ms since the epoch. */
export const T0 = Date.parse('2026-01-05T09:00:00Z');

export const iso = (ms: number): string => new Date(ms).toISOString();

/** A job that nobody has claimed yet, with `changes`. */
export function aJob(changes: Partial<RunningJob> = {}): RunningJob {
  const job = newJob({
    id: 'resync-20260105T090000-4f9a1c',
    kind: 'resync',
    startedBy: { type: 'person', name: 'ada' },
    nowMs: T0,
    hasState: false,
  });
  return { ...job, ...changes };
}

/** A job under its first claim: fence 1, leased for `leaseMs` from T0. */
export const aWorkingJob = (changes: Partial<RunningJob> = {}, leaseMs = 12_000): RunningJob =>
  aJob({ attempt: 1, fence: 1, lease: { fence: 1, until: iso(T0 + leaseMs) }, ...changes });

/** A job that is paused: its next hop would be the second. */
export function aPausedJob(): PausedJob {
  const { lease: _lease, command: _command, ...rest } = aJob({ hop: 2, fence: 1 });
  return { ...rest, status: 'paused', resumesAt: iso(T0 + 3_600_000) };
}

/** A job that has completed. */
export function anEndedJob(changes: Partial<RunningJob> = {}): EndedJob {
  const { lease: _lease, fence: _fence, command: _command, stalls: _stalls, ...rest } = aJob(changes);
  const { paceLimit: _paceLimit, ...kept } = rest;
  return { ...kept, status: 'completed', endedAt: iso(T0 + 60_000) };
}

/** A history entry of a job with this id. */
export const anEntry = (id: string, kind = 'resync'): HistoryEntry =>
  toHistoryEntry(anEndedJob({ id, kind }), 'ET00000000000000000000000000000000');
