import type { Agent, Cell } from '@queue-eligibility/insight';
import * as z from 'zod';
import { text } from '../strings';

const namedSchema = z.looseObject({ full_name: z.string().min(1) });

/** What an agent is called: as Flex does, and otherwise as TaskRouter. */
export const nameOf = ({ attributes, friendlyName, sid }: Agent): string =>
  namedSchema.safeParse(attributes).data?.full_name ?? (friendlyName || sid);

/** An agent in a table for other programs. */
export const agentCells = (agent: Agent): Cell[] => [
  nameOf(agent),
  agent.friendlyName,
  agent.sid,
  agent.activityName,
];

/** What stands over these cells. */
export const agentColumns = (): string[] => [
  text('QueueEligibilityAgentsName'),
  text('QueueEligibilityAgentsWorker'),
  text('QueueEligibilityAgentsSid'),
  text('QueueEligibilityAgentsActivity'),
];

/** What a search finds an agent by. */
export const soughtBy = (agent: Agent): string => agentCells(agent).join(' ');
