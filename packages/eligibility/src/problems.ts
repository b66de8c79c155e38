import type { HistoryEntry, Job } from '@queue-eligibility/batch/watch';
import { RESYNC, resyncReportSchema } from './report';

/** What somebody has to be told of, whoever looks: a monitor, an alert, a notification in Flex. */
export const PROBLEMS = {
  /** The last resync failed. */
  failed: 'resync_failed',
  /** The running one has given no heartbeat for longer than its recovery takes. */
  silent: 'resync_silent',
  /** The last ones came to their end, and proved not everything. */
  unverified: 'resync_unverified',
  /** The last one left agents as they were. */
  agentsLeft: 'agents_left',
} as const;
export type ProblemCode = (typeof PROBLEMS)[keyof typeof PROBLEMS];

export interface Problem {
  code: ProblemCode;
  jobId: string;
  /** The failed job's error, how many agents were left. */
  detail?: string;
}

/** Recovery takes half a minute; a job that is silent for so long, ms, is somebody's to look at. */
const SILENT_TOO_LONG_MS = 60_000;
/** Agents move and counts lag: so many resyncs in a row that prove not everything are more than that. */
const UNVERIFIED_IN_A_ROW = 3;

/** Whether an ended resync was verified. */
export const isVerified = ({ status, report }: HistoryEntry): boolean =>
  status === 'completed' && resyncReportSchema.safeParse(report).data?.verified === true;

/** What is the matter, by the jobs that have ended, newest first, and the resync that is under way, if there is one. */
export function problemsOf(entries: readonly HistoryEntry[], open: Job | null, nowMs: number): Problem[] {
  const problems: Problem[] = [];
  if (open?.status === 'running' && Date.parse(open.heartbeatAt) + SILENT_TOO_LONG_MS < nowMs)
    problems.push({ code: PROBLEMS.silent, jobId: open.id });
  // One that a person has cancelled says nothing.
  const resyncs = entries.filter(({ kind, status }) => kind === RESYNC && status !== 'cancelled');
  const [last] = resyncs;
  if (!last) return problems;
  const jobId = last.id;
  if (last.status === 'failed')
    problems.push({ code: PROBLEMS.failed, jobId, detail: last.error?.code ?? 'unexpected' });
  const first = resyncs.slice(0, UNVERIFIED_IN_A_ROW);
  if (
    first.length === UNVERIFIED_IN_A_ROW &&
    first.every((one) => one.status === 'completed' && !isVerified(one))
  )
    problems.push({ code: PROBLEMS.unverified, jobId });
  if (last.status === 'completed' && last.progress.failed > 0)
    problems.push({ code: PROBLEMS.agentsLeft, jobId, detail: String(last.progress.failed) });
  return problems;
}
