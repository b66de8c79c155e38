import { heldAgainst, sampleOf, type Preview, type Workspace } from '@queue-eligibility/skills/plan';
import { callPanel } from '../panel';
import type { Place } from '../step';

/** Holds a preview against TaskRouter's own answer, for a few agents to whom different things happen. */
export async function holdAgainstTaskRouter(
  place: Place,
  shown: Preview,
  workspace: Workspace,
): Promise<void> {
  const sample = sampleOf(shown);
  if (sample.length === 0) return;
  const attributes = JSON.stringify(sample.map((agent) => JSON.stringify(agent.attributes)));
  const { queueSids } = await callPanel(place, '/jobs/plan-sample', { attributes });
  const { asked, wrong } = heldAgainst(sample, queueSids, workspace);
  place.talk.line(
    wrong.length === 0
      ? `TaskRouter was asked about ${asked} of these agents, and says the same.`
      : `TaskRouter was asked about ${asked} of these agents, and says another thing of: ${wrong.join(', ')}`,
  );
}
