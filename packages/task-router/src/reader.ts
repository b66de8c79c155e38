import { isNotFound, PermanentError, RetryableError, type Retry } from '@queue-eligibility/batch';
import type { WorkspaceContext } from 'twilio/lib/rest/taskrouter/v1/workspace';
import * as z from 'zod';
import {
  expired,
  nextPageOf,
  PAGE_SIZE,
  parseAnswer,
  sidSchema,
  toWorker,
  unreadable,
  workerSchema,
} from './answers';
import { placeAfter, placeOf, readPlace } from './list-place';
import type { Page, Worker } from './task-router';

/** A worker as people look at it. */
export interface Agent extends Worker {
  /** The activity is one in which TaskRouter offers tasks; false, too, where the answer does not say. */
  available: boolean;
}

/** TaskRouter does not take an expression; the message is its own. */
export class ExpressionRefused extends PermanentError {
  constructor(cause: unknown) {
    const said = cause instanceof Error ? cause.message : 'it does not say why';
    super('expression_refused', `TaskRouter does not take this expression: ${said}`, { cause });
  }
}

/** Statuses that are about the expression: 413, 414 and 431 when it is too long for a request. */
export const isAboutExpression = (error: unknown): boolean =>
  [400, 413, 414, 431].includes(Number((error as { status?: unknown } | null)?.status));

/** What people ask of a workspace, page by page: `place` is the `next` of the page before, null the beginning. */
export interface WorkspaceReader {
  /**
   * Workers with their attributes, up to 1,000 and no more than fit into an answer.
   * @throws PageExpired
   */
  listAgents(place: string | null): Promise<Page<Agent>>;
  /**
   * SIDs of the workers that an expression matches by TaskRouter's own evaluation, up to 1,000.
   * @throws ExpressionRefused, PageExpired
   */
  agentsMatching(expression: string, place: string | null): Promise<Page<string>>;
  /** Null when there is no such worker. */
  fetchAgent(workerSid: string): Promise<Agent | null>;
}

/** Bytes of an answer's workers: a Function may answer 4 MB, and what is no JSON in them is written twice as long. */
const MAX_BYTES = 3_000_000;
/** Of one worker beside its name and its attributes. */
const BESIDE_BYTES = 300;

const agentSchema = workerSchema.extend({ available: z.boolean().catch(false) });
const toAgent = ({ available, ...worker }: z.infer<typeof agentSchema>): Agent => ({
  ...toWorker(worker),
  available,
});

interface ListQuery<T> {
  what: string;
  schema: z.ZodType<T>;
  place: string | null;
  filter?: { targetWorkersExpression: string };
}

/** The workspace through a real twilio client. */
export function createWorkspaceReader(workspace: WorkspaceContext, retry: Retry): WorkspaceReader {
  async function readPage<T>({ what, schema, place, filter }: ListQuery<T>): Promise<Page<T>> {
    const { pageNumber, pageToken } = readPlace(place);
    const at = pageToken === '' ? {} : { pageNumber, pageToken };
    const answer = await retry(what, () => workspace.workers.page({ ...filter, pageSize: PAGE_SIZE, ...at }))
      .catch((error: unknown) => (pageToken === '' ? Promise.reject(error as Error) : expired(what, error)))
      .catch((error: unknown) => unreadable(what, error));
    const nextPage = nextPageOf(what, answer);
    const next = nextPage === null ? null : placeOf(what, nextPage);
    if (next !== null && readPlace(next).pageToken === pageToken)
      throw new RetryableError('list_in_circles', `${what}: the pages never came to an end`);
    const parsed = parseAnswer(what, z.array(z.unknown()), answer.instances).map((one) =>
      schema.safeParse(one),
    );
    const entries = parsed.flatMap(({ data }) => (data === undefined ? [] : [data]));
    return { entries, next, odd: parsed.length - entries.length };
  }

  return {
    async listAgents(place) {
      const page = await readPage({ what: 'listing workers', schema: agentSchema, place });
      const { after } = readPlace(place);
      const rest = page.entries.slice(page.entries.findIndex(({ sid }) => sid === after) + 1).map(toAgent);
      const entries = rest.slice(0, howManyFit(rest));
      const last = entries.at(-1);
      // Where not all of them fit, it is the same page once more, from there on.
      return entries.length < rest.length && last
        ? { ...page, entries, next: placeAfter(place, last.sid) }
        : { ...page, entries };
    },

    async agentsMatching(targetWorkersExpression, place) {
      const what = 'listing the workers of an expression';
      try {
        const page = await readPage({ what, schema: sidSchema, place, filter: { targetWorkersExpression } });
        return { ...page, entries: page.entries.map(({ sid }) => sid) };
      } catch (error) {
        throw isAboutExpression(error) ? new ExpressionRefused(error) : error;
      }
    },

    async fetchAgent(workerSid) {
      const what = `fetching ${workerSid}`;
      try {
        const found = await retry(what, () => workspace.workers(workerSid).fetch());
        return toAgent(parseAnswer(what, agentSchema, found));
      } catch (error) {
        if (isNotFound(error)) return null;
        throw error;
      }
    },
  };
}

/** At least one: an answer without any would never come to an end. */
function howManyFit(agents: readonly Agent[]): number {
  let bytes = 0;
  const tooMany = agents.findIndex(({ friendlyName, attributes }) => {
    bytes += BESIDE_BYTES + Buffer.byteLength(friendlyName) + Buffer.byteLength(attributes ?? '');
    return bytes > MAX_BYTES;
  });
  return tooMany === -1 ? agents.length : Math.max(1, tooMany);
}
