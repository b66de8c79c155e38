import type { Budget, Clock, Retry } from '@queue-eligibility/batch';
import { isNotFound, RetryableError, systemClock } from '@queue-eligibility/batch';
import type { WorkspaceContext } from 'twilio/lib/rest/taskrouter/v1/workspace';
import * as z from 'zod';
import {
  expired,
  PAGE_SIZE,
  parseAnswer,
  queueSchema,
  sidSchema,
  toQueue,
  toWorker,
  unknownAnswer,
  workerSchema,
} from './answers';
import type { Page, TaskRouter } from './task-router';
import { createWorkerCounts } from './worker-counts';

/** More pages than a workspace can have (50,000 workers): somebody sends us round in circles. */
const MAX_PAGES = 100;

/** https://www.twilio.com/docs/taskrouter/api/worker names the headers, and neither a number nor a window. */
const budgetSchema = z
  .object({
    'x-rate-limit-limit': z.coerce.number().positive(),
    'x-rate-limit-remaining': z.coerce.number().nonnegative(),
  })
  .transform((headers) => ({
    limit: headers['x-rate-limit-limit'],
    remaining: headers['x-rate-limit-remaining'],
  }));

interface TaskRouterOptions {
  /**
   * Repeats the fetches of single workers, which share their limits with the updates: a 429 there is a matter of pace,
   * one on a list or a count is not.
   */
  retryWorker?: Retry;
  /** Hears what an update's answer says of the rate limit, where it does. */
  onBudget?: (budget: Budget) => void;
  /** The part of Twilio's limit on statistics that may be used, above 0 and up to 1. */
  rateShare?: number;
  /** For the pauses between counts. */
  clock?: Clock;
}

/** TaskRouter through a real twilio client. */
export function createTaskRouter(
  workspace: WorkspaceContext,
  retry: Retry,
  { retryWorker = retry, onBudget = () => {}, rateShare = 1, clock = systemClock }: TaskRouterOptions = {},
): TaskRouter {
  /** Reads a list to its end, page by page, and each thing once. */
  async function listAll<T extends { sid: string }>(
    what: string,
    pageAt: (cursor: string | null) => Promise<Page<T>>,
  ): Promise<T[]> {
    const found = new Map<string, T>();
    const seen = new Set<string | null>();
    let cursor: string | null = null;
    while (!seen.has(cursor) && seen.size < MAX_PAGES) {
      seen.add(cursor);
      const page: Page<T> = await pageAt(cursor);
      if (page.odd) throw unknownAnswer(what);
      for (const entry of page.entries) found.set(entry.sid, entry);
      if (page.next === null) return [...found.values()];
      cursor = page.next;
    }
    throw inCircles(what);
  }

  /** One page of a list. */
  async function read<T, R>(
    { what, schema, cursor }: { what: string; schema: z.ZodType<T>; cursor: string | null },
    firstPage: () => Promise<ListPage<R>>,
    pageAt: (url: string) => Promise<ListPage<R>>,
  ): Promise<Page<T>> {
    const answer =
      cursor === null
        ? await retry(what, firstPage)
        : await retry(what, () => pageAt(cursor)).catch((error: unknown) => expired(what, error));
    const next = answer.nextPageUrl ?? null;
    if (next !== null && next === cursor) throw inCircles(what);
    const parsed = parseAnswer(what, z.array(z.unknown()), answer.instances).map((one) =>
      schema.safeParse(one),
    );
    const entries = parsed.flatMap(({ data }) => (data === undefined ? [] : [data]));
    return { entries, next, odd: parsed.length - entries.length };
  }

  return {
    async listQueues() {
      const queues = await listAll('listing task queues', (cursor) =>
        read(
          { what: 'listing task queues', schema: queueSchema, cursor },
          () => workspace.taskQueues.page({ pageSize: PAGE_SIZE }),
          (url) => workspace.taskQueues.getPage(url),
        ),
      );
      return queues.map(toQueue);
    },

    async listWorkers(cursor) {
      const page = await read(
        { what: 'listing workers', schema: workerSchema, cursor },
        () => workspace.workers.page({ pageSize: PAGE_SIZE }),
        (url) => workspace.workers.getPage(url),
      );
      return { ...page, entries: page.entries.map(toWorker) };
    },

    async workersOfQueue(taskQueueSid, cursor) {
      try {
        const page = await read(
          { what: `listing the workers of ${taskQueueSid}`, schema: sidSchema, cursor },
          () => workspace.workers.page({ taskQueueSid, pageSize: PAGE_SIZE }),
          (url) => workspace.workers.getPage(url),
        );
        return { ...page, entries: page.entries.map(({ sid }) => sid) };
      } catch (error) {
        if (isNotFound(error)) return null;
        throw error;
      }
    },

    async queuesOfWorker(workerSid) {
      const what = `listing the queues of ${workerSid}`;
      const queues = await listAll(what, (cursor) =>
        read(
          { what, schema: sidSchema, cursor },
          () => workspace.taskQueues.page({ workerSid, pageSize: PAGE_SIZE }),
          (url) => workspace.taskQueues.getPage(url),
        ),
      );
      return new Set(queues.map(({ sid }) => sid));
    },

    countWorkers: createWorkerCounts(workspace, retry, { rateShare, clock }),

    async hasQueue(queueSid) {
      try {
        await retry(`looking for ${queueSid}`, () => workspace.taskQueues(queueSid).fetch());
        return true;
      } catch (error) {
        if (isNotFound(error)) return false;
        throw error;
      }
    },

    async fetchWorker(workerSid) {
      const what = `fetching ${workerSid}`;
      try {
        const { body, headers } = await retryWorker(what, () =>
          workspace.workers(workerSid).fetchWithHttpInfo(),
        );
        return { ...toWorker(parseAnswer(what, workerSchema, body)), etag: readETag(headers) };
      } catch (error) {
        if (isNotFound(error)) return null;
        throw error;
      }
    },

    async updateAttributes(workerSid, attributes, etag) {
      const { headers } = await workspace
        .workers(workerSid)
        .updateWithHttpInfo({ attributes, ...(etag === null ? {} : { ifMatch: etag }) });
      const budget = budgetSchema.safeParse(headers);
      if (budget.success) onBudget(budget.data);
      return readETag(headers);
    },
  };
}

const inCircles = (what: string): RetryableError =>
  new RetryableError('list_in_circles', `${what}: the pages never came to an end`);

interface ListPage<R> {
  instances: R[];
  nextPageUrl?: string | undefined;
}

/** The header as it came, quotes and all: it goes back the same way. */
function readETag(headers: unknown): string | null {
  const [, etag] = Object.entries(headers ?? {}).find(([name]) => name.toLowerCase() === 'etag') ?? [];
  return typeof etag === 'string' && etag !== '' ? etag : null;
}
