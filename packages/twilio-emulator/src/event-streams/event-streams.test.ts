import { afterEach, expect, test } from '@jest/globals';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import twilio from 'twilio';
import type { Emulator } from '../create-emulator';
import type { EmulatorOptions } from '../options';
import { emulators, failure, raw } from '../test-support';

const start = emulators();
const open: Server[] = [];
afterEach(() => {
  for (const server of open.splice(0)) server.close();
});

interface Received {
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}
interface Delivered {
  readonly id: string;
  readonly type: string;
  readonly data: { name: string; payload: Record<string, unknown> };
}

/** A webhook that keeps what it gets; `answers` are its first statuses, then 200. */
async function webhook(answers: number[] = []) {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += String(chunk)));
    request.on('end', () => {
      received.push({ url: request.url ?? '', headers: request.headers, body });
      response.writeHead(answers.shift() ?? 200).end();
    });
  });
  open.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, received, events: () => received.flatMap(({ body }) => JSON.parse(body) as Delivered[]) };
}

const all = ['worker.created', 'worker.attributes.update', 'worker.deleted', 'task-queue.created'].map(
  (type) => ({ type: `com.twilio.taskrouter.${type}`, schema_version: 4 }),
);

async function subscribed(
  destination: string,
  options: EmulatorOptions = {},
  configuration: Record<string, unknown> = {},
) {
  const emulator = await start({ workers: 5, queues: 1, ...options });
  const sink = await emulator.client().events.v1.sinks.create({
    description: 'ours',
    sinkType: 'webhook',
    sinkConfiguration: { destination, method: 'POST', batch_events: true, ...configuration },
  });
  const subscription = await emulator
    .client()
    .events.v1.subscriptions.create({ description: 'ours', sinkSid: sink.sid, types: all });
  // In twilio 6.2.0 what `create` gives does not know its own SID: everything goes through the contexts.
  const { sinks, subscriptions } = emulator.client().events.v1;
  return {
    emulator,
    sinkSid: sink.sid,
    sink: sinks(sink.sid),
    subscription: subscriptions(subscription.sid),
  };
}

function change(emulator: Emulator, count = 1): string[] {
  const sids = [...emulator.taskRouter.workers.keys()].slice(0, count);
  for (const sid of sids) emulator.taskRouter.updateWorker(sid, { attributes: { path: 'a/b' } });
  return sids;
}

test('an event arrives as a CloudEvent, signed with the hash of the body', async () => {
  const { url, received, events } = await webhook();
  const { emulator } = await subscribed(`${url}/event-handler`);
  const [sid = ''] = change(emulator);
  await emulator.eventStreams.idle();
  expect(events()).toMatchObject([
    {
      specversion: '1.0',
      type: 'com.twilio.taskrouter.worker.attributes.update',
      id: expect.stringMatching(/^EZ/),
      datacontenttype: 'application/json',
      dataschema: 'https://events-schemas.twilio.com/TaskRouter.WDSEvent/4',
      data: {
        name: 'WorkerAttributesUpdate',
        account_sid: emulator.accountSid,
        group: 'worker',
        product_name: 'TaskRouter',
        payload: {
          eventtype: 'worker.attributes.update',
          account_sid: emulator.accountSid,
          workspace_sid: emulator.workspaceSid,
          resource_type: 'worker',
          resource_sid: sid,
          worker_sid: sid,
          worker_attributes: '{"path":"a/b"}',
          worker_version: 1,
          worker_activity_name: expect.any(String),
        },
      },
    },
  ]);
  const [request] = received;
  expect(request?.headers['content-type']).toBe('application/json');
  const signature = String(request?.headers['x-twilio-signature']);
  const full = url + (request?.url ?? '');
  expect(twilio.validateRequestWithBody(emulator.authToken, signature, full, request?.body ?? '')).toBe(true);
  expect(twilio.validateRequestWithBody(emulator.authToken, signature, full, '[]')).toBe(false);
});

test('several come in one request, unless the sink wants them one by one', async () => {
  const together = await webhook();
  const first = await subscribed(together.url);
  change(first.emulator, 5);
  await first.emulator.eventStreams.idle();
  expect(together.received).toHaveLength(1);
  expect(together.events()).toHaveLength(5);
  const single = await webhook();
  const second = await subscribed(single.url, {}, { batch_events: false });
  change(second.emulator, 5);
  await second.emulator.eventStreams.idle();
  expect(single.received).toHaveLength(5);
});

test('what was not answered with 2xx comes again, until it is', async () => {
  const { url, received, events } = await webhook([503, 500]);
  const { emulator } = await subscribed(url, { eventStreams: { firstRetryMs: 1 } });
  change(emulator);
  await emulator.eventStreams.idle();
  expect(received).toHaveLength(3);
  expect(new Set(events().map(({ id }) => id)).size).toBe(1);
  expect(emulator.eventStreams).toMatchObject({ delivered: 1, failed: 2, dropped: 0 });
});

