import { describe, expect, it } from '@jest/globals';
import { aJob, aWorkingJob, iso, T0 } from '../test/samples';
import {
  jobDocumentSchema,
  newJob,
  progressOfNewPass,
  toHistoryEntry,
  type Job,
  type RunningJob,
} from './job';
import { JOB_BYTES, JOB_DOCUMENT_BYTES, SEAL_BYTES } from './limits';
import { transition } from './transition';

const MANY = 15_000;
const sid = (prefix: string, digit: string) => prefix + digit.repeat(32);

/** Everything as long as it gets in a workspace of Twilio's maximum size. */
const LARGEST: RunningJob = {
  ...aJob(),
  id: 'resync-20260105T090000-4f9a1c',
  startedBy: { type: 'person', name: 'n'.repeat(80) },
  pass: 20,
  phase: 'perform',
  progress: { total: MANY, checked: MANY, changed: MANY, failed: MANY },
  items: { total: 4 * MANY, done: 4 * MANY, changed: MANY, pages: MANY, page: MANY, offset: MANY },
  failurePages: MANY,
  stateVersion: MANY,
  hop: MANY,
  attempt: 5,
  pace: 1_234.5,
  report: {
    verified: false,
    queues: 5_000,
    asked: 5_000,
    disagreed: 5_000,
    disagreeing: ['a', 'b', 'c'].map((digit) => sid('WQ', digit)),
  },
  lease: { fence: MANY, until: iso(T0) },
  fence: MANY,
  command: 'cancel',
  stalls: 30,
};

const FAILED = failedWith('m'.repeat(200));

/** The largest job, after it failed. */
function failedWith(message: string): Extract<Job, { status: 'failed' }> {
  const error = { code: 'document_too_large', message };
  const result = transition(LARGEST, { type: 'fail', fence: MANY, atMs: T0, error });
  if (!result.ok || result.job.status !== 'failed') throw new Error('it did not fail');
  return result.job;
}

describe('the largest plausible job document', () => {
  it.each([
    ['running', LARGEST],
    ['failed', FAILED],
    ['failed, for a reason beyond ASCII', failedWith('ü'.repeat(200))],
  ] as const)('%s: is valid and stays under 1 KiB with its seal', (_status, job) => {
    expect(jobDocumentSchema.parse(job)).toEqual(job);
    expect(Buffer.byteLength(JSON.stringify(job))).toBeLessThanOrEqual(JOB_BYTES);
    expect(JOB_BYTES + SEAL_BYTES).toBe(JOB_DOCUMENT_BYTES);
  });
});

it('keeps a reason that fits as it is', () => {
  const error = { code: 'unavailable', message: 'm'.repeat(200) };
  expect(transition(aWorkingJob(), { type: 'fail', fence: 1, atMs: T0, error })).toMatchObject({
    job: { error },
  });
});

describe('a new job', () => {
  const facts = { id: 'a', kind: 'list', startedBy: { type: 'check' as const }, nowMs: T0, hasState: false };

  it('begins to gather when nobody gave it items, and does not know yet how many there are', () => {
    const job = newJob(facts);
    expect(job).toMatchObject({
      phase: 'gather',
      pass: 1,
      hop: 1,
      stateVersion: 0,
      progress: { total: null },
    });
    expect(jobDocumentSchema.parse(job)).toEqual(job);
  });

  it('begins to perform explicit items', () => {
    const job = newJob({ ...facts, items: { total: 7, pages: 2 }, hasState: true });
    expect(job).toMatchObject({
      phase: 'perform',
      stateVersion: 1,
      progress: { total: 7, checked: 0 },
      items: { total: 7, pages: 2, done: 0 },
    });
  });
});

describe('states as types', () => {
  it.each([
    ['a running job with no lease field', { ...aJob(), lease: undefined }],
    ['an ended job without an end', { ...FAILED, endedAt: undefined }],
    ['a failed job without an error', { ...FAILED, error: undefined }],
    ['a status nobody knows', { ...aWorkingJob(), status: 'paused' }],
    ['another protocol', { ...aWorkingJob(), protocol: 2 }],
    ['a count below zero', { ...aWorkingJob(), failurePages: -1 }],
  ])('refuses %s', (_what, document) => {
    expect(jobDocumentSchema.safeParse(document).success).toBe(false);
  });
});

describe('what follows from a job', () => {
  it('a new pass keeps what was written and counts everything else again', () => {
    expect(progressOfNewPass({ total: 10, checked: 10, changed: 4, failed: 1 })).toEqual({
      total: null,
      checked: 0,
      changed: 4,
      failed: 0,
    });
  });

  it('the history keeps its error only where it failed', () => {
    const { error: _error, ...completed } = { ...FAILED, status: 'completed' as const };
    expect(toHistoryEntry(FAILED, 'ET1')).toMatchObject({ documentSid: 'ET1', error: FAILED.error });
    expect(toHistoryEntry(completed, 'ET1')).not.toHaveProperty('error');
    const cancelled = { ...completed, status: 'cancelled' as const, cancelledBy: 'grace' };
    expect(toHistoryEntry(cancelled, 'ET1')).toMatchObject({ cancelledBy: 'grace' });
    // It was asked to end, and was done before.
    expect(toHistoryEntry({ ...completed, cancelledBy: 'grace' }, 'ET1')).not.toHaveProperty('cancelledBy');
  });
});
