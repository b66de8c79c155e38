import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { workspace } from './breaks';
import { FAULTS } from './doctor-faults';
import { Operator } from './emulated';

interface Found {
  id: string;
  state: string;
  what: string;
  mend?: string;
}

const START_MS = 120_000;
let operator: Operator;
let examiner: Awaited<ReturnType<Operator['start']>>;
let answers: AsyncIterator<string>;

beforeAll(async () => {
  operator = await Operator.start({
    ...{ workers: 20, queues: 6, otherSyncServices: ['Another'] },
    // Nobody runs the doctor so often that its reads are too many.
    limits: { syncReadsPerSecondPerObject: null },
  });
  await operator.succeed('setup', [], operator.credentials);
  await operator.succeed('deploy', ['--no-build', '--events', 'both']);
  examiner = await operator.start(path.join(__dirname, 'examiner.ts'));
  examiner.stderr.pipe(process.stderr);
  answers = createInterface({ input: examiner.stdout })[Symbol.asyncIterator]();
}, START_MS);

afterAll(async () => {
  examiner.stdin.end();
  await once(examiner, 'close');
  await operator.close();
});

async function examine({ changes = false } = {}): Promise<Found[]> {
  const request = { envFile: operator.envFile, changes, patienceMs: 3_000 };
  examiner.stdin.write(`${JSON.stringify(request)}\n`);
  return JSON.parse(String((await answers.next()).value)) as Found[];
}

const bad = (findings: readonly Found[]): string[] =>
  findings.filter(({ state }) => state !== 'ok').map(({ id, state }) => `${id} ${state}`);

it('finds nothing where nothing is broken, also with a worker of its own', async () => {
  expect(bad(await examine({ changes: true }))).toEqual([]);
  expect(operator.emulator.taskRouter.workers.size).toBe(20);
});

it('a worker that a killed probe left is removed by the next one, and that of one at work is not', async () => {
  const { taskRouter, faults } = operator.emulator;
  const left = taskRouter.createWorker({ friendlyName: 'queue-eligibility doctor 1' });
  const atWork = taskRouter.createWorker({ friendlyName: 'queue-eligibility doctor 2' });
  const aged = (worker: { sid: string }) =>
    worker.sid === left.sid ? { ...worker, date_updated: '2026-01-05T09:00:00Z' } : worker;
  const old = faults.add({
    match: { path: /\/Workers\?/ },
    action: { answer: (body) => ({ ...body, workers: (body['workers'] as { sid: string }[]).map(aged) }) },
  });
  await examine({ changes: true });
  old.remove();
  expect([taskRouter.workers.has(left.sid), taskRouter.workers.has(atWork.sid)]).toEqual([false, true]);
  taskRouter.deleteWorker(atWork.sid);
});

it.each(FAULTS)('%s: %s', async (expected, _what, break_) => {
  const mend = await break_(operator);
  try {
    const findings = await examine();
    const missing = expected.split(', ').filter((one) => !bad(findings).includes(one));
    expect({ missing, found: findings.filter(({ state }) => state !== 'ok') }).toMatchObject({ missing: [] });
    for (const { state, mend: advice } of findings)
      expect([state, advice !== undefined]).toEqual([state, state !== 'ok']);
  } finally {
    await mend();
  }
});

it('events fail: nobody hears of a change; end-to-end fail: a new worker is not brought in step', async () => {
  const { emulator } = operator;
  const mend = await workspace({ eventCallbackUrl: '' })(operator);
  const subscriptions = emulator.eventStreams.store.subscriptions.all();
  for (const { sid } of subscriptions) emulator.eventStreams.store.subscriptions.delete(sid);
  const found = bad(await examine({ changes: true }));
  expect(found).toEqual(expect.arrayContaining(['events fail', 'end-to-end fail']));
  expect(emulator.taskRouter.workers.size).toBe(20);
  for (const subscription of subscriptions) emulator.eventStreams.store.subscriptions.put(subscription);
  await mend();
});

it('functions fail: the service is gone', async () => {
  await operator.emulator.client().serverless.v1.services('queue-eligibility').remove();
  const found = bad(await examine());
  expect(found).toEqual(expect.arrayContaining(['functions fail', 'signature fail', 'health fail']));
});
