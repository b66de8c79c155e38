import { fact } from '../report';
import type { Screen } from '../screen';
import { CannotTry, type Demo } from './demo';
import { follow } from './follow';

/** Of the seeded queues, the one that nobody serves. */
const UNSTAFFED = 'Not Staffed Yet';
/** Teams of the seeded workspace, a tenth of the workers each. */
const TEAMS = ['Falcon', 'Harbour', 'Delta'] as const;

/** Changes a queue's expression as an admin would, and shows how the resync that its event starts brings everybody in step. */
export async function tryQueue(
  demo: Demo,
  screen: Screen,
  wanted: { queue?: string | undefined; expression?: string | undefined },
): Promise<void> {
  const queues = await demo.workspace.taskQueues.list({ pageSize: 1000 });
  const name = wanted.queue ?? UNSTAFFED;
  const queue =
    queues.find(({ friendlyName }) => friendlyName === name) ?? (wanted.queue ? undefined : queues.at(-1));
  if (!queue) throw new CannotTry(`There is no queue ${name}.`);
  const expression = wanted.expression ?? nextTeam(queue.targetWorkers);
  for (const line of [
    ...fact('Queue', queue.friendlyName),
    ...fact('Expression', queue.targetWorkers),
    ...fact('becomes', expression),
  ]) {
    screen.line(line);
  }
  screen.line();
  if (expression === queue.targetWorkers)
    throw new CannotTry('That is its expression already: no event, nothing to do.');
  const watch = await demo.watch();
  await demo.workspace
    .taskQueues(queue.sid)
    .update({ targetWorkers: expression })
    .catch((error: unknown) => {
      throw new CannotTry(
        `TaskRouter refused that: ${error instanceof Error ? error.message : String(error)}`,
      );
    });
  await follow(watch, screen);
}

/** Another team each time, so that the command can be run again. */
function nextTeam(expression: string): string {
  const now = TEAMS.findIndex((team) => expression.includes(`"${team}"`));
  return `team_name == "${TEAMS[(now + 1) % TEAMS.length]}"`;
}
