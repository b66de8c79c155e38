import type { Budget, Retry } from '@queue-eligibility/batch';
import { isNotFound, PermanentError, RetryableError } from '@queue-eligibility/batch';
import type { WorkspaceContext } from 'twilio/lib/rest/taskrouter/v1/workspace';
import * as z from 'zod';

/** A worker as TaskRouter answers it. `attributes` is null where a list leaves them out. */
export interface Worker {
  sid: string;
  friendlyName: string;
  activitySid: string;
  activityName: string;
  attributes: string | null;
}

/** A worker that was fetched by itself: with attributes, and an ETag where TaskRouter gives one. */
export interface FetchedWorker extends Worker {
  attributes: string;
  etag: string | null;
}

export interface TaskQueue {
  sid: string;
  friendlyName: string;
  /** The target workers expression. */
  targetWorkers: string;
}

/** A page of workers; `next` is where to go on, null at the end. */
export interface WorkerPage {
  workers: Worker[];
  next: string | null;
}

/** How many workers a queue matches, and how many of them are available now. */
interface WorkerCount {
  eligible: number;
  available: number;
}

/** The list can't be gone on with from where it was left: pages don't wait for ever. Read it from its beginning. */
export class PageExpired extends RetryableError {
  constructor(options?: ErrorOptions) {
    super('page_expired', 'TaskRouter no longer knows where the list of workers was left', options);
  }
}

/** What the product asks of TaskRouter. Every method rejects rather than answer in part. */
export interface TaskRouter {
  listQueues(): Promise<TaskQueue[]>;
  /**
   * Up to 1,000 workers. `cursor`: the `next` of the page before.
   * @throws PageExpired
   */
  listWorkers(cursor: string | null): Promise<WorkerPage>;
  /** TaskRouter's own answer: the SIDs of the workers a queue matches; null when the queue is gone. */
  workersOfQueue(queueSid: string): Promise<Set<string> | null>;
  /** TaskRouter's own answer: the SIDs of the queues that match a worker. */
  queuesOfWorker(workerSid: string): Promise<Set<string>>;
  /** The workers of each queue, by TaskRouter's count; queues it does not know are left out. */
  countWorkers(queueSids: readonly string[]): Promise<Map<string, WorkerCount>>;
  /** Null when the worker is gone. */
  fetchWorker(workerSid: string): Promise<FetchedWorker | null>;
  /** One try, never repeated here: a write starts again from a fetch. Sends If-Match where there is an ETag. */
  updateAttributes(workerSid: string, attributes: string, etag: string | null): Promise<void>;
}

/** The most a page of workers or queues holds. */
const PAGE_SIZE = 1_000;
/**
 * The most queues one bulk statistics request takes, and how many such requests a second are made at the most: other
 * statistics have limits like that.
 */
const QUEUES_PER_COUNT = 50;
const COUNTS_PER_SECOND = 5;
/** More pages than a workspace can have (15,000 workers): somebody sends us round in circles. */
const MAX_PAGES = 100;

const workerSchema = z.object({
  sid: z.string(),
  friendlyName: z.string().nullish().transform(orEmpty),
  activitySid: z.string().nullish().transform(orEmpty),
  activityName: z.string().nullish().transform(orEmpty),
  attributes: z
    .string()
    .nullish()
    .transform((text) => text ?? null),
});

const queueSchema = z.object({
  sid: z.string(),
  friendlyName: z.string().nullish().transform(orEmpty),
  // An expression that is not there matches nobody, as an empty one does.
  targetWorkers: z.string().nullish().transform(orEmpty),
});

const workerCount = z.coerce.number().int().nonnegative();
const countsSchema = z.array(
  z.object({
    task_queue_sid: z.string(),
    total_eligible_workers: workerCount,
    // Nothing is decided by it: an answer without it will do.
    total_available_workers: workerCount.catch(0),
  }),
);

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

function orEmpty(text: string | null | undefined): string {
  return text ?? '';
}

interface TaskRouterOptions {
  /**
   * Repeats the fetches of single workers, which share their limits with the updates: a 429 there is a matter of pace,
   * one on a list or a count is not.
   */
  retryWorker?: Retry;
  /** Hears what an update's answer says of the rate limit, where it does. */
  onBudget?: (budget: Budget) => void;
}

