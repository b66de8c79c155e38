import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import twilio from 'twilio';
import { emulators } from './test-support';

interface Callback {
  readonly signature: string;
  readonly contentType: string;
  readonly fields: Record<string, string>;
}

const start = emulators();
let callbacks: Callback[];
let server: Server;
let url: string;
let status: number;

beforeEach(async () => {
  callbacks = [];
  status = 204;
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += String(chunk)));
    request.on('end', () => {
      callbacks.push({
        signature: String(request.headers['x-twilio-signature']),
        contentType: String(request.headers['content-type']),
        fields: Object.fromEntries(new URLSearchParams(body)),
      });
      response.writeHead(status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/event-handler?x=1`;
});

afterEach(async () => {
  await new Promise((resolve) => {
    server.close(resolve);
    server.closeAllConnections();
  });
});

const types = () => callbacks.map(({ fields }) => fields['EventType']);

describe('event callbacks', () => {
  it('are signed, form-encoded and carry the documented fields', async () => {
    const emulator = await start({ workers: 0, queues: 0, eventCallback: { url } });
    const worker = emulator.taskRouter.createWorker({
      friendlyName: 'Ólafur & Co',
      attributes: { a: 'é+ß' },
    });
    await emulator.events.idle();
    const [callback] = callbacks;
    expect(callback?.contentType).toContain('application/x-www-form-urlencoded');
    expect(callback?.fields).toMatchObject({
      EventType: 'worker.created',
      AccountSid: emulator.accountSid,
      WorkspaceSid: emulator.workspaceSid,
      ResourceSid: worker.sid,
      WorkerSid: worker.sid,
      WorkerName: 'Ólafur & Co',
      WorkerAttributes: '{"a":"é+ß"}',
      WorkerVersion: '0',
      WorkerActivityName: 'Offline',
      WorkerActivitySid: worker.activitySid,
    });
    expect(callback?.fields['Sid']).toMatch(/^EV[0-9a-f]{32}$/);
    expect(callback?.fields['Timestamp']).toBe(callback?.fields['TimestampMs']?.slice(0, -3));
    const valid = (token: string) =>
      twilio.validateRequest(token, callback?.signature ?? '', url, callback?.fields ?? {});
    expect([valid(emulator.authToken), valid('another token')]).toEqual([true, false]);
  });

  it('tell of every kind of change, whoever makes it', async () => {
    const emulator = await start({ workers: 0, queues: 0, eventCallback: { url, concurrency: 1 } });
    const api = emulator.client().taskrouter.v1.workspaces(emulator.workspaceSid);
    const { sid } = await api.workers.create({ friendlyName: 'W' });
    await api.workers(sid).update({ attributes: '{}' });
    await api.workers(sid).update({ friendlyName: 'V' });
    emulator.taskRouter.updateWorker(sid, { activity: 'Available' });
    emulator.taskRouter.updateWorker(sid, { activity: 'Available' });
    const queue = await api.taskQueues.create({ friendlyName: 'Q' });
    await api.taskQueues(queue.sid).update({ friendlyName: 'R' });
    await api.taskQueues(queue.sid).update({ targetWorkers: 'a == 1' });
    await api.taskQueues(queue.sid).remove();
    await api.workers(sid).remove();
    await emulator.events.idle();
    expect(types()).toEqual([
      'worker.created',
      'worker.attributes.update',
      'worker.activity.update',
      'task-queue.created',
      'task-queue.expression.updated',
      'task-queue.deleted',
      'worker.deleted',
    ]);
    expect(callbacks[4]?.fields).toMatchObject({
      TaskQueueSid: queue.sid,
      TaskQueueName: 'R',
      TaskQueueTargetExpression: 'a == 1',
      ResourceType: 'taskqueue',
    });
    expect(emulator.events).toMatchObject({ delivered: 7, failed: 0 });
  });

  it('follow the URL and filter set on the workspace', async () => {
    const emulator = await start({ workers: 1, queues: 0 });
    const [sid = ''] = emulator.taskRouter.workers.keys();
    emulator.taskRouter.updateWorker(sid, { attributes: {} });
    const api = emulator.client().taskrouter.v1.workspaces(emulator.workspaceSid);
    await api.update({ eventCallbackUrl: url, eventsFilter: 'worker.deleted, task-queue.created' });
    emulator.taskRouter.updateWorker(sid, { attributes: {} });
    emulator.taskRouter.deleteWorker(sid);
    await emulator.events.idle();
    expect(types()).toEqual(['worker.deleted']);
  });

  it('are not repeated after a failure, and never leave this machine', async () => {
    status = 500;
    const emulator = await start({ workers: 0, queues: 0, eventCallback: { url } });
    emulator.taskRouter.createQueue({ friendlyName: 'A' });
    await emulator.events.idle();
    expect([callbacks.length, emulator.events.failed]).toEqual([1, 1]);
    emulator.taskRouter.updateWorkspace({ eventCallbackUrl: 'https://hooks.example.com/taskrouter' });
    emulator.taskRouter.createQueue({ friendlyName: 'B' });
    await emulator.events.idle();
    expect([callbacks.length, emulator.events.failed]).toEqual([1, 2]);
  });
});

describe('an event about a worker', () => {
  const text = '{"url":"https:\\/\\/a/b","path":"c:\\\\/d"}';

  it('says which activity it came from, and for how long it was in it', async () => {
    const emulator = await start({ workers: 0, queues: 0, eventCallback: { url } });
    const { sid } = emulator.taskRouter.createWorker({ friendlyName: 'Ada', attributes: { a: 1 } });
    const [offline, available] = emulator.taskRouter.activities;
    emulator.clock.advance(61_500);
    const api = emulator.client().taskrouter.v1.workspaces(emulator.workspaceSid);
    await api.workers(sid).update({ activitySid: available?.sid ?? '' });
    await emulator.events.idle();
    const { fields } = callbacks[1] ?? {};
    expect(fields).toMatchObject({
      EventType: 'worker.activity.update',
      EventDescription: 'Worker Ada updated to Available Activity',
      ResourceType: 'worker',
      WorkerVersion: '1',
      WorkerAttributes: '{"a":1}',
      WorkerActivitySid: available?.sid,
      WorkerActivityName: 'Available',
      WorkerPreviousActivitySid: offline?.sid,
      WorkerPreviousActivityName: 'Offline',
      WorkerTimeInPreviousActivity: '61',
    });
    expect(Number(fields?.['WorkerTimeInPreviousActivityMs'])).toBeGreaterThanOrEqual(61_500);
  });

  it('escapes each slash in the attributes that is not escaped yet, and repeats them in its description', async () => {
    const emulator = await start({ workers: 0, queues: 0, eventCallback: { url } });
    emulator.taskRouter.createWorker({ friendlyName: 'Ada', attributes: text });
    await emulator.events.idle();
    const { WorkerAttributes = '', EventDescription } = callbacks[0]?.fields ?? {};
    expect(WorkerAttributes).toBe('{"url":"https:\\/\\/a\\/b","path":"c:\\\\\\/d"}');
    expect(JSON.parse(WorkerAttributes)).toEqual(JSON.parse(text));
    expect(EventDescription).toContain(WorkerAttributes);
  });

  it('has its version, whatever happened', async () => {
    const emulator = await start({ workers: 0, queues: 0, eventCallback: { url, concurrency: 1 } });
    const { sid } = emulator.taskRouter.createWorker({ friendlyName: 'Ada' });
    emulator.taskRouter.updateWorker(sid, { attributes: {}, activity: 'Available' });
    emulator.taskRouter.deleteWorker(sid);
    await emulator.events.idle();
    expect(callbacks.map(({ fields }) => [fields['EventType'], fields['WorkerVersion']])).toEqual([
      ['worker.created', '0'],
      ['worker.attributes.update', '1'],
      ['worker.activity.update', '1'],
      ['worker.deleted', '1'],
    ]);
  });
});

describe('faults of the event channel', () => {
  const raise = async (faults: { lose?: number; duplicate?: number; reorder?: number }, count: number) => {
    const emulator = await start({
      workers: 0,
      queues: 0,
      eventCallback: { url, concurrency: 1 },
      events: faults,
    });
    for (let n = 0; n < count; n++) emulator.taskRouter.createQueue({ friendlyName: `Q${n}` });
    await emulator.events.idle();
    return { emulator, names: callbacks.map(({ fields }) => fields['TaskQueueName']) };
  };

  it('lose', async () => {
    const { names, emulator } = await raise({ lose: 0.5 }, 40);
    expect(names.length).toBeLessThan(40);
    expect(names.length + emulator.events.lost).toBe(40);
  });

  it('duplicate', async () => {
    expect((await raise({ duplicate: 1 }, 3)).names).toEqual(['Q0', 'Q0', 'Q1', 'Q1', 'Q2', 'Q2']);
  });

  it('reorder', async () => {
    const { names } = await raise({ reorder: 0.5 }, 20);
    const inOrder = Array.from({ length: 20 }, (_, n) => `Q${n}`);
    expect(names).not.toEqual(inOrder);
    expect(new Set(names)).toEqual(new Set(inOrder));
  });
});
