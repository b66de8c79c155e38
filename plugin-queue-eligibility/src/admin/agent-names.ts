import * as z from 'zod';

/** Flex's own Sync client, as far as names are asked of it. */
export interface QueryClient {
  instantQuery(index: string): Promise<{
    on(event: 'searchResult', listener: (items: unknown) => void): unknown;
    search(query: string): Promise<void>;
  }>;
}

/** Most values in an array of a query: https://www.twilio.com/docs/sync/live-query */
const MAX_NAMES = 29;
/** A page that waits for names longer shows SIDs, ms. */
const PATIENCE_MS = 4_000;
const SID = /^WK[0-9a-f]{32}$/i;

const resultSchema = z.record(
  z.string(),
  z.looseObject({
    friendly_name: z.string().optional(),
    attributes: z
      .looseObject({ full_name: z.string().optional().catch(undefined) })
      .optional()
      .catch(undefined),
  }),
);

/** The names of up to 29 agents, by SID: as many as there are. Never rejects: a page can do without. */
export async function readAgentNames(
  client: QueryClient,
  sids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const wanted = sids.filter((sid) => SID.test(sid)).slice(0, MAX_NAMES);
  if (wanted.length === 0) return new Map();
  try {
    const query = await client.instantQuery('tr-worker');
    const items = await new Promise<unknown>((resolve, reject) => {
      setTimeout(() => resolve({}), PATIENCE_MS);
      query.on('searchResult', resolve);
      query.search(`data.worker_sid IN [${wanted.map((sid) => `"${sid}"`).join(', ')}]`).catch(reject);
    });
    const found = Object.entries(resultSchema.parse(items));
    return new Map(
      found.map(([sid, { attributes, friendly_name }]) => [
        sid,
        attributes?.full_name ?? friendly_name ?? sid,
      ]),
    );
  } catch {
    return new Map();
  }
}
