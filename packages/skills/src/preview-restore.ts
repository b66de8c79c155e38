import { nameOfStand } from './change';
import { type AgentPreview, type Preview } from './preview';
import type { Finding } from './preview-findings';
import { createTally, readQueues } from './queue-effects';
import { planRestore } from './restore';
import type { Result } from './result';
import type { Workspace } from './workspace';

/** Agents that a step deals with. */
const STEP = 250;

/** An agent's results, the first one each: a later one was of an invocation that did it once more. */
export const resultsByAgent = (results: readonly Result[]): Map<string, Result> => {
  const byAgent = new Map<string, Result>();
  for (const result of results) if (!byAgent.has(result.workerSid)) byAgent.set(result.workerSid, result);
  return byAgent;
};

/** What taking a plan back does, as {@link previewSteps} says it of a plan. */
export function* previewRestoreSteps(
  results: readonly Result[],
  workspace: Workspace,
): Generator<number, Preview> {
  const bySid = resultsByAgent(results);
  const queues = readQueues(workspace.queues);
  const tally = createTally(queues);
  const agents: AgentPreview[] = [];
  const findings: Finding[] = [];
  let unchanged = 0;
  for (const [i, agent] of workspace.agents.entries()) {
    if (i % STEP === STEP - 1) yield i;
    const result = bySid.get(agent.sid);
    bySid.delete(agent.sid);
    const { attributes } = agent;
    const isRead = typeof attributes === 'object' && attributes !== null && !Array.isArray(attributes);
    const place = { row: null, workerSid: agent.sid, who: agent.friendlyName };
    if (result && !isRead) findings.push({ kind: 'agent_unread', ...place });
    if (!result || !isRead) {
      tally.keep(agent);
      continue;
    }
    const text = JSON.stringify(attributes);
    const read = { text, value: attributes as Record<string, unknown> };
    // The text that was kept is about the attributes as TaskRouter has them: here they are only what it says.
    const planned = planRestore(read, { ...result, edits: [] }, workspace.attribute);
    if ('code' in planned) {
      findings.push({ kind: 'not_understood', refusal: planned, ...place });
      tally.keep(agent);
      continue;
    }
    for (const other of planned.others)
      findings.push({ kind: 'changed_since', about: nameOfStand(other), ...place });
    if (planned.text === text) {
      if (planned.others.length === 0) unchanged += 1;
      tally.keep(agent);
      continue;
    }
    const after: unknown = JSON.parse(planned.text);
    const { comes, goes } = tally.change(agent, after);
    agents.push({
      ...{ workerSid: agent.sid, friendlyName: agent.friendlyName, available: agent.available, row: null },
      ...{ changes: [], before: planned.before, after: planned.after, attributes: after },
      comes: comes.flatMap((place) => queues[place]?.sid ?? []),
      goes: goes.flatMap((place) => queues[place]?.sid ?? []),
    });
  }
  for (const [workerSid] of bySid)
    findings.push({ kind: 'agent_not_found', row: null, workerSid, who: workerSid });
  const unread = queues.filter(({ expression }) => expression === null);
  return {
    ...{ agents, findings, unchanged, queues: tally.effects() },
    unread: unread.map(({ sid, friendlyName }) => ({ sid, friendlyName })),
  };
}
