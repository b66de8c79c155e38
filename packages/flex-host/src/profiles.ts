import { fileURLToPath } from 'node:url';
import type { WarmBrowserOptions } from './warm-browser';

const folder = (name: string): string =>
  fileURLToPath(new URL(`../../../node_modules/.cache/flex-host/${name}`, import.meta.url));

/** A profile whose browser has compiled Flex. `test/warm-up.ts` makes it. */
export const WARM_PROFILE = folder('warm');

/** The profile of this process, one of jest's or another, which begins as {@link WARM_PROFILE}. */
export const ownProfile: Pick<WarmBrowserOptions, 'profile' | 'like'> = {
  profile: folder(`of-${process.env['JEST_WORKER_ID'] ?? 'own'}`),
  like: WARM_PROFILE,
};
