import { describe, expect, it, jest } from '@jest/globals';
import { accounts } from './account';

jest.setTimeout(120_000);
const start = accounts();

const queueEvent = (sid: string, workspaceSid: string, n = 0) => ({
  EventType: 'task-queue.expression.updated',
  Sid: `EV${String(n).padStart(32, '0')}`,
  WorkspaceSid: workspaceSid,
  TaskQueueSid: sid,
});

describe('/event-handler', () => {
  it('brings a worker in step when it is created and when its attributes change', async () => {
    const account = await start({ workers: 5, queuesAttribute: 'in-step' });
    const { taskRouter, events } = account.emulator;
    const client = account.emulator.client().taskrouter.v1.workspaces(account.emulator.workspaceSid);
    const created = await client.workers.create({
      friendlyName: 'new.agent@example.com',
      attributes:
        '{"routing":{"skills":["billing","sales"],"levels":{"billing":5}},"id":12345678901234567890}',
    });
    await events.idle();
    expect(account.differing()).toEqual([]);
    expect(taskRouter.worker(created.sid)?.attributes).toContain('"id":12345678901234567890');
    await client.workers(created.sid).update({ attributes: '{"routing":{"skills":[]}}' });
    await events.idle();
    expect(account.differing()).toEqual([]);
  });

  it.each(['created', 'expression.updated', 'deleted'])(
    'starts a resync when a queue was %s',
    async (what) => {
      const account = await start({ queuesAttribute: 'in-step' });
      const client = account.emulator.client().taskrouter.v1.workspaces(account.emulator.workspaceSid);
      const [queue] = account.emulator.taskRouter.queues.values();
      const sid = queue?.sid ?? '';
      if (what === 'created') await client.taskQueues.create({ friendlyName: 'New', targetWorkers: '1==1' });
      if (what === 'expression.updated')
        await client.taskQueues(sid).update({ targetWorkers: 'routing.skills HAS "nothing"' });
      if (what === 'deleted') await client.taskQueues(sid).remove();
      await account.emulator.events.idle();
      await account.quiet();
      expect(account.differing()).toEqual([]);
      expect(account.jobs()[0]).toMatchObject({ status: 'completed', startedBy: { type: 'event' } });
    },
  );

  // Regression: the invocation ended, and nobody knew of the event any more.
  it('leaves to a resync what TaskRouter is too slow for', async () => {
    const account = await start({ workers: 5, queuesAttribute: 'in-step' });
    const { emulator } = account;
    const [worker] = emulator.taskRouter.workers.keys();
    const action = { delayMs: 8_000 };
    emulator.faults.add({ match: { resource: 'TaskQueues', path: /WorkerSid=/ }, action });
    await emulator
      .client()
      .taskrouter.v1.workspaces(emulator.workspaceSid)
      .workers(worker ?? '')
      .update({ attributes: '{"routing":{"skills":["billing"],"levels":{"billing":5}}}' });
    await emulator.events.idle();
    await account.quiet();
    expect(account.differing()).toEqual([]);
    expect(account.jobs()[0]).toMatchObject({ status: 'completed', startedBy: { type: 'event' } });
  });

  it('makes a burst of two hundred queue events cost one resync and one more', async () => {
    const account = await start({ workers: 80 });
    const [queue] = account.emulator.taskRouter.queues.keys();
    const sending = Array.from({ length: 200 }, (_, n) =>
      account.post('/event-handler', queueEvent(queue ?? '', account.emulator.workspaceSid, n)),
    );
    const answers = await Promise.all(sending);
    await account.quiet();
    expect(new Set(answers)).toEqual(new Set([204]));
    expect(account.differing()).toEqual([]);
    expect(account.placed().length).toBeLessThanOrEqual(2);
    expect(account.placed().every(({ status }) => status === 'completed')).toBe(true);
  });

  // Regression: it was taken for somebody who keeps undoing us, and each change cost more than the one before.
  it('a queue that an admin changes to and fro costs the same each time, and nobody fails', async () => {
    const account = await start({ workers: 60, functions: { minWarm: 5 } });
    await account.resync();
    await account.quiet();
    const { taskRouter, requests, events } = account.emulator;
    const everybody = [...taskRouter.queues.values()].find(({ targetWorkers }) => targetWorkers === '1==1');
    for (let change = 0; change < 6; change++) {
      requests.clear();
      taskRouter.updateQueue(everybody?.sid ?? '', { targetWorkers: change % 2 === 0 ? '1==2' : '1==1' });
      await events.idle();
      await account.quiet();
      expect(account.differing()).toEqual([]);
      expect(account.writes()).toBe(60);
      expect(requests.count()).toBeLessThan(2.5 * 60 + 60);
    }
    expect(account.jobs().every(({ progress }) => progress.failed === 0)).toBe(true);
  });

  it('answers 204 to anything else, and does nothing', async () => {
    const account = await start({ workers: 3 });
    account.emulator.requests.clear();
    const { workspaceSid } = account.emulator;
    const unknown = { EventType: 'reservation.accepted', Sid: 'EV1', WorkspaceSid: workspaceSid };
    expect(await account.post('/event-handler', unknown)).toBe(204);
    expect(await account.post('/event-handler', { nonsense: 'yes' })).toBe(204);
    const [sid = ''] = account.workerSids();
    const foreign = { ...queueEvent('WQ1', `WS${'0'.repeat(32)}`), WorkerSid: sid };
    expect(await account.post('/event-handler', foreign)).toBe(204);
    expect(account.writes()).toBe(0);
    expect(account.jobs()).toEqual([]);
  });

  it('is closed to whoever can’t sign', async () => {
    const account = await start({ workers: 3 });
    const event = queueEvent('WQ1', account.emulator.workspaceSid);
    expect(await account.post('/event-handler', event, { 'x-twilio-signature': 'forged' })).toBe(403);
    expect(account.jobs()).toEqual([]);
  });

  it('does nothing when it is switched off', async () => {
    const account = await start({ workers: 3, env: { TR_EVENTS_SYNC_WORKERS_WITH_QUEUES: 'false' } });
    const [sid = ''] = account.workerSids();
    await account.sendWorkerEvent(sid);
    expect(account.writes()).toBe(0);
  });
});
