import { describeError, PermanentError, RetryableError, UnreadableDocument } from './errors';
import { recoverJob } from './hand-on';
import { writePages, type Entry } from './item-pages';
import { hasEnded, newJob, toHistoryEntry } from './job';
import type { Json, JobsDocument, RunningEntry, RunningJob, StartedBy } from './job';
import { runningOf, withEnded, without, withRunning } from './jobs-document';
import { PAGE_BYTES, STALE_LOCK_MS } from './limits';
import type { AnyJobKind } from './kind';
import type { BatchPorts, StoredJob } from './ports';
import { placeText, savePlace } from './state-pages';
import { transition } from './transition';

export interface StartOptions {
  kind: string;
  startedBy: StartedBy;
  /** Explicit work items; without them the kind's source is read. */
  items?: readonly unknown[];
  /** What the kind's state starts as; without it, `{}`. */
  state?: Json;
  /** Asked of the jobs there are when it takes its place among them: false, and it does not (JobEnding). */
  provided?: (jobs: JobsDocument) => boolean;
}

/** The job that runs now: started by this call, or found running. */
export interface StartResult {
  stored: StoredJob;
  started: boolean;
  /** The other deployment whose job was found running: two on one workspace share what runs, not the work. */
  heldBy?: string;
}
type Held = StartResult & { started: false };
type Placed = StartResult & { started: true; stored: StoredJob<RunningJob> };

/** Nobody is at work, or takes up what is there: `free` makes room in the jobs document. */
interface Free {
  free: (before: JobsDocument) => JobsDocument;
}

/** The job that runs is just beginning or ending; asking again shortly is enough. */
export class JobEnding extends RetryableError {
  constructor(kind: string) {
    super('job_ending', `A ${kind} job is just ending; try again in a moment`);
  }
}

/**
 * Makes a new job the one of its kind, or answers the one there is. It is named in the jobs document once all it needs
 * is stored: whoever finds it there can go on with it.
 *
 * @throws PermanentError `unknown_kind`, `bad_items`; JobEnding.
 */
export async function placeJob(ports: BatchPorts, options: StartOptions): Promise<Placed | Held> {
  const { store, clock, log, deployment: by } = ports;
  const { provided = () => true } = options;
  const kind = findKind(ports, options.kind);
  const items = parseItems(kind, options.items);
  const holder = runningOf(await store.readJobs(), kind.name);
  const found = await lookAt(ports, holder);
  if ('stored' in found) return found;

  const stored = await createJob(ports, items ? { ...options, items } : options);
  const { id: jobId } = stored.job;
  const since = new Date(clock.now()).toISOString();
  const entry: RunningEntry = { kind: kind.name, jobId, documentSid: stored.sid, since, ...(by && { by }) };
  let winner: RunningEntry | undefined;
  try {
    const take = (before: JobsDocument) => withRunning(found.free(before), entry);
    const jobs = await store.editJobs((before) => (provided(before) ? take(before) : before));
    winner = runningOf(jobs, kind.name);
  } finally {
    if (winner?.jobId !== jobId) await withdraw(ports, stored);
  }
  if (winner?.jobId === jobId) {
    if (holder) log('info', 'lock.taken_over', { kind: kind.name, from: holder.jobId, to: jobId });
    const { type, name: eventSid } = options.startedBy;
    log('info', 'job.started', { jobId, kind: kind.name, by: type, ...(type === 'event' && { eventSid }) });
    return { stored, started: true };
  }
  const now = await lookAt(ports, winner);
  if ('stored' in now) return now;
  throw new JobEnding(kind.name);
}

/** Looks after the job that is named as the one of its kind: it is put back on its way, or out of the way. */
export async function lookAt(ports: BatchPorts, holder: RunningEntry | undefined): Promise<Held | Free> {
  if (!holder) return { free: (before) => before };
  const { kind, jobId, by } = holder;
  const found = await readHolder(ports, jobId);
  // Its document was there before it was named.
  if (!found && !isStale(ports, holder.since)) throw new JobEnding(kind);
  if (!found || found === 'unreadable') return { free: (before) => without(before, jobId) };
  const { job, sid } = found;
  if (hasEnded(job)) return { free: (before) => withEnded(before, toHistoryEntry(job, sid)) };
  const held: Held = { stored: await recoverJob(ports, found), started: false };
  const { deployment } = ports;
  if (deployment === undefined || by === undefined || by === deployment) return held;
  ports.log('warn', 'lock.of_another_deployment', { kind, jobId, by });
  return { ...held, heldBy: by };
}

