import type { Belief } from './beliefs/belief';
import { eventStreamsBeliefs } from './beliefs/event-streams';
import { flexBeliefs, pluginBeliefs } from './beliefs/flex';
import { accountBeliefs, serverlessBeliefs } from './beliefs/serverless';
import { liveBeliefs, syncBeliefs } from './beliefs/sync';
import { taskRouterBeliefs } from './beliefs/taskrouter';

/** Every place where the emulator may differ from Twilio. The README's list is made from it. */
export const beliefs: readonly Belief[] = [
  ...taskRouterBeliefs,
  ...syncBeliefs,
  ...flexBeliefs,
  ...pluginBeliefs,
  ...liveBeliefs,
  ...serverlessBeliefs,
  ...eventStreamsBeliefs,
  ...accountBeliefs,
];

const begin = '<!-- beliefs -->';
const end = '<!-- /beliefs -->';

/** A README with the list of beliefs in the place of the one it has. @throws Error for one without the place. */
export function withBeliefs(readme: string): string {
  const from = readme.indexOf(begin);
  const to = readme.indexOf(end);
  if (from < 0 || to < from) throw new Error(`The README needs a place for the list: ${begin} ... ${end}`);
  return `${readme.slice(0, from + begin.length)}\n\n${list()}\n\n${readme.slice(to)}`;
}

function list(): string {
  const areas = [...new Set(beliefs.map(({ area }) => area))];
  return areas.map((area) => `### ${area}\n\n${entries(area)}`).join('\n\n');
}

function entries(area: string): string {
  return beliefs
    .filter((belief) => belief.area === area)
    .map(({ assumes, state, id }) => `- ${assumes} _${state}, \`${id}\`_`)
    .join('\n');
}
