import { ownerOf, readCallback } from '../steps/callback';
import { EVENT_TYPES, typesIn } from '../steps/event-types';
import { findStream } from '../steps/streams';
import { fail, ok, warn, type Finding, type Probe } from './finding';

const WIRE = 'npm run deploy wires them';

export const eventProbes: readonly Probe[] = [
  {
    id: 'events',
    look: async ({ place }) => {
      const [callback, stream] = await Promise.all([readCallback(place), findStream(place)]);
      const owner = ownerOf(callback, place);
      const hasStream = stream.sinkSid !== null && stream.subscriptionSid !== null;
      const found: Finding[] = [];
      if (owner === 'us') {
        const types = typesIn(callback.filter);
        const missing = EVENT_TYPES.filter((type) => types !== null && !types.includes(type));
        found.push(
          missing.length === 0
            ? ok('events-filter', "the callback's filter lets all events pass that are needed")
            : fail('events-filter', `the callback's filter holds back ${missing.join(', ')}`, WIRE),
        );
      }
      if (hasStream) {
        found.push(
          stream.missing.length === 0
            ? ok('events-subscription', 'Event Streams is subscribed to all that is needed')
            : fail(
                'events-subscription',
                `Event Streams is not subscribed to ${stream.missing.join(', ')}`,
                WIRE,
              ),
        );
      }
      const ways = [
        ...(owner === 'us' ? ['the event callback'] : []),
        ...(hasStream ? ['Event Streams'] : []),
      ];
      if (ways.length > 0) return [ok('events', `events come by ${ways.join(' and ')}`), ...found];
      const taken = owner === 'others' ? `, and the callback belongs to ${callback.url}` : '';
      const what = `no event reaches us${taken}: only checks notice what changes`;
      return [fail('events', what, WIRE)];
    },
  },
  {
    id: 'sink',
    look: async ({ place }) => {
      const { sinkSid, stale } = await findStream(place);
      if (stale.length > 0)
        return warn(
          'sink',
          `${stale.join(', ')} leads to where the Functions were`,
          'npm run deploy removes it',
        );
      if (sinkSid === null) return ok('sink', 'there is no sink of Event Streams');
      const { status } = await place.account.client.events.v1.sinks(sinkSid).fetch();
      return status === 'failed'
        ? fail(
            'sink',
            `Twilio has given up the sink ${sinkSid}`,
            `Delete it and its subscription (in Console, Event Streams), then npm run deploy makes both anew`,
          )
        : ok('sink', `the sink ${sinkSid} is ${status}`);
    },
  },
];