/** The job that is named as running; `unreadable` when nobody here can go on with it: then the next may begin. */
export async function readHolder(
  { store, log }: BatchPorts,
  jobId: string,
): Promise<StoredJob | 'unreadable' | null> {
  try {
    return await store.readJob(jobId);
  } catch (error) {
    if (!(error instanceof UnreadableDocument)) throw error;
    log('warn', 'job.unreadable', { jobId, ...describeError(error) });
    return 'unreadable';
  }
}

/** Whether whoever was to do something at that time has been lost. */
export const isStale = ({ clock }: BatchPorts, since: string | undefined): boolean =>
  since === undefined || Date.parse(since) + STALE_LOCK_MS < clock.now();

/** @throws PermanentError `unknown_kind` */
export function findKind({ kinds }: BatchPorts, name: string): AnyJobKind {
  const kind = kinds.find((candidate) => candidate.name === name);
  if (kind) return kind;
  const known = kinds.map((candidate) => candidate.name).join(', ');
  throw new PermanentError('unknown_kind', `No job kind "${name}"; this deployment knows: ${known}`);
}

/** Stores a job and what it needs; nobody knows of it yet. */
async function createJob(
  ports: BatchPorts,
  { kind, startedBy, items, state }: StartOptions,
): Promise<StoredJob<RunningJob>> {
  const { store, clock } = ports;
  const id = newJobId(ports, kind);
  const entries = items?.map((item): Entry => [item, 0]);
  const at = { jobId: id, series: 'items', pass: 1, from: 0 } as const;
  const pages = entries ? await writePages(store, at, entries) : 0;
  const hasState = state !== undefined;
  if (hasState) await savePlace(store, id, 1, placeText(JSON.stringify(state), null));
  const facts = { id, kind, startedBy, nowMs: clock.now(), hasState };
  return store.createJob(newJob({ ...facts, ...(items ? { items: { total: items.length, pages } } : {}) }));
}

/** A job that did not become the one of its kind: nobody is to go on with it, or to wait for it. */
async function withdraw({ store, clock, log }: BatchPorts, stored: StoredJob): Promise<void> {
  const result = transition(stored.job, { type: 'cancel', atMs: clock.now() });
  try {
    if (result.ok) await store.writeJob(stored, result.job);
  } catch (error) {
    log('warn', 'job.not_withdrawn', { jobId: stored.job.id, ...describeError(error) });
  }
}

function parseItems(kind: AnyJobKind, items: readonly unknown[] | undefined): unknown[] | undefined {
  if (kind.takesItems !== (items !== undefined)) {
    const what = kind.takesItems ? 'needs' : 'finds its work itself and takes no';
    throw new PermanentError('bad_items', `A ${kind.name} job ${what} work items`);
  }
  return items?.map((item, i) => parseItem(kind, item, i));
}

function parseItem(kind: AnyJobKind, item: unknown, index: number): unknown {
  const parsed = kind.itemSchema.safeParse(item);
  if (parsed.success) {
    if (Buffer.byteLength(JSON.stringify(parsed.data)) < PAGE_BYTES) return parsed.data;
    throw new PermanentError('bad_items', `Work item ${index + 1} is larger than ${PAGE_BYTES} bytes`);
  }
  const problem = parsed.error.issues[0];
  const where = problem?.path.length ? ` at ${problem.path.join('.')}` : '';
  throw new PermanentError(
    'bad_items',
    `Work item ${index + 1}${where}: ${problem?.message ?? 'unknown shape'}`,
  );
}

/** Sorts by time and says what it is: resync-20261124T062641-4f9a1c. */
function newJobId({ clock, random }: BatchPorts, kind: string): string {
  const time = new Date(clock.now()).toISOString().slice(0, 19).replace(/[-:]/g, '');
  const tail = Math.floor(random() * 16 ** 6)
    .toString(16)
    .padStart(6, '0');
  return `${kind}-${time}-${tail}`;
}
