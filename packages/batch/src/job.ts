import * as z from 'zod';

/** The version of the hand-off and of the job document. A hop of another version refuses both. */
export const PROTOCOL_VERSION = 1;

const count = z.number().int().nonnegative();
const time = z.iso.datetime();

/** Anything JSON can hold. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/**
 * The id of a job. It becomes part of an address, where the client escapes nothing: no other character may get there.
 */
export const jobIdSchema = z.string().regex(/^[\w-]{1,64}$/, 'must be the id of a job');

/** Who or what started a job. */
export const startedBySchema = z.object({
  type: z.enum(['person', 'event', 'check']),
  /** A person's identity, an event's SID. */
  name: z.string().max(80).optional(),
  /** What the event was about, by SID: the queue that was changed. */
  about: z.string().max(80).optional(),
});

/** How far a job is. Every number is exact for what the document says is done, and never counts an item twice. */
export const progressSchema = z.object({
  /** What this pass will look at; null until that is known. */
  total: count.nullable(),
  /** Looked at in this pass, whatever came of it. */
  checked: count,
  /** Written, in all passes. */
  changed: count,
  /** Given up, with a recorded reason, in this pass. */
  failed: count,
});

/** Where a pass is in its list of work items, which is stored in pages. */
export const positionSchema = z.object({
  /** Items in all pages so far. */
  total: count,
  /** Items that are settled: all before (`page`, `offset`). */
  done: count,
  /** Items of this pass that were written. */
  changed: count,
  /** Pages written. */
  pages: count,
  page: count,
  offset: count,
});

const jobSchema = z.object({
  protocol: z.literal(PROTOCOL_VERSION),
  id: jobIdSchema,
  kind: z.string().min(1).max(32),
  startedBy: startedBySchema,
  /** Who asked for its end. */
  cancelledBy: z.string().max(80).optional(),
  createdAt: time,
  /** The last sign of life of whoever works on it. */
  heartbeatAt: time,
  /** From 1. A pass gathers items and performs them; a job makes as many as its kind asks for. */
  pass: z.number().int().positive(),
  phase: z.enum(['gather', 'perform', 'settle']),
  progress: progressSchema,
  items: positionSchema,
  /** Pages of recorded failures of this pass. */
  failurePages: count,
  /** Which version of the kind's own state belongs to this document; 0: none yet. */
  stateVersion: count,
  /** The hop that works or is to work next, from 1. */
  hop: z.number().int().positive(),
  /** How often this hop was claimed. More than once means that an invocation was lost. */
  attempt: count,
  /** Items a second that Twilio's rate limit was found to allow; null: no limit met. */
  pace: z.number().positive().nullable(),
  /** The kind's own, small. */
  report: z.record(z.string(), z.json()),
});

/** A job that has not ended: what whoever goes on with it must know. */
const openSchema = jobSchema.extend({
  /** Grows with every claim: only the newest holder may write. */
  fence: count,
  /** Hand-offs in a row with nothing done in between. */
  stalls: count,
  /** Items a second that somebody allows it at the most; null: as many as Twilio takes. */
  paceLimit: z.number().positive().nullable().default(null),
});

const runningSchema = openSchema.extend({
  status: z.literal('running'),
  /** Who works on it now. Null between a hand-off and the claim that answers it. */
  lease: z.object({ fence: count, until: time }).nullable(),
  /** What somebody wants of it; obeyed by whoever works on it. */
  command: z.enum(['cancel', 'pause']).nullable(),
});

const pausedSchema = openSchema.extend({
  status: z.literal('paused'),
  /** From then on, whoever passes by puts it back on its way: no job is forgotten. */
  resumesAt: time,
});

const endedSchema = jobSchema.extend({ endedAt: time });

/**
 * A job as its Sync document holds it: the contract between the backend and whoever watches. A running job has a
 * lease and no end, a paused one the time when it goes on by itself, an ended one an end, a failed one an error.
 */
export const jobDocumentSchema = z.discriminatedUnion('status', [
  runningSchema,
  pausedSchema,
  endedSchema.extend({ status: z.literal('completed') }),
  endedSchema.extend({ status: z.literal('cancelled') }),
  endedSchema.extend({
    status: z.literal('failed'),
    error: z.object({ code: z.string(), message: z.string() }),
  }),
]);

