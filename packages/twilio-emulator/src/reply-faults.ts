import type { FaultAction } from './faults';
import { isJsonObject } from './parameters';
import type { Reply } from './router';

/** Changes an answer as a fault asks for; other faults leave it. @param url The request's path and query. */
export function applyToReply(action: FaultAction | undefined, reply: Reply, url: string): Reply {
  if (action === 'stale-etag') return withStaleETag(reply);
  if (action === 'duplicate-page') return withSamePageNext(reply, url);
  if (action === 'no-attributes') return withoutAttributes(reply);
  return reply;
}

/** The ETag, and in Sync the revision, of the state before; Sync counts in hexadecimal. */
function withStaleETag(reply: Reply): Reply {
  const etag = reply.headers?.['ETag'];
  if (etag === undefined) return reply;
  const revision = isJsonObject(reply.body) ? reply.body['revision'] : undefined;
  const radix = typeof revision === 'string' ? 16 : 10;
  const before = (Number.parseInt(etag.replaceAll('"', ''), radix) - 1).toString(radix);
  return {
    ...reply,
    headers: { ...reply.headers, ETag: `"${before}"` },
    body: isJsonObject(reply.body) && radix === 16 ? { ...reply.body, revision: before } : reply.body,
  };
}

function withSamePageNext(reply: Reply, url: string): Reply {
  const { body } = reply;
  if (!isJsonObject(body) || !isJsonObject(body['meta'])) return reply;
  const { meta } = body;
  if (typeof meta['next_page_url'] !== 'string') return reply;
  const origin = new URL(meta['next_page_url']).origin;
  return { ...reply, body: { ...body, meta: { ...meta, next_page_url: origin + url } } };
}

function withoutAttributes(reply: Reply): Reply {
  const { body } = reply;
  const workers: unknown = isJsonObject(body) ? body['workers'] : undefined;
  if (!isJsonObject(body) || !Array.isArray(workers)) return reply;
  const bare = workers.map((worker: unknown) =>
    isJsonObject(worker) ? { ...worker, attributes: null } : worker,
  );
  return { ...reply, body: { ...body, workers: bare } };
}
