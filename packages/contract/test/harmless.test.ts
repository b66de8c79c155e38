import { expect, it } from '@jest/globals';
import { NAME_PREFIX } from '../src/objects';
import { probe } from '../src/probe';
import { probes } from '../src/probes';
import { statisticsProbes } from '../src/probes/statistics';
import { askAll } from '../src/run';
import { contents, emulations } from './emulated';

const start = emulations();

it('a question that fails stops no other, and what was made goes all the same', async () => {
  const { emulator, open } = await start();
  const before = contents(emulator);
  const account = await open();
  await account.queue();
  emulator.faults.add({
    match: { resource: 'TaskQueueStatistics' },
    times: 1,
    action: { status: 503 },
  });
  const findings = await askAll(account, [
    ...statisticsProbes.slice(0, 1),
    probe('taskrouter.list-order', 'A broken one', {
      emulator: '',
      find: () => Promise.reject(new Error('broken')),
    }),
    ...statisticsProbes.slice(1, 2),
  ]);
  expect(findings.map(({ outcome }) => outcome)).toEqual(['failed', 'failed', 'asked']);
  expect(findings.map(({ found }) => found)).toEqual([
    'could not be asked: Twilio answered 503 20503',
    'could not be asked: broken',
    'counts 0',
  ]);
  expect(await account.objects.removeAll()).toEqual([]);
  expect(contents(emulator)).toEqual(before);
});

it('what an earlier run left is removed, and nothing that only has a similar name', async () => {
  const { emulator, open } = await start();
  const { taskRouter } = emulator;
  taskRouter.createWorker({ friendlyName: `${NAME_PREFIX}or Ltd` });
  const before = contents(emulator);
  taskRouter.createWorker({ friendlyName: `${NAME_PREFIX} 12345678 subject` });
  taskRouter.createQueue({
    friendlyName: `${NAME_PREFIX.toUpperCase()} 12345678 QUEUE`,
    targetWorkers: '1==0',
  });
  const account = await open();
  await account.objects.removeAll();
  expect(contents(emulator)).toEqual(before);
});

it('what can’t be removed is named', async () => {
  const { emulator, open } = await start();
  const account = await open();
  const fault = emulator.faults.add({
    match: { resource: 'Worker', method: 'DELETE' },
    action: { status: 503 },
  });
  const left = await account.objects.removeAll();
  expect([...left].sort()).toEqual([account.subject.url, account.counted.url].sort());
  fault.remove();
  expect(await account.objects.removeAll()).toEqual([]);
});

it('where every activity makes workers available, nobody is made', async () => {
  const { emulator, open } = await start();
  const before = contents(emulator);
  emulator.faults.add({
    match: { resource: 'Activities' },
    action: {
      answer: (body) => ({
        ...body,
        activities: (body['activities'] as { available: boolean }[]).filter(({ available }) => available),
      }),
      name: 'available only',
    },
  });
  await expect(open()).rejects.toThrow('could get tasks');
  expect(contents(emulator)).toEqual(before);
});

it('no worker of a run is ever available or in a queue of others, and nothing else is written', async () => {
  const { emulator, open } = await start({ recordBodies: true });
  const { taskRouter } = emulator;
  const others = new Set([...taskRouter.workers.keys(), ...taskRouter.queues.keys()]);
  taskRouter.on('worker', (sid) => {
    const worker = taskRouter.workers.get(sid);
    if (!worker) return;
    expect(others.has(sid)).toBe(false);
    const activity = taskRouter.activities.find((each) => each.sid === worker.activitySid);
    expect(activity?.available).toBe(false);
  });
  taskRouter.on('queue', (sid) => {
    expect(others.has(sid)).toBe(false);
    const strangers = [...taskRouter.workers.keys()].filter(
      (worker) => others.has(worker) && taskRouter.eligibleQueues(worker).includes(sid),
    );
    expect(strangers).toEqual([]);
  });
  const account = await open();
  const findings = await askAll(account, probes);
  // What throws in a listener comes out as an answer of 500.
  expect(findings.filter(({ outcome }) => outcome === 'failed')).toEqual([]);
  await account.objects.removeAll();
});
