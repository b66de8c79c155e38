import type { Twilio } from 'twilio';
import * as z from 'zod';
import { orNull } from '../refusal';
import { addressOf, step, type Place, type Undo } from '../step';
import { EVENT_HANDLER, STREAM_TYPES } from './event-types';

interface Found {
  /** The sink that leads to us. */
  sinkSid: string | null;
  /** Sinks of ours that lead to where the Functions were. */
  stale: readonly string[];
  /** Of that sink. */
  subscriptionSid: string | null;
  /** The types it lacks. */
  missing: readonly string[];
}

const DESCRIPTION = 'queue-eligibility';
const destinationSchema = z.object({ destination: z.string() });

/** Has Event Streams send TaskRouter's events to the same Function, beside whatever the workspace's callback does. */
export const streamsStep = step<Found>({
  title: 'Event Streams',
  look: findStream,
  say({ sinkSid, stale, subscriptionSid, missing }, place) {
    return [
      ...stale.map((sid) => `remove the sink ${sid}, which leads to where the Functions were`),
      ...(sinkSid === null ? [`make a webhook sink of Event Streams for ${destinationOf(place)}`] : []),
      ...(subscriptionSid === null
        ? [`subscribe it to ${STREAM_TYPES.length} types of events of TaskRouter`]
        : []),
      ...(subscriptionSid !== null && missing.length > 0 ? [`subscribe it to ${missing.join(', ')}`] : []),
    ];
  },
  async make(found, place) {
    const { account, ledger } = place;
    const { v1 } = account.client.events;
    const destination = destinationOf(place);
    for (const sid of found.stale) await removeSink(account.client, sid);
    const sinkSid =
      found.sinkSid ??
      (
        await v1.sinks.create({
          description: DESCRIPTION,
          sinkType: 'webhook',
          sinkConfiguration: { destination, method: 'POST', batch_events: true },
        })
      ).sid;
    await ledger.set('streams', { sinkSid });
    let { subscriptionSid } = found;
    if (subscriptionSid === null) {
      const types = STREAM_TYPES.map((type) => ({ type }));
      const made = await v1.subscriptions.create({ description: DESCRIPTION, sinkSid, types });
      subscriptionSid = made.sid;
    } else {
      const { subscribedEvents } = v1.subscriptions(subscriptionSid);
      for (const type of found.missing) await subscribedEvents.create({ type });
    }
    await ledger.set('streams', { sinkSid, subscriptionSid });
    return [`Event Streams sends TaskRouter's events to ${destination}`];
  },
});

export const streamsUndo: Undo = {
  title: 'Event Streams',
  async say(place) {
    const { sinkSid, stale } = await findStream(place);
    return [...(sinkSid === null ? [] : [sinkSid]), ...stale].map(
      (sid) => `remove our sink ${sid} and its subscriptions`,
    );
  },
  async undo(place) {
    const { sinkSid, stale } = await findStream(place);
    const sids = [...(sinkSid === null ? [] : [sinkSid]), ...stale];
    for (const sid of sids) await removeSink(place.account.client, sid);
    await place.ledger.forget('streams');
    return sids.map((sid) => `removed the sink ${sid} and its subscriptions`);
  },
};

const destinationOf = (place: Place): string =>
  (addressOf(place) ?? 'https://the-functions.twil.io') + EVENT_HANDLER;

/** Ours are those in the ledger, and those that lead to us. */
export async function findStream(place: Place): Promise<Found> {
  const { v1 } = place.account.client.events;
  const noted = place.ledger.get('streams')?.sinkSid;
  const destination = destinationOf(place);
  const leadsToUs = ({ sinkConfiguration }: { sinkConfiguration: unknown }): boolean =>
    destinationSchema.safeParse(sinkConfiguration).data?.destination === destination;
  const sinks = await v1.sinks.list();
  const sinkSid = sinks.find(leadsToUs)?.sid ?? null;
  const stale = sinks.filter(({ sid }) => sid === noted && sid !== sinkSid).map(({ sid }) => sid);
  const none = { sinkSid, stale, subscriptionSid: null, missing: STREAM_TYPES };
  if (sinkSid === null) return none;
  const [subscription] = await v1.subscriptions.list({ sinkSid, limit: 1 });
  if (!subscription) return none;
  const subscribed = await v1.subscriptions(subscription.sid).subscribedEvents.list();
  const types = new Set(subscribed.map(({ type }) => type));
  const missing = STREAM_TYPES.filter((type) => !types.has(type));
  return { sinkSid, stale, subscriptionSid: subscription.sid, missing };
}

async function removeSink({ events: { v1 } }: Twilio, sinkSid: string): Promise<void> {
  // A sink that is in use is not deleted.
  for (const { sid } of await v1.subscriptions.list({ sinkSid }))
    await orNull(() => v1.subscriptions(sid).remove());
  await orNull(() => v1.sinks(sinkSid).remove());
}