/** TaskRouter through a real twilio client. */
export function createTaskRouter(
  workspace: WorkspaceContext,
  retry: Retry,
  { retryWorker = retry, onBudget = () => {} }: TaskRouterOptions = {},
): TaskRouter {
  /** When the last bulk statistics requests were made, ms since the epoch. */
  let countedAtMs: readonly number[] = [];

  async function turnToCount(): Promise<void> {
    const waitMs = (countedAtMs.at(-COUNTS_PER_SECOND) ?? -Infinity) + 1_000 - Date.now();
    countedAtMs = [...countedAtMs.slice(1 - COUNTS_PER_SECOND), Date.now() + Math.max(0, waitMs)];
    if (waitMs > 0) await sleep(waitMs);
  }

  /** Reads a list to its end, page by page, and each thing once. */
  async function listAll<T extends { sid: string }, R>(
    what: string,
    firstPage: () => Promise<ListPage<R>>,
    pageAt: (url: string) => Promise<ListPage<R>>,
    schema: z.ZodType<T>,
  ): Promise<T[]> {
    const found = new Map<string, T>();
    let url: string | null = null;
    for (let pages = 0; pages < MAX_PAGES; pages++) {
      const at: string | null = url;
      const page: ListPage<R> = await retry(what, () => (at === null ? firstPage() : pageAt(at)));
      for (const instance of parse(what, z.array(schema), page.instances)) found.set(instance.sid, instance);
      const next: string | null = page.nextPageUrl ?? null;
      if (next === null) return [...found.values()];
      if (next === url) break;
      url = next;
    }
    throw new RetryableError('list_in_circles', `${what}: the pages never came to an end`);
  }

  async function countMany(queueSids: readonly string[]): Promise<[string, WorkerCount][]> {
    const what = 'counting workers';
    try {
      const answer = await retry(what, () =>
        workspace.taskQueues.bulkRealTimeStatistics.create({ queueSids }),
      );
      const entries = parse(what, countsSchema, answer.taskQueueData);
      return entries.map((entry) => [
        entry.task_queue_sid,
        { eligible: entry.total_eligible_workers, available: entry.total_available_workers },
      ]);
    } catch (error) {
      const status = (error as { status?: unknown } | null)?.status;
      if (status !== 400 && status !== 404 && status !== 405) throw error;
      // An account without the bulk request still has the single one.
      const counted: [string, WorkerCount][] = [];
      for (const sid of queueSids) counted.push(...(await countOne(sid)));
      return counted;
    }
  }

  async function countOne(queueSid: string): Promise<[string, WorkerCount][]> {
    const what = `counting the workers of ${queueSid}`;
    try {
      const statistics = workspace.taskQueues(queueSid).realTimeStatistics();
      const { totalEligibleWorkers, totalAvailableWorkers } = await retry(what, () => statistics.fetch());
      return [[queueSid, { eligible: totalEligibleWorkers, available: totalAvailableWorkers }]];
    } catch (error) {
      if (isNotFound(error)) return [];
      throw error;
    }
  }

  return {
    listQueues: () =>
      listAll(
        'listing task queues',
        () => workspace.taskQueues.page({ pageSize: PAGE_SIZE }),
        (url) => workspace.taskQueues.getPage(url),
        queueSchema,
      ),

    async listWorkers(cursor) {
      const page =
        cursor === null
          ? await retry('listing workers', () => workspace.workers.page({ pageSize: PAGE_SIZE }))
          : await retry('listing workers', () => workspace.workers.getPage(cursor)).catch(expired);
      const next = page.nextPageUrl ?? null;
      if (next !== null && next === cursor) {
        throw new RetryableError('list_in_circles', 'listing workers: a page named itself as the next');
      }
      return { workers: parse('listing workers', z.array(workerSchema), page.instances), next };
    },

    async workersOfQueue(taskQueueSid) {
      const what = `listing the workers of ${taskQueueSid}`;
      try {
        const workers = await listAll(
          what,
          () => workspace.workers.page({ taskQueueSid, pageSize: PAGE_SIZE }),
          (url) => workspace.workers.getPage(url),
          workerSchema,
        );
        return new Set(workers.map(({ sid }) => sid));
      } catch (error) {
        if (isNotFound(error)) return null;
        throw error;
      }
    },

    async queuesOfWorker(workerSid) {
      const queues = await listAll(
        `listing the queues of ${workerSid}`,
        () => workspace.taskQueues.page({ workerSid, pageSize: PAGE_SIZE }),
        (url) => workspace.taskQueues.getPage(url),
        queueSchema,
      );
      return new Set(queues.map(({ sid }) => sid));
    },

    async countWorkers(queueSids) {
      const counts = new Map<string, WorkerCount>();
      for (let start = 0; start < queueSids.length; start += QUEUES_PER_COUNT) {
        await turnToCount();
        const some = queueSids.slice(start, start + QUEUES_PER_COUNT);
        for (const [sid, count] of await countMany(some)) counts.set(sid, count);
      }
      return counts;
    },

    async fetchWorker(workerSid) {
      const what = `fetching ${workerSid}`;
      try {
        const { body, headers } = await retryWorker(what, () =>
          workspace.workers(workerSid).fetchWithHttpInfo(),
        );
        const worker = parse(what, workerSchema, body);
        return { ...worker, attributes: worker.attributes ?? '', etag: readETag(headers) };
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
    },
  };
}

/** A page's address that is refused is one that TaskRouter gave itself: it has grown too old. */
function expired(error: unknown): never {
  const status = (error as { status?: unknown } | null)?.status;
  throw status === 400 || status === 404 || status === 410 ? new PageExpired({ cause: error }) : error;
}

interface ListPage<R> {
  instances: R[];
  nextPageUrl?: string | undefined;
}

/** The header as it came, quotes and all: it goes back the same way. */
function readETag(headers: unknown): string | null {
  const etag = (headers as Record<string, unknown> | null)?.['etag'];
  return typeof etag === 'string' && etag !== '' ? etag : null;
}

function parse<T>(what: string, schema: z.ZodType<T>, answer: unknown): T {
  const parsed = schema.safeParse(answer);
  if (parsed.success) return parsed.data;
  throw new PermanentError(
    'unknown_answer',
    `${what}: TaskRouter's answer has a shape this version doesn't know`,
  );
}

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
