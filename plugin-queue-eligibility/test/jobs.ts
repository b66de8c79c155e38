import type {
  AnswerOf,
  HistoryEntry,
  Job,
  JobView,
  LeftWorker,
  PausedJob,
  ResyncReport,
  RunningJob,
} from '@queue-eligibility/api';

/** A time in the life of the jobs of these tests. */
export const at = (second: number): string => new Date(Date.UTC(2026, 0, 1, 12, 0, second)).toISOString();

/** A resync in the middle of its updates. */
export const aRunningJob = (changes: Partial<RunningJob> = {}): RunningJob => ({
  protocol: 1,
  id: 'resync-1',
  kind: 'resync',
  status: 'running',
  startedBy: { type: 'person', name: 'ada' },
  createdAt: at(0),
  heartbeatAt: at(10),
  pass: 1,
  phase: 'perform',
  progress: { total: 1_000, checked: 500, changed: 300, failed: 2 },
  items: { total: 400, done: 302, changed: 300, pages: 1, page: 0, offset: 302 },
  failurePages: 0,
  stateVersion: 1,
  hop: 2,
  attempt: 1,
  pace: null,
  report: {},
  lease: { fence: 2, until: at(22) },
  fence: 2,
  command: null,
  stalls: 0,
  paceLimit: null,
  ...changes,
});

/** The same, paused. */
export function aPausedJob(): PausedJob {
  const { lease: _lease, command: _command, ...rest } = aRunningJob({ hop: 3, attempt: 0 });
  return { ...rest, status: 'paused', resumesAt: at(3_600) };
}

/** A job as `/jobs/list` shows it. */
export const aJobView = (job: Job = aRunningJob()): JobView => ({
  jobId: job.id,
  documentSid: `ET-${job.id}`,
  documentName: `queue-eligibility.job.${job.id}`,
  silent: false,
  job,
});

/** What a resync of 12 queues reports that showed all of them. */
export const aReport = (changes: Partial<ResyncReport> = {}) =>
  ({
    verified: true,
    queues: 12,
    counted: 12,
    asked: 0,
    unproven: {},
    disagreed: 0,
    ...changes,
  }) as HistoryEntry['report'];

/** An agent that an event could not bring in step. */
export const aLeftWorker = (changes: Partial<LeftWorker> = {}): LeftWorker => ({
  workerSid: `WK${'1'.repeat(32)}`,
  code: 'changed_again_and_again',
  message: 'in the words of the Functions',
  at: at(40),
  eventSid: `EV${'2'.repeat(32)}`,
  ...changes,
});

/** A verified resync that has ended. */
export const anEndedResync = (changes: Partial<HistoryEntry> = {}): HistoryEntry => ({
  id: 'resync-0',
  kind: 'resync',
  status: 'completed',
  documentSid: 'ET-resync-0',
  startedBy: { type: 'event', name: 'EV1' },
  createdAt: at(0),
  endedAt: at(30),
  progress: { total: 1_000, checked: 1_000, changed: 300, failed: 0 },
  report: aReport(),
  ...changes,
});

/** What `/jobs/list` answers. */
export const aList = (changes: Partial<AnswerOf<'/jobs/list'>> = {}): AnswerOf<'/jobs/list'> => ({
  verifiedAt: null,
  checkStarted: false,
  running: [],
  history: [],
  ...changes,
});
