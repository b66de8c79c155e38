import type { Screen } from '../screen';
import { CannotTry, type Demo, type Watch } from './demo';

/** Of the seeded queues, the one that everybody serves. */
const EVERYONE = 'Everyone';

/** A resync in which every worker's list differs, because the rule of one queue has changed. */
export interface EverybodyDiffers {
  watch: Watch;
  /** What remains of it, to be said at the end. */
  after: string;
}

/** Changes the queue of everybody, whose event starts a resync in which every worker differs. */
export async function makeEverybodyDiffer(demo: Demo, screen: Screen): Promise<EverybodyDiffers> {
  const queues = await demo.workspace.taskQueues.list({ pageSize: 1000 });
  const queue = queues.find(({ friendlyName }) => friendlyName === EVERYONE) ?? queues[0];
  if (!queue) throw new CannotTry('There is no queue whose change would make every worker differ.');
  const expression = queue.targetWorkers === '1==1' ? '1==2' : '1==1';
  screen.line(
    `  The queue ${queue.friendlyName} gets the expression ${expression}: every worker's list differs now.`,
  );
  screen.line();
  const watch = await demo.watch();
  await demo.workspace.taskQueues(queue.sid).update({ targetWorkers: expression });
  return {
    watch,
    after: `The queue keeps the expression ${expression}; the same command again turns it back.`,
  };
}
