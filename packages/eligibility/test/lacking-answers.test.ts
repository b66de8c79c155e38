import { afterEach, describe, expect, it } from '@jest/globals';
import {
  createEmulator,
  type Emulator,
  type EmulatorOptions,
  type FaultRule,
} from '@queue-eligibility/twilio-emulator';
import { RESYNC } from '../src';
import { createInProcess, reportOf, updatesOf, type EndedRun } from './in-process';

// They talk to each other over real connections, on whatever machine there is.

let emulator: Emulator;
afterEach(() => emulator.close());

async function setup(options: EmulatorOptions = {}) {
  emulator = await createEmulator({ workers: 30, queues: 12, ...options });
  return createInProcess(emulator);
}
const differing = () => emulator.taskRouter.inStep().differing;
const isVerified = (ended: EndedRun): boolean => ended.job.status === 'completed' && reportOf(ended).verified;
/** What each worker carries. */
const lists = () =>
  new Map(
    [...emulator.taskRouter.workers.values()].map(({ sid, attributes }) => [
      sid,
      (JSON.parse(attributes) as { queues?: string[] }).queues ?? [],
    ]),
  );

const COUNTS = { resource: 'TaskQueueStatistics' } as const;
const ANSWERS = { resource: 'Workers', path: /TaskQueueSid=/ } as const;
const WORKERS = { resource: 'Workers', path: /Workers\?(?!.*TaskQueueSid)/ } as const;
const QUEUES = { resource: 'TaskQueues' } as const;
const SINGLE = { resource: 'TaskQueueStatistics', method: 'GET' } as const;
const nulls = { answer: { total_eligible_workers: null, total_available_workers: null }, name: 'null-count' };

/** Answers that lack something, and how often: whatever comes of it, nothing wrong is claimed or written. */
const LACKING: [string, FaultRule[]][] = [
  ['counts lack some queues', [{ match: COUNTS, action: 'some-counts' }]],
  ['counts lack all queues', [{ match: COUNTS, action: 'no-counts' }]],
  ['counts are null, in bulk', [{ match: COUNTS, action: 'null-counts' }]],
  [
    'counts are null everywhere',
    [
      { match: SINGLE, action: nulls },
      { match: COUNTS, action: 'null-counts' },
    ],
  ],
  ['an answer for a queue is empty', [{ match: ANSWERS, action: 'empty-list', times: 1 }]],
  ['answers for queues are empty', [{ match: ANSWERS, action: 'empty-list' }]],
  ['answers for queues are short', [{ match: ANSWERS, action: 'short-list' }]],
  ['answers for queues lack one', [{ match: ANSWERS, action: { dropEntries: 1 } }]],
  ['the list of queues is empty, once', [{ match: QUEUES, action: 'empty-list', times: 1 }]],
  ['the list of queues is empty, thrice', [{ match: QUEUES, action: 'empty-list', times: 3 }]],
  ['the list of queues is short, once', [{ match: QUEUES, action: 'short-list', times: 1 }]],
  ['the list of workers is empty, once', [{ match: WORKERS, action: 'empty-list', times: 1 }]],
  ['the list of workers lacks one, once', [{ match: WORKERS, action: { dropEntries: 1 }, times: 1 }]],
  ['the list of workers is short, always', [{ match: WORKERS, action: 'short-list' }]],
  [
    'lists and fetched workers have no attributes',
    [
      { match: { resource: 'Worker', method: 'GET' }, action: 'null-attributes' },
      { match: WORKERS, action: 'no-attributes' },
    ],
  ],
  [
    'fetched workers have no attributes, often',
    [{ match: { resource: 'Worker', method: 'GET' }, action: 'null-attributes', share: 0.5 }],
  ],
];

describe.each(['absent', 'stale'] as const)('where the lists are %s', (queuesAttribute) => {
  it.each(LACKING)('%s', async (_what, faults) => {
    const { run } = await setup({ queuesAttribute });
    // One about which only TaskRouter can tell.
    emulator.taskRouter.createQueue({
      friendlyName: 'odd',
      targetWorkers: 'worker.channel.voice.configured_capacity > 0',
    });
    const [first, second] = [...emulator.taskRouter.queues.values()].filter(({ targetWorkers }) =>
      / HAS /.test(targetWorkers),
    );
    emulator.taskRouter.overrideQueue(first?.sid ?? '', ({ sid }) => /[02468a]$/.test(sid ?? ''));
    expect(second).toBeDefined();
    const before = lists();
    const wasRight = new Map(
      [...before].map(([sid, list]) => [
        sid,
        list.filter((queue) => emulator.taskRouter.eligibleQueues(sid).includes(queue)),
      ]),
    );
    for (const fault of faults) emulator.faults.add(fault);
    const ended = await run(RESYNC);
    if (isVerified(ended)) expect(differing()).toEqual([]);
    // Nobody lost a queue that was right, and nobody was given one that is wrong.
    for (const [sid, list] of lists()) {
      const eligible = emulator.taskRouter.eligibleQueues(sid);
      expect(wasRight.get(sid)?.filter((queue) => !list.includes(queue))).toEqual([]);
      expect(list.filter((queue) => !eligible.includes(queue) && !before.get(sid)?.includes(queue))).toEqual(
        [],
      );
    }
    for (const { attributes } of emulator.taskRouter.workers.values())
      expect(Object.keys(JSON.parse(attributes) as object).length).toBeGreaterThan(1);
    // Once the answers are whole again, so is the proof.
    emulator.faults.clear();
    const healed = await run(RESYNC);
    expect(isVerified(healed)).toBe(true);
    expect(differing()).toEqual([]);
  });
});

