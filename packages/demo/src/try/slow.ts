import type { Job } from '@queue-eligibility/batch';
import type { Screen } from '../screen';
import type { Demo } from './demo';
import { makeEverybodyDiffer } from './everybody';
import { follow } from './follow';

/** A resync that goes no faster than `rate` workers a second: time to press Pause, or Cancel. */
export async function trySlow(demo: Demo, screen: Screen, { rate }: { rate: number }): Promise<void> {
  const { watch, after } = await makeEverybodyDiffer(demo, screen);
  screen.line(
    `  It goes no faster than ${rate} workers a second. Pause it, cancel it, or choose another pace:`,
  );
  screen.line(`  ${demo.account.flexUrl}queue-eligibility?as=admin`);
  screen.line();
  let isSlowed = false;
  const slow = async ({ id }: Job): Promise<void> => {
    if (isSlowed) return;
    isSlowed = true;
    await demo.call('/jobs/pace', { jobId: id, itemsPerSecond: rate });
  };
  await follow(watch, screen, slow);
  screen.line();
  screen.line(`  ${after}`);
}
