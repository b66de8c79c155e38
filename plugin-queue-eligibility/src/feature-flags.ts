import type { Manager } from '@twilio/flex-ui';
import * as z from 'zod';

/** The feature behind which Flex UI (since 2.16) has a Queues column and filter of its own. */
const QUEUE_FILTER = 'enable-queue-filter';

const flag = z.looseObject({ enabled: z.boolean() });
const flags = z
  .record(z.string(), flag.optional().catch(undefined))
  .or(
    z
      .array(z.looseObject({ id: z.string(), enabled: z.boolean() }))
      .transform((list) => Object.fromEntries(list.map((entry) => [entry.id, entry]))),
  )
  .catch({});
const stateSchema = z.looseObject({
  flex: z.looseObject({
    featureFlags: z.looseObject({ features: flags.optional(), localOverrides: flags.optional() }).optional(),
  }),
});

/** Whether Flex shows a Queues column of its own. Flex has no public way to ask; what can't be read counts as no. */
export function hasNativeQueuesColumn(manager: Manager): boolean {
  const state = stateSchema.safeParse(manager.store.getState());
  const { features, localOverrides } = state.data?.flex.featureFlags ?? {};
  return (localOverrides?.[QUEUE_FILTER] ?? features?.[QUEUE_FILTER])?.enabled ?? false;
}
