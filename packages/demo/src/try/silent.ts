import type { Job } from '@queue-eligibility/batch';
import type { Screen } from '../screen';
import type { Demo } from './demo';
import { makeEverybodyDiffer } from './everybody';
import { follow } from './follow';

/** A resync whose hop and guard are lost together, and with them everybody who could notice, for a while. */
export async function trySilent(
  demo: Demo,
  screen: Screen,
  { seconds = 30 }: { seconds?: number | undefined },
): Promise<void> {
  const { watch, after } = await makeEverybodyDiffer(demo, screen);
  let isBegun = false;
  const lose = async ({ status, progress }: Job): Promise<void> => {
    if (isBegun || status !== 'running' || progress.changed === 0) return;
    isBegun = true;
    await demo.trouble('silence', seconds);
    screen.line(`  ! Its hop and its guard are killed, and for ${seconds} s no other comes through.`);
    screen.line(`    After that, anybody who looks puts it back on its way: this page does, or its button:`);
    screen.line(`    ${demo.account.flexUrl}queue-eligibility?as=admin`);
  };
  await follow(watch, screen, lose);
  screen.line();
  if (!isBegun) screen.line('  It was over before that: try it with more workers.');
  screen.line(`  ${after}`);
}
