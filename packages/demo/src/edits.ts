import type { Emulator, TaskRouterEvent } from '@queue-eligibility/twilio-emulator';
import { standingOf } from './standing';
import { counted } from './words';

/** A list that has not followed an edit by then is a matter for the next resync, ms. */
const PATIENCE_MS = 10_000;
/** Edits that change no list: so many are told one by one, the others together after so long, ms. */
const NAMED = 3;
const SUMMED_MS = 3_000;

/**
 * Tells of everybody's edits of workers, and what followed: `Mia Miller was edited: 7 queues, now 8, after 83 ms`. What the
 * Functions write is no edit.
 * @returns What ends it.
 */
export function tellOfEdits(
  emulator: Pick<Emulator, 'taskRouter'>,
  tell: (text: string) => void,
): () => void {
  const { taskRouter } = emulator;
  /** What a worker's attributes are without our list: where that changes, somebody has edited it. */
  const others = new Map<string, string>();
  for (const { sid, attributes } of taskRouter.workers.values()) others.set(sid, withoutOurs(attributes));
  const waiting = new Map<string, { name: string; atMs: number; timer: NodeJS.Timeout }>();
  let unchanged = 0;
  let summing: NodeJS.Timeout | undefined;

  function end(sid: string, outcome: (edit: { name: string; atMs: number }) => string): void {
    const edit = waiting.get(sid);
    if (!edit) return;
    clearTimeout(edit.timer);
    waiting.delete(sid);
    tell(`${edit.name} ${outcome(edit)}`);
  }

  /** Where a plan edits thousands, a few are named and the others counted. */
  function same(name: string): void {
    unchanged += 1;
    if (unchanged <= NAMED) tell(`${name} was edited: the queues stay the same`);
    if (unchanged > 1) return;
    summing = setTimeout(() => {
      const more = unchanged - NAMED;
      if (more > 0) tell(`${counted(more, 'edit')} more: the queues stay the same`);
      unchanged = 0;
    }, SUMMED_MS).unref();
  }

  function edited(sid: string, name: string): void {
    end(sid, () => 'was edited, and edited again');
    if (standingOf(emulator, sid)?.inStep) return same(name);
    const timer = setTimeout(() => {
      end(sid, () => 'was edited: the list of queues has not followed; the next resync looks again');
    }, PATIENCE_MS).unref();
    waiting.set(sid, { name, atMs: Date.now(), timer });
  }

  const see = (event: TaskRouterEvent): void => {
    const { EventType, WorkerSid: sid = '', WorkerName: name = '', WorkerAttributes = '' } = event;
    if (EventType === 'worker.deleted') return void waiting.delete(sid);
    if (EventType !== 'worker.attributes.update' && EventType !== 'worker.created') return;
    const now = withoutOurs(WorkerAttributes);
    if (now !== others.get(sid)) {
      others.set(sid, now);
      return edited(sid, `the worker ${nameIn(WorkerAttributes) ?? name}`);
    }
    const standing = standingOf(emulator, sid);
    if (standing?.inStep) {
      const { length } = standing.carried;
      end(sid, ({ atMs }) => `was edited: now ${counted(length, 'queue')}, after ${Date.now() - atMs} ms`);
    }
  };
  taskRouter.on('event', see);
  return () => {
    taskRouter.off('event', see);
    clearTimeout(summing);
    for (const { timer } of waiting.values()) clearTimeout(timer);
  };
}

function withoutOurs(attributes: string): string {
  const { queues: _queues, ...others } = JSON.parse(attributes) as Record<string, unknown>;
  return JSON.stringify(others);
}

/** What Flex calls a worker; its friendly name is an identity, with what is special in it encoded. */
function nameIn(attributes: string): string | null {
  const { full_name: name } = JSON.parse(attributes) as { full_name?: unknown };
  return typeof name === 'string' ? name : null;
}
