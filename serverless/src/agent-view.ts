import type { AgentView } from '@queue-eligibility/api';
import type { Agent } from '@queue-eligibility/task-router';

/** An agent as the panel gets it. */
export const toAgentView = ({ updated: _updated, attributes, ...agent }: Agent): AgentView => ({
  ...agent,
  attributes: toValue(attributes),
});

/** TaskRouter's default is `{}`: where there is nothing at all, nobody knows what the attributes are. */
function toValue(text: string | null): unknown {
  if (text === null || text.trim() === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