test('after four hours it is given up', async () => {
  const { url, received } = await webhook(Array.from({ length: 50 }, () => 503));
  const { emulator } = await subscribed(url, { eventStreams: { firstRetryMs: 1 } });
  change(emulator);
  emulator.clock.advance(4 * 60 * 60 * 1000);
  await emulator.eventStreams.idle();
  expect(received).toHaveLength(1);
  expect(emulator.eventStreams).toMatchObject({ delivered: 0, failed: 1, dropped: 1 });
});

test('events can come twice and out of order', async () => {
  const twice = await webhook();
  const first = await subscribed(twice.url, { eventStreams: { duplicate: 1 } });
  change(first.emulator, 3);
  await first.emulator.eventStreams.idle();
  const ids = twice.events().map(({ id }) => id);
  expect(ids).toHaveLength(6);
  expect(new Set(ids).size).toBe(3);
  const turned = await webhook();
  const second = await subscribed(turned.url, { eventStreams: { reorder: 1 } });
  const sids = change(second.emulator, 3);
  await second.emulator.eventStreams.idle();
  expect(turned.events().map(({ data }) => data.payload['worker_sid'])).toEqual(sids.reverse());
});

test('both ways at once: the callback of the workspace gets its events too', async () => {
  const stream = await webhook();
  const callback = await webhook();
  const { emulator } = await subscribed(stream.url, { eventCallback: { url: callback.url } });
  change(emulator);
  await Promise.all([emulator.eventStreams.idle(), emulator.events.idle()]);
  expect(stream.received).toHaveLength(1);
  expect(callback.received).toHaveLength(1);
});

test('only what is subscribed is sent, and nothing once the subscription is gone', async () => {
  const { url, received } = await webhook();
  const { emulator, sink, subscription } = await subscribed(url);
  const [sid = ''] = change(emulator, 0).concat([...emulator.taskRouter.workers.keys()]);
  const activity = emulator.taskRouter.activities[1]?.sid;
  emulator.taskRouter.updateWorker(sid, { activitySid: activity });
  await emulator.eventStreams.idle();
  expect(received).toEqual([]);
  expect(await failure(sink.remove())).toMatchObject({ status: 400 });
  await subscription.remove();
  change(emulator);
  await emulator.eventStreams.idle();
  expect(received).toEqual([]);
  expect(await sink.remove()).toBe(true);
  expect(await emulator.client().events.v1.sinks.list()).toEqual([]);
});

test('a sink is active at once, can be tried, and is always found valid', async () => {
  const { url, events } = await webhook();
  const { emulator, sink, sinkSid } = await subscribed(url);
  const { sinks } = emulator.client().events.v1;
  expect(await sinks.list({ inUse: true })).toMatchObject([{ sid: sinkSid, status: 'active' }]);
  expect(await sinks.list({ inUse: false })).toEqual([]);
  expect(await sink.sinkTest.create()).toMatchObject({ result: 'submitted' });
  await emulator.eventStreams.idle();
  expect(events()).toMatchObject([{ type: 'com.twilio.eventstreams.test-event' }]);
  expect(await sink.sinkValidate.create({ testId: `DG${'0'.repeat(32)}` })).toMatchObject({
    result: 'valid',
  });
});

test('the types of a subscription are listed, added and taken away', async () => {
  const { url } = await webhook();
  const { emulator, subscription } = await subscribed(url);
  const type = 'com.twilio.taskrouter.task-queue.expression.updated';
  await subscription.subscribedEvents.create({ type, schemaVersion: 2 });
  const listed = await subscription.subscribedEvents.list();
  expect(listed.map((event) => event.type)).toEqual([...all.map((each) => each.type), type]);
  expect(await subscription.subscribedEvents(type).remove()).toBe(true);
  expect(await subscription.subscribedEvents.list()).toHaveLength(4);
  const types = await emulator.client().events.v1.eventTypes.list();
  expect(types.map((each) => each.type)).toContain(type);
});

test('what Twilio would not take is refused', async () => {
  const emulator = await start();
  const { sinks, subscriptions } = emulator.client().events.v1;
  const sinkOf = (sinkConfiguration: unknown, sinkType: 'webhook' | 'kinesis' = 'webhook') =>
    failure(sinks.create({ description: 'x', sinkConfiguration, sinkType }));
  const refused = { status: 400, code: 20001 };
  const good = { destination: 'https://x.example/e', method: 'POST' };
  expect(await sinkOf({ ...good, destination: 'x' })).toMatchObject(refused);
  expect(await sinkOf({ ...good, colour: 'red' })).toMatchObject(refused);
  expect(await sinkOf(good, 'kinesis')).toMatchObject(refused);
  const { sid: sinkSid } = await sinks.create({
    description: 'x',
    sinkConfiguration: good,
    sinkType: 'webhook',
  });
  const typesOf = (types: unknown[]) => failure(subscriptions.create({ description: 'x', sinkSid, types }));
  expect(await typesOf([])).toMatchObject(refused);
  expect(await typesOf([{ type: 'com.twilio.taskrouter.unknown' }])).toMatchObject(refused);
  expect(await typesOf([{ type: all[0]?.type, schema_version: 9 }])).toMatchObject(refused);
  const unknown = await raw(emulator, { host: 'events.twilio.com', path: '/v1/Sinks?Colour=red' });
  expect(unknown).toMatchObject({ status: 400, body: { code: 20001 } });
});
