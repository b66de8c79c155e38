import { describe, expect, it, jest } from '@jest/globals';
import { getExpectedBodyHash, getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks';
import { accounts, type Account } from './account';

jest.setTimeout(120_000);
const start = accounts();

/** Sends CloudEvents as a webhook sink of Event Streams does. */
async function stream(account: Account, events: unknown, signature?: string): Promise<number> {
  const body = JSON.stringify(events);
  const path = `/event-handler?bodySHA256=${getExpectedBodyHash(body)}`;
  const url = account.functions.url + path;
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-twilio-signature': signature ?? getExpectedTwilioSignature(account.emulator.authToken, url, {}),
    },
    body,
  });
  await response.text();
  return response.status;
}

const cloudEvent = (account: Account, type: string, payload: object, atMs = Date.now()) => ({
  specversion: '1.0',
  type: `com.twilio.taskrouter.${type}`,
  id: `NO${'0'.repeat(32)}`,
  time: new Date(atMs).toISOString(),
  data: {
    payload: {
      sid: `EV${'1'.repeat(32)}`,
      eventtype: type,
      workspace_sid: account.emulator.workspaceSid,
      ...payload,
    },
  },
});

/** The event of a worker as it is now, or as `attributes` say it was. */
const workerEvent = (account: Account, sid: string, attributes?: string) =>
  cloudEvent(account, 'worker.attributes.update', {
    worker_sid: sid,
    worker_attributes: attributes ?? account.emulator.taskRouter.worker(sid)?.attributes,
  });

describe('/event-handler by Event Streams', () => {
  it('brings many workers in step by one request', async () => {
    const account = await start({ workers: 30, functions: { eventHandler: null } });
    const events = account.workerSids().map((sid) => workerEvent(account, sid));
    // Unordered and doubled, as it is delivered.
    expect(await stream(account, [...events.reverse(), ...events])).toBe(204);
    await account.quiet();
    expect(account.differing()).toEqual([]);
  });

  it('starts one resync for a hundred events of queues', async () => {
    const account = await start({ workers: 20 });
    const [sid = ''] = account.emulator.taskRouter.queues.keys();
    const event = cloudEvent(account, 'task-queue.expression.updated', { task_queue_sid: sid });
    expect(
      await stream(
        account,
        Array.from({ length: 100 }, () => event),
      ),
    ).toBe(204);
    await account.quiet();
    expect(account.jobs()).toMatchObject([{ status: 'completed', startedBy: { type: 'event' } }]);
    expect(account.differing()).toEqual([]);
  });

  it('is harmless beside the callback, and hours later', async () => {
    const account = await start({ workers: 10 });
    await account.resync();
    await account.quiet();
    const [sid = ''] = account.workerSids();
    const stale = workerEvent(account, sid, '{"routing":{"skills":["nothing"]},"queues":[]}');
    const writes = account.writes();
    account.emulator.requests.clear();
    for (let times = 0; times < 3; times++) expect(await stream(account, [stale])).toBe(204);
    await account.sendWorkerEvent(sid);
    await account.quiet();
    expect(account.writes()).toBe(0);
    expect(account.emulator.requests.count({ resource: 'Worker' })).toBeLessThanOrEqual(3);
    expect(writes).toBeGreaterThan(0);
    expect(account.differing()).toEqual([]);
  });

  it('leaves other workspaces and other products alone', async () => {
    const account = await start({ workers: 3 });
    const [sid = ''] = account.workerSids();
    const foreign = cloudEvent(account, 'worker.created', {
      worker_sid: sid,
      workspace_sid: `WS${'0'.repeat(32)}`,
    });
    const test = { ...foreign, type: 'com.twilio.eventstreams.test-event', data: { test_id: '1' } };
    expect(await stream(account, [foreign, test])).toBe(204);
    expect([account.writes(), account.jobs()]).toEqual([0, []]);
  });

  it('asks to be sent again what could not even be noted', async () => {
    const account = await start({ workers: 3, functions: { eventHandler: null } });
    const event = cloudEvent(account, 'task-queue.created', {});
    account.emulator.faults.add({ match: { host: 'sync.twilio.com' }, action: { status: 503 } });
    expect(await stream(account, [event])).toBe(503);
  });

  it('follows every change by a subscription, doubled and out of order, beside the callback or without it', async () => {
    const account = await start({ workers: 20, functions: { eventHandler: null } });
    await account.resync();
    await account.quiet();
    const { emulator } = account;
    const client = emulator.client();
    const sink = await client.events.v1.sinks.create({
      description: 'queue eligibility',
      sinkType: 'webhook',
      sinkConfiguration: {
        ...{ destination: `${account.functions.url}/event-handler`, method: 'POST', batch_events: true },
      },
    });
    await client.events.v1.subscriptions.create({
      description: 'queue eligibility',
      sinkSid: sink.sid,
      types: ['worker.attributes.update', 'task-queue.expression.updated'].map((type) => ({
        type: `com.twilio.taskrouter.${type}`,
      })),
    });
    const { eventStreams, taskRouter } = emulator;
    eventStreams.settings = { ...eventStreams.settings, duplicate: 0.5, reorder: 0.5 };
    for (const sid of account.workerSids())
      taskRouter.updateWorker(sid, { attributes: '{"routing":{"skills":["billing","sales"]}}' });
    await eventStreams.idle();
    await account.quiet();
    await eventStreams.idle();
    expect(account.differing()).toEqual([]);
    const [queue] = taskRouter.queues.keys();
    taskRouter.updateQueue(queue ?? '', { targetWorkers: 'routing.skills HAS "sales"' });
    await eventStreams.idle();
    await account.quiet();
    await eventStreams.idle();
    expect(account.differing()).toEqual([]);
    expect([eventStreams.failed, eventStreams.dropped]).toEqual([0, 0]);
  });

  it('is closed to whoever can’t sign, and to another body than was signed', async () => {
    const account = await start({ workers: 3 });
    const event = cloudEvent(account, 'task-queue.created', {});
    expect(await stream(account, [event], 'forged')).toBe(403);
    expect(account.jobs()).toEqual([]);
  });
});
