import { readOpenJob, type Job } from '@queue-eligibility/batch';
import { knownSince, PROBLEMS, problemsOf, RESYNC } from '@queue-eligibility/eligibility';
import { checkDueMs, checkIfOverdue, type CheckMemory } from '@queue-eligibility/events';
import type { Services } from './services';
import { VERSION } from './version';

/** How things stand, for a monitor. */
export interface Health {
  /** `problem`: somebody has to look. */
  status: 'ok' | 'problem';
  /** What is the matter: see docs/runbook.md. Some of it, such as `agents_left`, does not make the status a problem. */
  problems: string[];
  /** Names of variables that are wrong. */
  configuration?: string[];
  version?: string;
  /** When the last verified resync began to read, ISO 8601, and how long ago that is, s; null: there was none. */
  verifiedAt?: string | null;
  ageSeconds?: number | null;
  /** The resync that is under way. */
  running?: { status: string; heartbeatAt: string } | null;
  /** The last resync that ended. */
  last?: { status: string; endedAt: string; changed: number; failed: number } | null;
}

/** What a warm container remembers of it. */
export interface HealthMemory extends CheckMemory {
  last: { atMs: number; health: Promise<Health> } | null;
}

/** An answer is good for so long, ms: Sync takes 20 reads a second of a document, from everybody. */
const GOOD_FOR_MS = 5_000;
/** A check that is overdue is started by whoever passes by; one that is still not under way after this long, ms, can't be. */
const OVERDUE_MS = 5 * 60_000;

/** Reads how things stand, two requests to Sync where no job is under way, and none within a few seconds of the last call. */
export function readHealth(services: Services, memory: HealthMemory): Promise<Health> {
  const nowMs = services.batch.clock.now();
  if (memory.last && nowMs - memory.last.atMs < GOOD_FOR_MS) return memory.last.health;
  const health = read(services, memory);
  memory.last = { atMs: nowMs, health };
  health.catch(() => (memory.last = null));
  return health;
}

async function read(services: Services, memory: HealthMemory): Promise<Health> {
  const { batch, alerts, maxAgeMs } = services;
  const [rulebook, jobs] = await Promise.all([services.rulebook.read(), batch.store.readJobs()]);
  const checkStarted = await checkIfOverdue(services, memory, rulebook);
  const open = new Map<string, Job>();
  for (const { kind } of jobs.running) {
    const stored = await readOpenJob(batch, kind);
    if (stored) open.set(kind, stored.job);
  }
  const nowMs = batch.clock.now();
  const resync = open.get(RESYNC) ?? null;
  const found = problemsOf(jobs.entries, resync, nowMs);
  await alerts?.notice(found);
  const verifiedAt = knownSince(rulebook);
  const dueMs = maxAgeMs === Infinity ? null : checkDueMs(jobs.entries, maxAgeMs, verifiedAt);
  const isOverdue = !checkStarted && dueMs !== null && resync === null && dueMs + OVERDUE_MS < nowMs;
  const problems: string[] = [...found.map(({ code }) => code), ...(isOverdue ? ['overdue'] : [])];
  const last = jobs.entries.find(({ kind }) => kind === RESYNC);
  return {
    status: problems.every((code) => code === PROBLEMS.agentsLeft) ? 'ok' : 'problem',
    problems,
    version: VERSION,
    verifiedAt,
    ageSeconds: verifiedAt === null ? null : Math.round((nowMs - Date.parse(verifiedAt)) / 1_000),
    running: resync && { status: resync.status, heartbeatAt: resync.heartbeatAt },
    last: last
      ? {
          ...{ status: last.status, endedAt: last.endedAt },
          ...{ changed: last.progress.changed, failed: last.progress.failed },
        }
      : null,
  };
}
