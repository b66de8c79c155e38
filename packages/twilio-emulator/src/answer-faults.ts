import type { FaultAction } from './faults';
import { isJsonObject, type JsonObject } from './parameters';
import type { Reply } from './router';

/** The answer in place of another; undefined where there is nothing to change in it. */
export type AnswerFault = (reply: Reply, url: string) => Reply | undefined;

/** The body in place of another; undefined where there is nothing to change in it. */
type BodyChange = (body: JsonObject, url: string) => JsonObject | undefined;

/** Changes the body where it is an object, and one of the kind that is meant. */
const onBody =
  (change: BodyChange, isMeant: (body: JsonObject) => boolean = () => true): AnswerFault =>
  (reply, url) => {
    const body = isJsonObject(reply.body) && isMeant(reply.body) ? change(reply.body, url) : undefined;
    return body && { ...reply, body };
  };

const statisticsKey = 'task_queue_data';

/** Name of the array in a page of a list. */
const listKey = ({ meta }: JsonObject): unknown => (isJsonObject(meta) ? meta['key'] : undefined);

/** Another set of entries in a page of a list, or in bulk statistics. */
function withEntries(
  body: JsonObject,
  change: (entries: readonly unknown[]) => readonly unknown[],
): JsonObject | undefined {
  const key = listKey(body) ?? statisticsKey;
  const entries: unknown = typeof key === 'string' ? body[key] : undefined;
  if (typeof key !== 'string' || !Array.isArray(entries)) return undefined;
  const left = change(entries);
  if (left.length === entries.length && left.every((entry, index) => entry === entries[index]))
    return undefined;
  const counted = 'task_queue_response_count' in body && { task_queue_response_count: left.length };
  return { ...body, [key]: left, ...counted };
}

/** All but `count` entries; those missing are spread evenly, the first one among them. */
const without = (entries: readonly unknown[], count: number): unknown[] => {
  const gone = new Set(Array.from({ length: count }, (_, n) => Math.floor((n * entries.length) / count)));
  return entries.filter((_, index) => !gone.has(index));
};

const withoutAThird = (entries: readonly unknown[]): unknown[] =>
  without(entries, Math.max(1, Math.round(entries.length / 3)));

const withNextPage = (
  body: JsonObject,
  nextPageUrl: (now: string) => string | null,
): JsonObject | undefined => {
  const { meta } = body;
  if (!isJsonObject(meta) || typeof meta['next_page_url'] !== 'string') return undefined;
  return { ...body, meta: { ...meta, next_page_url: nextPageUrl(meta['next_page_url']) } };
};

const withNulls = (entry: unknown, names: readonly string[]): unknown =>
  isJsonObject(entry) && names.some((name) => (entry[name] ?? null) !== null)
    ? { ...entry, ...Object.fromEntries(names.map((name) => [name, null])) }
    : entry;

const isList = (body: JsonObject): boolean => listKey(body) !== undefined;
const isWorkers = (body: JsonObject): boolean => listKey(body) === 'workers';
const isStatistics = (body: JsonObject): boolean => statisticsKey in body;

const withoutAttributes = (worker: unknown): unknown => withNulls(worker, ['attributes']);
const withoutCounts = (queue: unknown): unknown =>
  withNulls(queue, ['total_eligible_workers', 'total_available_workers']);

const emptyList: BodyChange = (body) => {
  const emptied = withEntries(body, () => []);
  return withNextPage(emptied ?? body, () => null) ?? emptied;
};
const workersWithoutAttributes: BodyChange = (body) =>
  withEntries(body, (workers) => workers.map(withoutAttributes));
const workerWithoutAttributes: BodyChange = (body) => {
  const bare = withoutAttributes(body);
  return isJsonObject(bare) && bare !== body ? bare : undefined;
};

/** The faults of an answer that need nothing but a name; what each does is said at {@link FaultAction}. */
const named = {
  'stale-etag': withStaleETag,
  'duplicate-page': onBody((body, url) => withNextPage(body, (next) => new URL(next).origin + url)),
  'last-page': onBody((body) => withNextPage(body, () => null)),
  'empty-list': onBody(emptyList, isList),
  'short-list': onBody((body) => withEntries(body, withoutAThird), isList),
  'no-attributes': onBody(workersWithoutAttributes, isWorkers),
  'null-attributes': onBody((body, url) =>
    (isWorkers(body) ? workersWithoutAttributes : workerWithoutAttributes)(body, url),
  ),
  'some-counts': onBody((body) => withEntries(body, withoutAThird), isStatistics),
  'no-counts': onBody((body) => withEntries(body, () => []), isStatistics),
  'null-counts': onBody((body) => withEntries(body, (queues) => queues.map(withoutCounts)), isStatistics),
} satisfies Record<string, AnswerFault>;

/** Name of a fault of an answer. */
export type AnswerFaultName = keyof typeof named;

/** Their names, for a schema. */
export const answerFaultNames = Object.keys(named) as [AnswerFaultName, ...AnswerFaultName[]];

/** What an action does to an answer; undefined for one that hits the request. */
export function answerFaultOf(action: FaultAction): AnswerFault | undefined {
  if (typeof action === 'string') return isName(action) ? named[action] : undefined;
  if ('dropEntries' in action) {
    const { dropEntries } = action;
    return onBody((body) => withEntries(body, (all) => without(all, Math.min(dropEntries, all.length))));
  }
  if ('answerHeaders' in action) return (reply) => withHeaders(reply, action.answerHeaders);
  if (!('answer' in action)) return undefined;
  const { answer } = action;
  return onBody(typeof answer === 'function' ? answer : (body) => ({ ...body, ...answer }));
}

function withHeaders(reply: Reply, changes: Readonly<Record<string, string | null>>): Reply {
  const changed = new Set(Object.keys(changes).map((name) => name.toLowerCase()));
  const others = Object.entries(reply.headers ?? {}).filter(([name]) => !changed.has(name.toLowerCase()));
  const added = Object.entries(changes).filter((entry): entry is [string, string] => entry[1] !== null);
  return { ...reply, headers: Object.fromEntries([...others, ...added]) };
}

const isName = (action: string): action is AnswerFaultName => action in named;

/** The ETag, and in Sync the revision, of the state before; Sync counts in hexadecimal. */
function withStaleETag(reply: Reply): Reply | undefined {
  const etag = reply.headers?.['ETag'];
  if (etag === undefined) return undefined;
  const revision = isJsonObject(reply.body) ? reply.body['revision'] : undefined;
  const radix = typeof revision === 'string' ? 16 : 10;
  const before = (Number.parseInt(etag.replaceAll('"', ''), radix) - 1).toString(radix);
  return {
    ...reply,
    headers: { ...reply.headers, ETag: `"${before}"` },
    body: isJsonObject(reply.body) && radix === 16 ? { ...reply.body, revision: before } : reply.body,
  };
}
