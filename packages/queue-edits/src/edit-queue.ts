import {
  isNotFound,
  isThrottled,
  NotAuthorised,
  refusedCredentials,
  ThrottledError,
  type Clock,
  type Log,
} from '@queue-eligibility/batch';
import { ExpressionRefused, isAboutExpression, type QueueAccess } from '@queue-eligibility/task-router';
import { EditedAtOnce, EditUnheard, QueueChanged } from './errors';
import type { QueueEdit } from './queue-edit';
import type { QueueEditStore } from './store';

export interface EditPorts {
  queues: QueueAccess;
  store: QueueEditStore;
  clock: Pick<Clock, 'now'>;
  /** From 0 to 1, for ids. */
  random: () => number;
  log: Log;
  /** Aborted when the invocation is over: no write after that. */
  signal: AbortSignal;
}

export interface EditRequest {
  queueSid: string;
  /** The expression that is to be replaced: where the queue has another one, nothing is written. */
  expected: string;
  expression: string;
  note: string;
  by: string;
}

export interface Edited {
  edit: QueueEdit;
  /** The queue's expression as it was read back. */
  targetWorkers: string;
}

/** An edit that was begun this long ago has come to its end, or never will, ms: longer than an invocation. */
const UNDER_WAY_MS = 15_000;

/**
 * Gives a queue another expression, if it still has the expected one, and keeps what it replaced. The trace is there
 * before the write: whatever gets lost, it can be put back. Null: there is no such queue.
 *
 * TaskRouter has no conditional update of a queue. The queue is read right before the write, and two edits that are made
 * here at once see each other's trace: of both none is made, or one. An edit made elsewhere in that tenth of a second is
 * overwritten, as by TaskRouter's own console.
 * @throws QueueChanged, EditTooLong, EditedAtOnce, ExpressionRefused, EditUnheard
 */
export async function editQueue(ports: EditPorts, request: EditRequest): Promise<Edited | null> {
  const { queues, store, log } = ports;
  const found = await queues.fetchQueue(request.queueSid);
  if (!found) return null;
  if (found.targetWorkers !== request.expected) throw new QueueChanged(found.sid, found.targetWorkers);
  const edit = newEdit(ports, request, found.friendlyName);
  await store.add(edit);
  let written: Written | null;
  try {
    written = await write(ports, edit);
  } catch (error) {
    // It may have been made: the trace stays.
    if (!(error instanceof EditUnheard)) await note(ports, edit, () => store.remove(edit.id));
    throw error;
  }
  if (!written) {
    await note(ports, edit, () => store.remove(edit.id));
    return null;
  }
  log('info', 'queue.edited', { queueSid: edit.queueSid, editId: edit.id });
  const done: QueueEdit = { ...edit, state: 'done', after: written.taken };
  await note(ports, edit, async () => {
    await store.replace(done);
    await store.trim();
  });
  return { edit: done, targetWorkers: written.now };
}

function newEdit(
  { clock, random }: EditPorts,
  { queueSid, expected, expression, note, by }: EditRequest,
  friendlyName: string,
): QueueEdit {
  const at = new Date(clock.now()).toISOString();
  const suffix = Math.floor(random() * 36 ** 6)
    .toString(36)
    .padStart(6, '0');
  return {
    id: `${at.replaceAll(/[-:.]/g, '')}-${suffix}`,
    state: 'begun',
    ...{ queueSid, friendlyName, by, at, note },
    before: expected,
    after: expression,
  };
}

interface Written {
  /** The expression as TaskRouter took it, which may write it anew: what can be put back. */
  taken: string;
  /** And as it was read back. */
  now: string;
}

/** Writes, and reads back what is there then; null: the queue is gone. */
async function write(ports: EditPorts, edit: QueueEdit): Promise<Written | null> {
  const { queues, store, clock, signal } = ports;
  const { queueSid, before, after } = edit;
  // In this order: an edit that the list shows as done has written before the queue is read.
  const others = await store.list();
  const now = await queues.fetchQueue(queueSid);
  if (!now) return null;
  if (now.targetWorkers !== before) throw new QueueChanged(queueSid, now.targetWorkers);
  const isUnderWay = ({ id, queueSid: of, state, at }: QueueEdit): boolean =>
    id !== edit.id && of === queueSid && state === 'begun' && clock.now() - Date.parse(at) < UNDER_WAY_MS;
  if (others.some(isUnderWay)) throw new EditedAtOnce(queueSid);
  signal.throwIfAborted();
  let taken: string;
  try {
    taken = (await queues.updateExpression(queueSid, after)).targetWorkers;
  } catch (error) {
    if (isNotFound(error)) return null;
    throwIfRefused(queueSid, error);
    return readAfterLoss(ports, edit, error);
  }
  // It was taken, whether or not it can be read again.
  const readBack = await queues.fetchQueue(queueSid).catch(() => null);
  return { taken, now: readBack?.targetWorkers ?? taken };
}

/** With a status below 500 nothing was done. Everything else says nothing of that. */
function throwIfRefused(queueSid: string, error: unknown): void {
  if (isAboutExpression(error)) throw new ExpressionRefused(error);
  if (isThrottled(error)) throw new ThrottledError(`writing ${queueSid}`, { cause: error });
  const refused = refusedCredentials(error);
  if (refused) throw new NotAuthorised(`writing ${queueSid}`, refused, { cause: error });
  const status = (error as { status?: unknown } | null)?.status;
  if (typeof status === 'number' && status < 500) throw error;
}

/** The answer is lost: where the queue has the new expression by now, it was taken. */
async function readAfterLoss(
  { queues }: EditPorts,
  { queueSid, after }: QueueEdit,
  cause: unknown,
): Promise<Written> {
  const now = await queues.fetchQueue(queueSid).catch(() => null);
  if (now?.targetWorkers !== after) throw new EditUnheard(queueSid, { cause });
  return { taken: after, now: after };
}

/** What can't be noted is lost of the history alone: it says then that the edit was begun, and the queue tells the rest. */
async function note(
  { log }: EditPorts,
  { id, queueSid }: QueueEdit,
  write: () => Promise<void>,
): Promise<void> {
  try {
    await write();
  } catch (error) {
    log('warn', 'queue.edit_not_noted', { queueSid, editId: id, message: String(error) });
  }
}
