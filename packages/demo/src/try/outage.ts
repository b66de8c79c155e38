import type { Job } from '@queue-eligibility/batch';
import type { Screen } from '../screen';
import type { Demo } from './demo';
import { makeEverybodyDiffer } from './everybody';
import { follow } from './follow';

/** Lets TaskRouter or Sync be down in the middle of a resync, and shows what the resync makes of it. */
export async function tryOutage(
  demo: Demo,
  screen: Screen,
  { of, seconds = 8 }: { of: 'taskrouter' | 'sync'; seconds?: number | undefined },
): Promise<void> {
  const { watch, after } = await makeEverybodyDiffer(demo, screen);
  let isBegun = false;
  const begin = async ({ status, progress }: Job): Promise<void> => {
    if (isBegun || status !== 'running' || progress.changed === 0) return;
    isBegun = true;
    await demo.trouble(of, seconds);
    const name = of === 'sync' ? 'Sync' : 'TaskRouter';
    screen.line(`  ! From now on ${name} answers 503 to everything, for ${seconds} s.`);
  };
  const { status } = await follow(watch, screen, begin);
  screen.line();
  if (!isBegun) screen.line('  It was over before that: try it with more workers.');
  if (status === 'failed')
    screen.line('  It gave up, and said why; `npm run try -- resync` goes on from there.');
  screen.line(`  ${after}`);
}