export type Job = z.infer<typeof jobDocumentSchema>;
export type RunningJob = Extract<Job, { status: 'running' }>;
export type PausedJob = Extract<Job, { status: 'paused' }>;
/** A job that goes on, now or later: it is the one of its kind. */
export type OpenJob = RunningJob | PausedJob;
export type EndedJob = Exclude<Job, OpenJob>;
export type JobStatus = Job['status'];
export type StartedBy = z.infer<typeof startedBySchema>;
export type Progress = z.infer<typeof progressSchema>;
export type Position = z.infer<typeof positionSchema>;

/** One work item that was given up: what it was, why, and after how many attempts. */
export const failureSchema = z.object({
  key: z.string(),
  code: z.string(),
  message: z.string(),
  attempts: z.number().int().positive(),
});
export type Failure = z.infer<typeof failureSchema>;

/** An ended job as the history keeps it. */
export const historyEntrySchema = z.object({
  id: z.string(),
  kind: z.string(),
  status: z.enum(['completed', 'cancelled', 'failed']),
  documentSid: z.string(),
  startedBy: startedBySchema,
  cancelledBy: z.string().optional(),
  createdAt: time,
  endedAt: time,
  progress: progressSchema,
  report: z.record(z.string(), z.json()),
  error: z.object({ code: z.string(), message: z.string() }).optional(),
});
export type HistoryEntry = z.infer<typeof historyEntrySchema>;

/**
 * The one job of its kind, as the jobs document names it: its own document has the rest. What is optional is nothing to
 * whoever only watches.
 */
export const runningEntrySchema = z.object({
  kind: z.string(),
  jobId: z.string(),
  documentSid: z.string(),
  /** When it became that. */
  since: time.optional(),
  /** The deployment that started it, where it said so. */
  by: z.string().optional(),
  /** Somebody asked for another run. Stands until that has begun, also when the job has ended meanwhile. */
  again: z.literal(true).optional(),
});
export type RunningEntry = z.infer<typeof runningEntrySchema>;

/**
 * What runs, whether it must run again, and what ran, in one document: whoever is named here is the one job of its
 * kind, and whoever watches it learns of every job. See docs/decisions/0009-jobs-document.md.
 */
export const jobsDocumentSchema = z.object({
  running: z.array(runningEntrySchema),
  /** Ended jobs, newest first. */
  entries: z.array(historyEntrySchema),
});
export type JobsDocument = z.infer<typeof jobsDocumentSchema>;

/** Whether a job is over: nothing will change it any more. */
export const hasEnded = (job: Job): job is EndedJob => 'endedAt' in job;

/** An empty line of work. */
export const NO_ITEMS: Position = { total: 0, done: 0, changed: 0, pages: 0, page: 0, offset: 0 };

/** The job as it stands before its first hop. `items`: how many explicit items are stored, in how many pages. */
export function newJob(facts: {
  id: string;
  kind: string;
  startedBy: StartedBy;
  nowMs: number;
  items?: { total: number; pages: number };
  hasState: boolean;
}): RunningJob {
  const now = new Date(facts.nowMs).toISOString();
  return {
    protocol: PROTOCOL_VERSION,
    id: facts.id,
    kind: facts.kind,
    status: 'running',
    startedBy: facts.startedBy,
    createdAt: now,
    heartbeatAt: now,
    pass: 1,
    phase: facts.items ? 'perform' : 'gather',
    progress: { total: facts.items?.total ?? null, checked: 0, changed: 0, failed: 0 },
    items: { ...NO_ITEMS, total: facts.items?.total ?? 0, pages: facts.items?.pages ?? 0 },
    failurePages: 0,
    stateVersion: facts.hasState ? 1 : 0,
    hop: 1,
    attempt: 0,
    pace: null,
    report: {},
    lease: null,
    fence: 0,
    command: null,
    stalls: 0,
    paceLimit: null,
  };
}

/** A new pass looks at everything again; what was written stays counted. */
export const progressOfNewPass = ({ changed }: Progress): Progress => ({
  total: null,
  checked: 0,
  changed,
  failed: 0,
});

/** What the history keeps of an ended job. */
export function toHistoryEntry(job: EndedJob, documentSid: string): HistoryEntry {
  const { id, kind, status, startedBy, cancelledBy, createdAt, endedAt, progress, report } = job;
  const kept = { id, kind, status, documentSid, startedBy, createdAt, endedAt, progress, report };
  const isCancelled = status === 'cancelled' && cancelledBy !== undefined;
  return {
    ...kept,
    ...(isCancelled ? { cancelledBy } : {}),
    ...(job.status === 'failed' ? { error: job.error } : {}),
  };
}