/** Everybody carries the one queue, and the first worker without being eligible for it. */
async function setupOneStale() {
  const started = await setup({ workers: 30, queues: 0 });
  const { taskRouter } = emulator;
  const { sid: queueSid } = taskRouter.createQueue({ friendlyName: 'q', targetWorkers: 'level > 1' });
  [...taskRouter.workers.keys()].forEach((sid, i) =>
    taskRouter.updateWorker(sid, { attributes: { level: i === 0 ? 1 : 2, queues: [queueSid] } }),
  );
  return started;
}

describe('claimed, not shown', () => {
  it('counts that did not come are named, and are not taken for agreement', async () => {
    const { run } = await setup({ queuesAttribute: 'in-step' });
    emulator.faults.add({ match: SINGLE, action: nulls });
    emulator.faults.add({ match: COUNTS, action: 'some-counts' });
    const ended = await run(RESYNC);
    const report = reportOf(ended);
    expect(report.verified).toBe(false);
    const missing = report.unproven.no_count ?? 0;
    expect(missing).toBeGreaterThan(0);
    expect(report.counted + report.asked + missing).toBe(report.queues);
    expect(ended.failures).toHaveLength(missing);
    expect(ended.failures[0]).toMatchObject({
      key: expect.stringMatching(/^WQ/) as unknown,
      code: 'unproven_no_count',
    });
    expect(ended.job.progress.failed).toBe(0);
    expect(updatesOf(emulator).size).toBe(0);
  });

  it('one agent on whom a rule is uncertain: those seen before are held against the answer too', async () => {
    const { run } = await setup({ workers: 1_100, queues: 3, dialect: { precedence: 'left-to-right' } });
    const targetWorkers = 'lead == true OR level == 1 AND team == "a"';
    const { sid: queueSid } = emulator.taskRouter.createQueue({ friendlyName: 'odd', targetWorkers });
    // TaskRouter reads it in another way for one who is seen early, and our reading is uncertain of one who is seen late.
    const sids = [...emulator.taskRouter.workers.keys()];
    const [early = '', late = ''] = [sids[0], sids.at(-1)];
    emulator.taskRouter.updateWorker(early, { attributes: { level: 1, team: 'a' } });
    emulator.taskRouter.updateWorker(late, { attributes: { lead: true, level: 2, team: 'b' } });
    emulator.taskRouter.overrideQueue(queueSid, ({ sid }) => sid === late);
    expect(isVerified(await run(RESYNC))).toBe(true);
    expect(differing()).toEqual([]);
  });

  it('a queue that comes between the look and the verdict is looked at', async () => {
    const { run } = await setup({ queuesAttribute: 'in-step' });
    const remove = emulator.faults.add({
      match: COUNTS,
      times: 1,
      action: {
        answer: (body) => {
          emulator.taskRouter.createQueue({ friendlyName: 'late', targetWorkers: '1==1' });
          return { ...body, late: true };
        },
      },
    });
    const ended = await run(RESYNC);
    expect(remove.injected).toBe(1);
    expect(reportOf(ended)).toMatchObject({ verified: true, queues: 13 });
    expect(differing()).toEqual([]);
  });

  it('a worker whom one reading did not show, with nothing eligible and a stale list, is found', async () => {
    const { run } = await setupOneStale();
    const fault = emulator.faults.add({ match: WORKERS, action: { dropEntries: 1 }, times: 1 });
    const ended = await run(RESYNC);
    expect(fault.injected).toBeGreaterThan(0);
    if (isVerified(ended)) expect(differing()).toEqual([]);
    expect(isVerified(await run(RESYNC))).toBe(true);
    expect(differing()).toEqual([]);
  });

  it('a worker whom the reading that decides did not show, with nothing eligible and a stale list, is found', async () => {
    const { run } = await setupOneStale();
    // No count misses it: only the list of workers, held against the one before, shows that it lacks one.
    let readings = 0;
    const fault = emulator.faults.add({
      match: WORKERS,
      action: {
        answer: (body) =>
          (readings += 1) === 2 ? { ...body, workers: (body['workers'] as unknown[]).slice(1) } : undefined,
      },
    });
    const ended = await run(RESYNC);
    expect(fault.injected).toBe(1);
    if (isVerified(ended)) expect(differing()).toEqual([]);
    expect(isVerified(await run(RESYNC))).toBe(true);
    expect(differing()).toEqual([]);
  });

  it('a queue that the list lacks each time, though it is there, is taken from nobody', async () => {
    const { run } = await setup({ queuesAttribute: 'in-step' });
    expect(isVerified(await run(RESYNC))).toBe(true);
    const before = lists();
    const fault = emulator.faults.add({ match: QUEUES, action: { dropEntries: 1 } });
    expect(isVerified(await run(RESYNC))).toBe(false);
    expect(fault.injected).toBeGreaterThan(0);
    expect(lists()).toEqual(before);
  });

  it('TaskRouter’s answer for a queue decides nothing about attributes that are newer', async () => {
    const { run } = await setup({ workers: 6, queues: 0 });
    // Nobody but TaskRouter can tell, and it goes by the name of the team.
    const targetWorkers = 'worker.channel.voice.configured_capacity > 0';
    const { sid: queueSid } = emulator.taskRouter.createQueue({ friendlyName: 'odd', targetWorkers });
    emulator.taskRouter.overrideQueue(queueSid, ({ attributes }) => attributes['team'] === 'red');
    const [sid = ''] = emulator.taskRouter.workers.keys();
    emulator.taskRouter.updateWorker(sid, { attributes: { team: 'red' } });
    // Right before it is written, the agent moves to another team.
    const remove = emulator.taskRouter.beforeWorkerUpdate((worker) => {
      if (worker.sid !== sid) return;
      remove();
      emulator.taskRouter.updateWorker(sid, { attributes: { team: 'blue' } });
    });
    expect(isVerified(await run(RESYNC))).toBe(true);
    expect(differing()).toEqual([]);
    // Not once for the old team and once for the new one.
    expect(updatesOf(emulator).get(sid)).toBe(1);
  });

  it('"disagreed" is not said of counts that lag', async () => {
    const { run } = await setup();
    emulator.taskRouter.statisticsLagMs = 1_500;
    const [sid = ''] = emulator.taskRouter.workers.keys();
    emulator.taskRouter.updateWorker(sid, { attributes: {} });
    const ended = await run(RESYNC);
    expect(reportOf(ended)).toMatchObject({ verified: true, disagreed: 0 });
    expect(differing()).toEqual([]);
  });
});

