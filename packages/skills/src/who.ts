import type { Agent } from './workspace';

/** Who a row is about. */
export type Who = { sid: string } | { friendlyName: string } | { email: string };

/** What a row says of whom, for a person. */
export const whoText = (who: Who): string =>
  'sid' in who ? who.sid : 'friendlyName' in who ? who.friendlyName : who.email;

export type Found =
  { agent: Agent } | { kind: 'agent_not_found' } | { kind: 'agent_ambiguous'; sids: string[] };

/** Finds agents by SID, by friendly name, or by e-mail (`attributes.email`, whatever its case). */
export function createFinder(agents: readonly Agent[]): (who: Who) => Found {
  const bySid = new Map(agents.map((agent) => [agent.sid, [agent]]));
  const byName = grouped(agents, ({ friendlyName }) => friendlyName);
  const byEmail = grouped(agents, emailOf);
  return (who) => {
    const found =
      'sid' in who
        ? bySid.get(who.sid)
        : 'friendlyName' in who
          ? byName.get(who.friendlyName)
          : byEmail.get(who.email.toLowerCase());
    const [agent, ...others] = found ?? [];
    if (!agent) return { kind: 'agent_not_found' };
    if (others.length === 0) return { agent };
    return { kind: 'agent_ambiguous', sids: [agent, ...others].map(({ sid }) => sid) };
  };
}

/** An agent's e-mail in lower case, or nothing. */
export function emailOf({ attributes }: Pick<Agent, 'attributes'>): string {
  const email =
    typeof attributes === 'object' ? (attributes as { email?: unknown } | null)?.email : undefined;
  return typeof email === 'string' ? email.toLowerCase() : '';
}

function grouped(agents: readonly Agent[], keyOf: (agent: Agent) => string): Map<string, Agent[]> {
  const groups = new Map<string, Agent[]>();
  for (const agent of agents) {
    const key = keyOf(agent);
    if (key === '') continue;
    const group = groups.get(key);
    if (group) group.push(agent);
    else groups.set(key, [agent]);
  }
  return groups;
}
