import * as z from 'zod';
import { badRequest, notFound } from '../errors';
import { checkTargetWorkers } from '../taskrouter/validation';
import type { TaskQueueRecord, WorkerRecord } from '../taskrouter/records';
import type { FlexApi } from './account';
import { EventBridgeShapes } from './event-bridge-shapes';

const listParameters = z.strictObject({
  PageSize: z.coerce.number().int().min(1).max(1000).default(50),
  /** SID of the last entry of the page before; with an Ordering the same thing is called NextToken. */
  AfterSid: z.string().optional(),
  NextToken: z.string().optional(),
  FriendlyName: z.string().optional(),
  ActivitySid: z.string().optional(),
  ActivityName: z.string().optional(),
  TargetWorkersExpression: z.string().optional(),
  /** On reservations. */
  Active: z.enum(['true', 'false']).optional(),
  /** On task queues: those this worker is eligible for. */
  WorkerSid: z.string().optional(),
  Ordering: z
    .templateLiteral([z.enum(['DateUpdated', 'DateStatusChanged']), ':', z.enum(['asc', 'desc'])])
    .optional(),
});

type ListParameters = z.output<typeof listParameters>;

/** One page of a list as the event bridge gives it. */
interface Page {
  readonly total: number;
  readonly contents: readonly unknown[];
  readonly after_sid: string | null;
  readonly meta: { readonly next_token: string | null };
}

/** The lists that a worker's browser can read. */
export class EventBridgeLists {
  readonly #shapes: EventBridgeShapes;

  constructor(private readonly api: FlexApi) {
    this.#shapes = new EventBridgeShapes(api);
  }

  activities(params: unknown): Page {
    const { activities } = this.api.taskRouter;
    return page(activities, read(params), (activity) => this.#shapes.activity(activity));
  }

  workers(params: unknown): Page {
    const query = read(params);
    const { taskRouter } = this.api;
    const { FriendlyName, ActivitySid, ActivityName, TargetWorkersExpression } = query;
    const matches =
      TargetWorkersExpression === undefined
        ? () => true
        : checkTargetWorkers(TargetWorkersExpression, taskRouter.dialect);
    const found = [...taskRouter.workers.values()].filter(
      (worker) =>
        (FriendlyName === undefined || worker.friendlyName === FriendlyName) &&
        (ActivitySid === undefined || worker.activitySid === ActivitySid) &&
        (ActivityName === undefined ||
          taskRouter.activity(worker.activitySid).friendlyName === ActivityName) &&
        matches(taskRouter.membership.view(worker)),
    );
    return page(ordered(found, query), query, (worker) => this.#shapes.worker(worker));
  }

  taskQueues(params: unknown): Page {
    const query = read(params);
    const { taskRouter } = this.api;
    const { FriendlyName, WorkerSid } = query;
    const eligible = WorkerSid === undefined ? undefined : taskRouter.eligibleQueues(WorkerSid);
    const found = [...taskRouter.queues.values()].filter(
      (queue) =>
        (FriendlyName === undefined || queue.friendlyName === FriendlyName) &&
        (eligible === undefined || eligible.includes(queue.sid)),
    );
    return page(ordered(found, query), query, (queue) => this.#shapes.taskQueue(queue));
  }

  channels(workerSid: string, params: unknown): Page {
    const worker = this.api.taskRouter.worker(workerSid);
    return page(this.#shapes.channels(worker), read(params), (channel) => channel);
  }

  /** There are no tasks, so there are no reservations. */
  reservations(params: unknown): Page {
    return page([], read(params), (none) => none);
  }
}

function read(params: unknown): ListParameters {
  const parsed = listParameters.safeParse(params);
  if (!parsed.success) throw badRequest(z.prettifyError(parsed.error));
  return parsed.data;
}

function ordered<T extends WorkerRecord | TaskQueueRecord>(items: T[], { Ordering }: ListParameters): T[] {
  if (Ordering === undefined) return items;
  const [by, direction] = Ordering.split(':');
  const sign = direction === 'desc' ? -1 : 1;
  const timeOf = (item: WorkerRecord | TaskQueueRecord): number =>
    by === 'DateStatusChanged' && 'dateStatusChanged' in item ? item.dateStatusChanged : item.dateUpdated;
  return items.sort((a, b) => sign * (timeOf(a) - timeOf(b)));
}

function page<T extends { readonly sid: string }>(
  all: readonly T[],
  query: ListParameters,
  shape: (item: T) => unknown,
): Page {
  const after = query.AfterSid ?? query.NextToken;
  const start = after === undefined ? 0 : all.findIndex(({ sid }) => sid === after) + 1;
  if (after !== undefined && start === 0) throw notFound(after);
  const items = all.slice(start, start + query.PageSize);
  const next = start + query.PageSize < all.length ? (items.at(-1)?.sid ?? null) : null;
  return { total: all.length, contents: items.map(shape), after_sid: next, meta: { next_token: next } };
}
