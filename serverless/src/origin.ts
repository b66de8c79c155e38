import * as z from 'zod';
import type { Origins } from './configuration';

/** The runtime's `event.request`, as far as this reads it. A browser always names the origin of a page that posts. */
const requestSchema = z
  .object({ headers: z.object({ origin: z.string().optional() }).optional() })
  .optional();

/**
 * A page of one's own machine: a Flex plugin is developed there, and the demo runs there. Nobody else can serve one
 * to this browser, so it is let in however `FLEX_ORIGINS` is set.
 */
const LOOPBACK = /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

/**
 * The origin whose pages may read the answer to a request: the one it comes from, if that is Flex's; null: it is not
 * allowed. What comes from no page (curl, another server) is no matter of origins: then it is Flex's own.
 */
export function allowedOrigin(request: unknown, [flex, ...others]: Origins): string | null {
  const parsed = requestSchema.safeParse(request);
  if (!parsed.success) return null;
  const origin = parsed.data?.headers?.origin;
  if (origin === undefined) return flex;
  return origin === flex || others.includes(origin) || LOOPBACK.test(origin) ? origin : null;
}
