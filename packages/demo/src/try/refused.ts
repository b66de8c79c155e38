import type { Screen } from '../screen';
import type { Demo } from './demo';
import { follow } from './follow';

/** Longer than the resync needs to find out, s. */
const REFUSED_S = 15;

/** A resync that fails: TaskRouter refuses the account's credentials. */
export async function tryRefused(demo: Demo, screen: Screen): Promise<void> {
  const watch = await demo.watch();
  await demo.trouble('credentials', REFUSED_S);
  screen.line(`  ! For ${REFUSED_S} s TaskRouter answers 401, as if the auth token had been changed.`);
  screen.line();
  await demo.call('/jobs/start');
  await follow(watch, screen);
  screen.line();
  screen.line('  No list was touched. What an admin sees of it, and what to do about it:');
  screen.line(`  ${demo.account.flexUrl}queue-eligibility?as=admin`);
}
