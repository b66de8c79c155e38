import type { Outcome } from '@queue-eligibility/batch';
import {
  type Attributes,
  type Edit,
  type EditOptions,
  type EditResult,
  editWorker,
  type TaskRouter,
  type Worker,
} from '@queue-eligibility/task-router';
import type { Carried } from './queues-attribute';
import type { Rules } from './rules';

/** What a worker is to carry, decided on what was just fetched. */
interface Decision {
  /** Places of the queues. */
  queues: ReadonlySet<number>;
  /** Something could not be settled: it stays as it is carried, and a resync has to look at it. */
  isOpen: boolean;
}

export type Decide = (
  worker: Worker,
  attributes: Attributes,
  carried: Carried,
) => Decision | Promise<Decision>;

/** The log's name for a worker that was written. */
export const WRITTEN = 'worker.written';

export interface ReconcileOptions extends EditOptions {
  rules: Rules;
  decide: Decide;
  /** Somebody has said that whatever else uses the attribute is to be replaced. */
  replace?: boolean;
}

/**
 * The one operation of this product: makes a worker carry the queues it is eligible for. Compares what the worker
 * should carry with what it carries and writes only a difference.
 */
export async function reconcileWorker(
  options: ReconcileOptions,
  workerSid: string,
): Promise<{ edit: EditResult; isOpen: boolean }> {
  const { rules, decide, replace = false } = options;
  let isOpen = false;
  const plan = (attributes: Attributes, carried: Carried, decision: Decision): Edit => {
    isOpen = decision.isOpen;
    // What somebody else put there makes room only for a list that is whole.
    if (isOpen && carried === NOTHING) return { write: null };
    return planQueues(rules, attributes, { carried, queues: decision.queues });
  };
  const edit = await editWorker(options, workerSid, (worker, attributes) => {
    const read = rules.attribute.read(attributes);
    if ('code' in read && !replace) return { refuse: read };
    const carried = 'code' in read ? NOTHING : read;
    const decision = decide(worker, attributes, carried);
    return decision instanceof Promise
      ? decision.then((decided) => plan(attributes, carried, decided))
      : plan(attributes, carried, decision);
  });
  if (edit.result === 'changed') options.log('debug', WRITTEN, { workerSid });
  return { edit, isOpen };
}

const NOTHING: Carried = { queues: new Set(), strays: [], isTidy: false };

/** What to write so that the worker carries `queues`: sorted, so that the same queues are the same text. */
export function planQueues(
  { attribute }: Rules,
  attributes: Attributes,
  { carried, queues }: { carried: Carried; queues: ReadonlySet<number> },
): { write: string | null } {
  const isSame =
    carried.queues.size === queues.size && [...queues].every((place) => carried.queues.has(place));
  return { write: isSame && carried.isTidy ? null : attribute.write(attributes, queues, carried.strays) };
}

/** How long TaskRouter is given to agree with what the rules say, ms. */
const ASK_AGAIN_MS = 700;

/**
 * Decides by TaskRouter's own answer for the worker, held against our reading. Where both agree it is settled; where
 * there is nothing to hold it against, or they differ, TaskRouter is asked once more: only what it says twice is
 * believed, and never against a sure reading, for then the rules have just changed, or the answer lacked something.
 *
 * @param given TaskRouter's answer of just now, where there is one: it is the first.
 */
export function byAsking(
  taskRouter: Pick<TaskRouter, 'queuesOfWorker'>,
  rules: Rules,
  given?: ReadonlySet<string>,
): Decide {
  return async (worker, attributes, carried) => {
    const { holds, uncertain } = rules.evaluate(worker, attributes);
    const [ours, unsure] = [new Set(holds), new Set(uncertain)];
    const isSure = (place: number): boolean => rules.list[place]?.isSure === true && !unsure.has(place);
    const read = (answer: ReadonlySet<string>) => {
      const named = new Set([...answer].map((sid) => rules.places.get(sid) ?? -1));
      const isNew = named.delete(-1);
      // What nobody names is a queue of no concern.
      const doubtful = [...new Set([...named, ...ours, ...carried.queues])].filter(
        (place) => (isSure(place) ? ours : carried.queues).has(place) !== named.has(place),
      );
      return { named, isNew, doubtful };
    };
    const first = read(given ?? (await taskRouter.queuesOfWorker(worker.sid)));
    given = undefined;
    if (first.doubtful.length === 0) return { queues: first.named, isOpen: first.isNew };
    if (first.doubtful.some(isSure)) await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS));
    const { named, isNew, doubtful } = read(await taskRouter.queuesOfWorker(worker.sid));
    // An answer that lacks what is sure shows nothing by what else it lacks.
    const isShort = doubtful.some((place) => isSure(place) && ours.has(place));
    const open = [...new Set([...first.doubtful, ...doubtful])].filter((place) => {
      const says = named.has(place);
      return isSure(place) ? ours.has(place) !== says : first.named.has(place) !== says || (isShort && !says);
    });
    const queues = new Set(named);
    for (const place of open) queues[carried.queues.has(place) ? 'add' : 'delete'](place);
    return { queues, isOpen: isNew || open.length > 0 };
  };
}

/** What comes of a work item whose worker could not be settled: the rules have just changed, most likely. */
export function unsettled(): Outcome<never> {
  const message =
    'What TaskRouter answers and what the rules say did not agree. The next resync looks again.';
  return { result: 'failed', code: 'unsettled', message, retry: true };
}
