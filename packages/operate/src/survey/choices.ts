import type { Twilio } from 'twilio';
import * as z from 'zod';
import type { Choice } from '../ask';
import { statusOf } from '../refusal';

/** What Flex's configuration names; null where there is no Flex. */
export interface FlexDefaults {
  workspaceSid: string | null;
  syncServiceSid: string | null;
}

const flexSchema = z.object({
  taskrouterWorkspaceSid: z.string().nullish(),
  flexServiceInstanceSid: z.string().nullish(),
});

export async function readFlexDefaults({ flexApi }: Twilio): Promise<FlexDefaults | null> {
  try {
    const found = flexSchema.parse(await flexApi.v1.configuration().fetch());
    return {
      workspaceSid: found.taskrouterWorkspaceSid ?? null,
      syncServiceSid: found.flexServiceInstanceSid ?? null,
    };
  } catch (error) {
    if ([400, 403, 404].includes(statusOf(error) ?? 0)) return null;
    throw error;
  }
}

/** The account's workspaces, Flex's own first. */
export async function workspaceChoices({ taskrouter }: Twilio, flexs: string | null): Promise<Choice[]> {
  const found = await taskrouter.v1.workspaces.list();
  return offered(found, flexs, "Flex's own");
}

/** The account's Sync services, the default one first: a Flex user's token is for that one. */
export async function syncChoices(client: Twilio): Promise<Choice[]> {
  const [found, own] = await Promise.all([client.sync.v1.services.list(), defaultSyncService(client)]);
  return offered(found, own, "the default one: what Flex's pages can watch");
}

/** The account's default service, by its name or else by Flex's configuration; null: neither says. */
export async function defaultSyncService(client: Twilio): Promise<string | null> {
  const found = await client.sync.v1.services.list();
  const named = found.find(({ uniqueName }) => uniqueName === 'default');
  if (named) return named.sid;
  const flexs = (await readFlexDefaults(client))?.syncServiceSid;
  return found.find(({ sid }) => sid === flexs)?.sid ?? null;
}

function offered(
  found: readonly { sid: string; friendlyName?: string | null }[],
  first: string | null,
  why: string,
): Choice[] {
  const isFirst = ({ sid }: { sid: string }): boolean => sid === first;
  return [...found.filter(isFirst), ...found.filter((other) => !isFirst(other))].map((entry) => ({
    value: entry.sid,
    name: `${entry.friendlyName ?? ''} ${entry.sid}${isFirst(entry) ? ` (${why})` : ''}`.trim(),
  }));
}
