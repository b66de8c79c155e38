import type { Agent, Cell, Effect } from '@queue-eligibility/insight';
import { count } from '../admin/words';
import { text } from '../strings';
import { agentCells, agentColumns, nameOf } from '../workspace/agent-words';

interface Tried {
  queueName: string;
  before: string;
  after: string;
}

/** What a change would do, as a text for a ticket or a message. */
export function effectInText({ queueName, before, after }: Tried, effect: Effect): string {
  const { gain, lose, unknown, eligible, shared } = effect;
  const list = (label: string, agents: readonly Agent[]): string[] =>
    agents.length === 0 ? [] : ['', `${label} (${count(agents.length)})`, ...agents.map(lineOf)];
  return [
    `${text('QueueEligibilityWhatIfTitle')}: ${queueName}`,
    `${text('QueueEligibilityWhatIfBefore')}: ${before}`,
    `${text('QueueEligibilityWhatIfAfter')}: ${after}`,
    `${text('QueueEligibilityQueueEligible')}: ${text('QueueEligibilityWhatIfFromTo', {
      before: count(eligible.before),
      after: count(eligible.after),
    })}`,
    ...list(text('QueueEligibilityWhatIfGain'), gain),
    ...list(text('QueueEligibilityWhatIfLose'), lose),
    ...list(text('QueueEligibilityQueueUncertain'), unknown),
    ...(shared.length === 0 ? [] : ['', text('QueueEligibilityWhatIfShared')]),
    ...shared.map(({ queue, gain: more, lose: less }) => `- ${queue.friendlyName}: +${more} −${less}`),
    '',
  ].join('\n');
}

const lineOf = (agent: Agent): string => `- ${nameOf(agent)} (${agent.activityName})`;

/** The same as a table: a row for each agent. */
export function effectRows({ gain, lose, unknown }: Effect): Cell[][] {
  const rows = (label: string, agents: readonly Agent[]): Cell[][] =>
    agents.map((agent) => [label, ...agentCells(agent)]);
  return [
    [text('QueueEligibilityWhatIfEffect'), ...agentColumns()],
    ...rows(text('QueueEligibilityWhatIfGain'), gain),
    ...rows(text('QueueEligibilityWhatIfLose'), lose),
    ...rows(text('QueueEligibilityQueueUncertain'), unknown),
  ];
}
