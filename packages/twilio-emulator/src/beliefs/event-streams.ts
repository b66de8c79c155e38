import type { Belief } from './belief';

export const eventStreamsBeliefs: readonly Belief[] = [
  {
    id: 'event-streams.content-type',
    area: 'Event Streams',
    state: 'open',
    assumes:
      'Batches come as `application/json`: Functions that read `event[0]` show that the platform parses them. `eventStreams.contentType` gives `application/cloudevents-batch+json`, which the local runtime does not parse.',
    findOut: 'Look at the headers of a delivery.',
  },
  {
    id: 'event-streams.signature',
    area: 'Event Streams',
    state: 'doc',
    assumes: '`X-Twilio-Signature` is that of the URL with the hash of the body in `bodySHA256`.',
    findOut: 'Validate a delivery.',
  },
  {
    id: 'event-streams.batching',
    area: 'Event Streams',
    state: 'open',
    assumes:
      'A request holds up to 10 events; what happens while one is open goes out together. With `batch_events: false` an array of one.',
    findOut: 'Change 50 workers at once and look at the requests.',
  },
  {
    id: 'event-streams.task-queue-types',
    area: 'Event Streams',
    state: 'open',
    assumes:
      "Types are `com.twilio.taskrouter.` and the callback's event type, `task-queue.expression.updated` among them.",
    findOut: 'List the event types.',
  },
  {
    id: 'event-streams.payload',
    area: 'Event Streams',
    state: 'doc',
    assumes:
      "The payload has the callback's fields in snake case, `eventtype` and ISO timestamps; attributes are a text, without escaped slashes; `worker_version` and times are numbers, `EventDescription` is not there. `source` is the workspace's SID.",
    findOut: 'Look at a delivery for each type.',
  },
  {
    id: 'event-streams.retries',
    area: 'Event Streams',
    state: 'open',
    assumes:
      'A delivery that is not answered with 2xx within 5 s is repeated after 1, 2, 4 ... s until four hours have passed, with others in between; 4xx too.',
    findOut: 'Answer 500 for an hour, and look at the times.',
  },
  {
    id: 'event-streams.sink-status',
    area: 'Event Streams',
    state: 'doc',
    assumes:
      'Sinks are active at once; `Validate` always says valid. The event of a test has the type `com.twilio.eventstreams.test-event`, which is made up.',
    findOut: 'Test a sink.',
  },
  {
    id: 'event-streams.sink-in-use',
    area: 'Event Streams',
    state: 'open',
    assumes: 'A sink with a subscription cannot be removed: 400 20001.',
    findOut: 'Remove one.',
  },
  {
    id: 'event-streams.left-out',
    area: 'Event Streams',
    state: 'simplified',
    assumes:
      'Webhook sinks with POST alone; of the event types those of workers and task queues that the emulator raises; no schemas.',
  },
];