describe('destroyed', () => {
  it('a fetched worker whose attributes are null is written by nobody, and is named', async () => {
    const { run } = await setup({ workers: 5 });
    emulator.faults.add({ match: { resource: 'Worker', method: 'GET' }, action: 'null-attributes' });
    const before = [...emulator.taskRouter.workers.values()].map(({ attributes }) => attributes);
    const ended = await run(RESYNC);
    expect([...emulator.taskRouter.workers.values()].map(({ attributes }) => attributes)).toEqual(before);
    expect(ended.failures.map(({ code }) => code)).toEqual(
      Array.from({ length: 5 }, () => 'attributes_unknown'),
    );
  });

  it('queues that somebody else put there are left and reported, until an admin says otherwise', async () => {
    const { run } = await setup({ workers: 5 });
    const [sid = '', text = ''] = emulator.taskRouter.workers.keys();
    emulator.taskRouter.updateWorker(sid, { attributes: { queues: ['900', '901'] } });
    emulator.taskRouter.updateWorker(text, { attributes: { queues: 'support' } });
    const ended = await run(RESYNC);
    expect(ended.failures.map(({ key, code }) => [key, code])).toEqual([
      [sid, 'queues_not_ours'],
      [text, 'queues_not_ours'],
    ]);
    expect(lists().get(sid)).toEqual(['900', '901']);
    expect(reportOf(ended).verified).toBe(true);
    await run('workers', [{ workerSid: sid, replace: true }]);
    expect(lists().get(sid)).toEqual(emulator.taskRouter.eligibleQueues(sid).sort());
    expect(lists().get(text)).toEqual('support');
  });

  it('another name for the attribute leaves "queues" alone', async () => {
    emulator = await createEmulator({ workers: 5, queues: 4 });
    const { run } = createInProcess(emulator, { attribute: { name: 'eligible_queues', form: 'sids' } });
    const [sid = ''] = emulator.taskRouter.workers.keys();
    emulator.taskRouter.updateWorker(sid, { attributes: { queues: ['900'] } });
    expect(isVerified(await run(RESYNC))).toBe(true);
    expect(JSON.parse(emulator.taskRouter.workers.get(sid)?.attributes ?? '')).toEqual({
      queues: ['900'],
      eligible_queues: emulator.taskRouter.eligibleQueues(sid).sort(),
    });
  });
});
