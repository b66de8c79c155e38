import { describe, expect, it } from '@jest/globals';
import { emulators, failure, raw } from '../test-support';

const start = emulators();

async function workspace() {
  const emulator = await start({ workers: 0, queues: 0 });
  const api = emulator.client().taskrouter.v1.workspaces(emulator.workspaceSid);
  const { sid } = emulator.taskRouter.createWorker({ friendlyName: 'Ana' });
  return { emulator, api, sid };
}

describe('the event log', () => {
  it('has what happened, newest first, and who did it by way of what', async () => {
    const { emulator, api, sid } = await workspace();
    await api.workers(sid).update({ attributes: '{"a":1}' });
    emulator.taskRouter.updateWorker(sid, { attributes: { a: 2 } });
    const events = await api.events.list({ workerSid: sid, minutes: 5 });
    expect(events.map(({ eventType, source }) => [eventType, source])).toEqual([
      ['worker.attributes.update', 'twilio-console'],
      ['worker.attributes.update', 'twilio-api'],
      ['worker.created', 'twilio-console'],
    ]);
    const { accountSid, workspaceSid } = emulator;
    expect(events[0]).toMatchObject({ actorType: null, actorSid: null, workspaceSid });
    expect(events[1]).toMatchObject({
      ...{ actorType: 'account', actorSid: accountSid, resourceType: 'worker', resourceSid: sid },
      eventData: { worker_sid: sid, worker_name: 'Ana', worker_attributes: '{"a":1}' },
    });
    expect(events[1]?.eventDate).toBeInstanceOf(Date);
  });

  it('is the account’s for everything that comes by the API, and not for a hook in the middle of it', async () => {
    const { emulator, api, sid } = await workspace();
    emulator.taskRouter.beforeWorkerUpdate(() => {
      emulator.taskRouter.createWorker({ friendlyName: 'Boris' });
    });
    await api.workers(sid).update({ attributes: '{}' });
    const queue = await api.taskQueues.create({ friendlyName: 'Queue', targetWorkers: '1==1' });
    await api.taskQueues(queue.sid).remove();
    await api.workers(sid).remove();
    const events = (await api.events.list()).reverse();
    expect(events.map(({ eventType, actorType }) => [eventType, actorType])).toEqual([
      ['worker.created', null],
      ['worker.created', null],
      ...['worker.attributes.update', 'task-queue.created', 'task-queue.deleted', 'worker.deleted'].map(
        (type) => [type, 'account'],
      ),
    ]);
  });

  it('is filtered by type, worker and time, and read page by page', async () => {
    const { emulator, api, sid } = await workspace();
    emulator.taskRouter.createWorker({ friendlyName: 'Boris' });
    emulator.clock.advance(20 * 60_000);
    const startDate = new Date(emulator.clock.now() - 1_000);
    for (let a = 0; a < 5; a++) emulator.taskRouter.updateWorker(sid, { attributes: { a } });
    const endDate = new Date(emulator.clock.now() + 1_000);
    const count = async (filter: Parameters<typeof api.events.list>[0]) =>
      (await api.events.list(filter)).length;
    // A quarter of an hour, unless somebody says something else.
    expect(await count({})).toBe(5);
    expect(await count({ minutes: 60 })).toBe(7);
    expect(await count({ workerSid: sid, minutes: 60 })).toBe(6);
    expect(await count({ eventType: 'worker.created', minutes: 60 })).toBe(2);
    expect(await count({ startDate, endDate })).toBe(5);
    expect(await count({ endDate: startDate })).toBe(2);
    const first = await api.events.page({ startDate, pageSize: 3 });
    emulator.taskRouter.updateWorker(sid, { attributes: {} });
    const second = await first.nextPage();
    expect([first.instances.length, second?.instances.length, second?.nextPageUrl]).toEqual([
      3,
      2,
      undefined,
    ]);
  });

  it('keeps the last 5,000', async () => {
    const { emulator, api, sid } = await workspace();
    for (let a = 0; a < 10_100; a++) emulator.taskRouter.updateWorker(sid, { attributes: '{}' });
    expect(emulator.taskRouter.log.newestFirst()).toHaveLength(5_000);
    expect(await api.events.list({ eventType: 'worker.created' })).toEqual([]);
  });

  it.each(['StartDate=yesterday', 'Minutes=0', 'TaskSid=WT1', 'PageSize=1001'])(
    'refuses %s with 400',
    async (query) => {
      const { emulator } = await workspace();
      const path = `/v1/Workspaces/${emulator.workspaceSid}/Events?${query}`;
      expect(await raw(emulator, { path })).toMatchObject({ status: 400, body: { code: 20001 } });
    },
  );

  it('is of this workspace alone', async () => {
    const { emulator } = await workspace();
    const other = emulator.client().taskrouter.v1.workspaces(`WS${'0'.repeat(32)}`);
    expect(await failure(other.events.list())).toMatchObject({ status: 404 });
  });
});
