import type { AnswerOf } from '@queue-eligibility/api';
import type { Agent, Workspace } from '@queue-eligibility/skills/plan';
import { callPanel } from '../panel';
import type { ToldCaller } from '../step';
import { counted } from '../talk';

/** Agents that are fetched one by one in one call. */
const FETCHED_AT_ONCE = 100;

/** Everything that a preview looks at, read by our Functions. */
export async function readWorkspace(place: ToldCaller): Promise<Workspace> {
  const [{ queues }, { skills, attribute, signOnAttributes }, agents] = await Promise.all([
    callPanel(place, '/jobs/queues'),
    callPanel(place, '/jobs/skills'),
    readAgents(place),
  ]);
  return { agents, queues, skills, attribute, signOnAttributes };
}

async function readAgents(place: ToldCaller): Promise<Agent[]> {
  const agents = await listAgents(place);
  await readMissing(place, agents);
  return [...agents.values()];
}

/** Friendly names by SID. */
export const namesOf = (agents: Iterable<Agent>): Map<string, string> =>
  new Map([...agents].map(({ sid, friendlyName }) => [sid, friendlyName]));

/** Everybody's friendly name by SID: a list has it, whatever else it lacks. */
export const readNames = async (place: ToldCaller): Promise<Map<string, string>> =>
  namesOf((await listAgents(place)).values());

async function listAgents(place: ToldCaller): Promise<Map<string, Agent>> {
  const agents = new Map<string, Agent>();
  let cursor: string | null = null;
  do {
    const page: AnswerOf<'/jobs/workers'> = await callPanel(
      place,
      '/jobs/workers',
      cursor === null ? {} : { cursor },
    );
    for (const worker of page.workers) agents.set(worker.sid, worker);
    cursor = page.next;
    place.talk.progress(`  reading the agents: ${counted(agents.size, 'agent')}`);
  } while (cursor !== null);
  return agents;
}

/** A list may come without attributes: then agents are fetched one by one. */
async function readMissing(place: ToldCaller, agents: Map<string, Agent>): Promise<void> {
  let missing = [...agents.values()].filter(({ attributes }) => attributes === null).map(({ sid }) => sid);
  while (missing.length > 0) {
    const workerSids = missing.slice(0, FETCHED_AT_ONCE);
    const page = await callPanel(place, '/jobs/workers', { workerSids: workerSids.join(',') });
    for (const worker of page.workers) agents.set(worker.sid, worker);
    for (const sid of page.gone) agents.delete(sid);
    // Whoever could not be read at all is not asked for again and again.
    const again = page.unread.length < workerSids.length ? page.unread : [];
    missing = [...again, ...missing.slice(FETCHED_AT_ONCE)];
  }
}
