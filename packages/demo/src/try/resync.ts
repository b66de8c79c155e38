import type { Screen } from '../screen';
import type { Demo } from './demo';
import { follow } from './follow';

/** Starts a resync, as the panel does, and shows it. */
export async function tryResync(demo: Demo, screen: Screen): Promise<void> {
  const watch = await demo.watch();
  await demo.call('/jobs/start');
  await follow(watch, screen);
}
