import {
  isConnectionLost,
  isNotFound,
  isPreconditionFailed,
  isThrottled,
  isUnavailable,
  NotAuthorised,
  refusedCredentials,
  RetryableError,
  ThrottledError,
  type Log,
  type RetryPolicy,
} from '@queue-eligibility/batch';
import { checkLength, isRefusal, readAttributes, type Attributes, type Refusal } from './attributes';
import { EDIT_REFUSALS } from './refusals';
import type { FetchedWorker, TaskRouter } from './task-router';

/** What an edit makes of a worker's attributes: their new text, or nothing to write, or why it can't be done. */
export type Edit = { write: string } | { write: null } | { refuse: Refusal };

export type EditResult =
  /** `gone`: there is no such worker any more. */
  { result: 'changed' } | { result: 'unchanged'; gone?: true } | { result: 'refused'; refusal: Refusal };

export interface EditOptions {
  taskRouter: TaskRouter;
  /** How often a write that met a conflict or a limit starts again, and how long it pauses, ms. */
  policy: RetryPolicy;
  log: Log;
  /** Aborted when the invocation is over: no write after that. */
  signal?: AbortSignal | undefined;
  onThrottled?: (() => void) | undefined;
}

/** A worker that others keep changing: beyond this, let it go to the end of the line. */
const MAX_CONFLICTS = 6;

/** Whose ETags were seen to change with a write: those of the others may say nothing of the worker's version. */
const guarded = new WeakSet<TaskRouter>();

/**
 * Workers as they were fetched before a write that was refused for too many requests. Tried again, it takes no other fetch:
 * the same is decided of the same, and an ETag tells whether the worker still is so. Only where what is decided depends
 * on nothing else.
 */
const refusedBefore = new WeakMap<TaskRouter, Map<string, FetchedWorker>>();

/**
 * Changes a worker's attributes without losing anybody's edit: fetch, `decide` on what was just fetched, write with
 * If-Match; on any doubt start again from the fetch. A write is never repeated blindly. Where TaskRouter gives no
 * ETag, or has not shown yet that it changes with a write, the fetch is the last thing before the write.
 *
 * @throws ThrottledError, RetryableError (`contended`, `unavailable`) when it should be tried again later.
 */
export async function editWorker(
  { taskRouter, policy, log, signal, onThrottled }: EditOptions,
  workerSid: string,
  decide: (worker: FetchedWorker, attributes: Attributes) => Edit | Promise<Edit>,
): Promise<EditResult> {
  let conflicts = 0;
  let failures = 0;
  let mayHaveWritten = false;
  for (;;) {
    const kept = takeRefused(taskRouter, workerSid);
    const worker = kept ?? (await taskRouter.fetchWorker(workerSid));
    if (!worker) return { result: 'unchanged', gone: true };
    const attributes = readAttributes(worker.attributes);
    if (isRefusal(attributes)) return { result: 'refused', refusal: attributes };
    const pending = decide(worker, attributes);
    const edit = await pending;
    // Only a write is guarded.
    if (kept && (pending instanceof Promise || !('write' in edit) || edit.write === null)) continue;
    if ('refuse' in edit) return { result: 'refused', refusal: edit.refuse };
    if (edit.write === null) return { result: mayHaveWritten ? 'changed' : 'unchanged' };
    const tooLong = checkLength(attributes.text, edit.write);
    if (tooLong) return { result: 'refused', refusal: tooLong };
    if (worker.etag === null) sayUnguarded(log);
    if ((worker.etag === null || !guarded.has(taskRouter)) && pending instanceof Promise) {
      // Deciding took a request: only a second look shows whether somebody was quicker.
      const again = await taskRouter.fetchWorker(workerSid);
      if (again?.attributes !== worker.attributes) {
        if (++conflicts > MAX_CONFLICTS) throw contended(workerSid);
        continue;
      }
    }
    signal?.throwIfAborted();
    try {
      const etag = conflicts % 2 === 0 ? worker.etag : strong(worker.etag);
      const after = await taskRouter.updateAttributes(workerSid, edit.write, etag);
      if (after !== null && after !== worker.etag) guarded.add(taskRouter);
      return { result: 'changed' };
    } catch (error) {
      const refused = refusedCredentials(error);
      if (isPreconditionFailed(error)) {
        if (++conflicts > MAX_CONFLICTS) throw contended(workerSid, error);
      } else if (isThrottled(error)) {
        // Where there is a pace to keep, whoever keeps it says when to try again.
        if (onThrottled) {
          onThrottled();
          if (!(pending instanceof Promise)) keepRefused(taskRouter, worker);
          throw new ThrottledError(`updating ${workerSid}`, { cause: error });
        }
        if (++failures > policy.retries) throw new ThrottledError(`updating ${workerSid}`, { cause: error });
        await pause(policy);
      } else if (isConnectionLost(error) || isUnavailable(error)) {
        mayHaveWritten = true;
        if (++failures > policy.retries) {
          throw new RetryableError('unavailable', `updating ${workerSid}: no answer`, { cause: error });
        }
        await pause(policy);
      } else if (isNotFound(error)) {
        return { result: 'unchanged', gone: true };
      } else if (refused) {
        throw new NotAuthorised(`updating ${workerSid}`, refused, { cause: error });
      } else if (isRefused(error)) {
        return { result: 'refused', refusal: updateRefused(error) };
      } else {
        throw error;
      }
    }
  }
}

function keepRefused(taskRouter: TaskRouter, worker: FetchedWorker): void {
  if (worker.etag === null || !guarded.has(taskRouter)) return;
  const kept = refusedBefore.get(taskRouter) ?? new Map<string, FetchedWorker>();
  refusedBefore.set(taskRouter, kept.set(worker.sid, worker));
}

function takeRefused(taskRouter: TaskRouter, workerSid: string): FetchedWorker | undefined {
  const kept = refusedBefore.get(taskRouter);
  const worker = kept?.get(workerSid);
  kept?.delete(workerSid);
  return worker;
}

/** Who compares strictly takes a weak ETag for another one, always: after a conflict it is tried without its mark. */
const strong = (etag: string | null): string | null => etag && etag.replace(/^W\//, '');

let hasSaidUnguarded = false;

/** Once a container, and loudly: an edit that is made between our fetch and our write may be lost. */
function sayUnguarded(log: Log): void {
  if (hasSaidUnguarded) return;
  hasSaidUnguarded = true;
  const message = 'TaskRouter gives no ETag: edits made within the same tenth of a second can be lost';
  log('error', 'writes.unguarded', { message });
}

const contended = (workerSid: string, cause?: unknown): RetryableError =>
  new RetryableError('contended', `${workerSid} was changed by others each time we were about to write it`, {
    cause,
  });

interface TwilioRefusal {
  status: number;
  code?: unknown;
}

function isRefused(error: unknown): error is TwilioRefusal {
  const status = (error as { status?: unknown } | null)?.status;
  return typeof status === 'number' && status >= 400 && status < 500;
}

const updateRefused = ({ status, code }: TwilioRefusal): Refusal => ({
  code: EDIT_REFUSALS.refused,
  message: `TaskRouter refused the update with status ${status}${typeof code === 'number' ? `, code ${code}` : ''}.`,
});

const pause = ({ minBackoffMs, maxBackoffMs }: RetryPolicy): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, minBackoffMs + Math.random() * (maxBackoffMs - minBackoffMs)));
