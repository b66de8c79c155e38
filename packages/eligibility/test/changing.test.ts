import { afterEach, describe, expect, it } from '@jest/globals';
import { createRetry } from '@queue-eligibility/batch';
import { createTaskRouter, type TaskRouter } from '@queue-eligibility/task-router';
import { createEmulator, type Emulator, type EmulatorOptions } from '@queue-eligibility/twilio-emulator';
import { RESYNC, resyncKind, type QueuesAttribute, type RulebookStore } from '../src';
import { resyncStateSchema } from '../src/resync-state';
import { createInProcess, memoryRulebook, reportOf, type EndedRun } from './in-process';

// Workers, queues and pages that become others while somebody looks: what was right stays, and no proof is claimed.

let emulator: Emulator;
/** What was to happen and did not yet: a test in which it never did has shown nothing. */
let awaited = 0;
afterEach(async () => {
  await emulator.close();
  const missing = awaited;
  awaited = 0;
  expect(missing).toBe(0);
});

const COUNTS = { resource: 'TaskQueueStatistics' } as const;
const ANSWERS = { resource: 'Workers', path: /TaskQueueSid=/ } as const;
const WORKERS = { resource: 'Workers', path: /Workers\?(?!.*TaskQueueSid)/ } as const;

async function setup(options: EmulatorOptions = {}, attribute?: QueuesAttribute) {
  emulator = await createEmulator({ workers: 10, queues: 0, ...options });
  const inProcess = createInProcess(emulator, { attribute });
  return { ...inProcess, sids: [...emulator.taskRouter.workers.keys()] };
}
const queue = (targetWorkers: string) =>
  emulator.taskRouter.createQueue({ friendlyName: targetWorkers, targetWorkers }).sid;
const give = (sid: string | undefined, attributes: object) =>
  emulator.taskRouter.updateWorker(sid ?? '', { attributes: { ...attributes } });
const carries = (sid: string | undefined): string[] =>
  (JSON.parse(emulator.taskRouter.worker(sid ?? '').attributes) as { queues?: string[] }).queues ?? [];
const isVerified = (ended: EndedRun) => ended.job.status === 'completed' && reportOf(ended).verified;
const differing = () => emulator.taskRouter.inStep().differing;

/** Something happens right after an answer was made, before anybody has it: the first time, or each time. */
function after(match: typeof COUNTS | typeof ANSWERS | typeof WORKERS, act: () => void, times = 1): void {
  let left = times;
  awaited += times;
  const answer = (body: unknown): unknown => {
    if (left-- > 0) {
      awaited -= 1;
      queueMicrotask(act);
    }
    return { ...(body as object), touched: true };
  };
  emulator.faults.add({ match, action: { answer } as never });
}

/** TaskRouter reads the rule otherwise than we do: whoever is a VIP is in, too. */
function odd(): string {
  const sid = queue('worker.team == "red"');
  emulator.taskRouter.overrideQueue(
    sid,
    ({ attributes }) => attributes['team'] === 'red' || attributes['vip'] === true,
  );
  return sid;
}

describe('a list that somebody else has put right', () => {
  it('is not undone by an answer that is older, though a guess agrees with that', async () => {
    const { run, sids } = await setup();
    const sid = odd();
    sids.forEach((worker, i) =>
      give(worker, { team: i < 3 ? 'red' : 'blue', vip: i === 3, queues: i <= 3 ? [sid] : [] }),
    );
    await run(RESYNC);
    after(ANSWERS, () => give(sids[5], { team: 'blue', vip: true, queues: [sid] }));
    await run(RESYNC);
    expect(carries(sids[5])).toEqual([sid]);
  });

  it('is not undone by an answer of an earlier pass', async () => {
    const { run, sids } = await setup();
    const sid = odd();
    sids.forEach((worker, i) =>
      give(worker, { team: i < 3 ? 'red' : 'blue', vip: i === 3, queues: i <= 3 && i > 0 ? [sid] : [] }),
    );
    let isDone = false;
    emulator.taskRouter.beforeWorkerUpdate((worker) => {
      if (worker.sid !== sids[0] || isDone) return;
      isDone = true;
      give(sids[5], { team: 'blue', vip: true, queues: [sid] });
    });
    await run(RESYNC);
    expect([isDone, carries(sids[5])]).toEqual([true, [sid]]);
  });

  it('is not undone where the worker was another one when TaskRouter was asked, and is as before', async () => {
    const { run, sids } = await setup();
    const sid = queue('worker.channel.voice.configured_capacity > 0');
    emulator.taskRouter.overrideQueue(sid, ({ attributes }) => attributes['team'] === 'red');
    sids.forEach((worker, i) => give(worker, { team: i < 3 ? 'red' : 'blue', queues: i < 3 ? [sid] : [] }));
    after(WORKERS, () => give(sids[5], { team: 'red', queues: [sid] }));
    after(ANSWERS, () => give(sids[5], { team: 'blue', queues: [] }));
    await run(RESYNC);
    expect(carries(sids[5])).toEqual([]);
  });

  it.each([
    ['nobody', 'blue', { vip: true }],
    ['everybody', 'red', { off: true }],
  ])('is not undone by an older count of %s', async (_what, team, change) => {
    const { run, sids } = await setup();
    const sid = queue('worker.team == "red"');
    emulator.taskRouter.overrideQueue(
      sid,
      ({ attributes: { team, vip, off } }) => vip === true || (team === 'red' && off !== true),
    );
    const before = team === 'red' ? [sid] : [];
    for (const worker of sids) give(worker, { team, queues: before });
    const right = team === 'red' ? [] : [sid];
    after(COUNTS, () => give(sids[5], { team, ...change, queues: right }));
    await run(RESYNC);
    expect(carries(sids[5])).toEqual(right);
  });

  it('is not undone for a worker that was renamed meanwhile', async () => {
    const { run, sids } = await setup();
    const sid = queue('worker.friendly_name CONTAINS "zoe"');
    emulator.taskRouter.overrideQueue(sid, ({ friendly_name: name }) => String(name).includes('zoe'));
    for (const worker of sids) give(worker, { a: 1 });
    emulator.taskRouter.updateWorker(sids[2] ?? '', { friendlyName: 'zoe' });
    after(ANSWERS, () => emulator.taskRouter.updateWorker(sids[3] ?? '', { friendlyName: 'zoe anne' }));
    const ended = await run(RESYNC);
    expect(isVerified(ended) && differing().length > 0).toBe(false);
  });
});

describe('what is not claimed', () => {
  it.each([
    ['a sure rule', 'level > 1', 5],
    ['a guess', 'worker.level > 1', 5],
    // As many are counted then as otherwise.
    ['a guess about half the workers', 'worker.level > 1', 10],
  ])(
    'that all is well where %s was another one while it was counted and asked',
    async (_what, text, some) => {
      const as = ({ attributes: { level } }: Facts) => Number(level) > 1;
      const { run, sids } = await setup({ workers: 20 });
      const sid = queue(text);
      sids.forEach((worker, i) => give(worker, { level: i < some ? 3 : 1, queues: i < some ? [sid] : [] }));
      const flip = () =>
        emulator.taskRouter.overrideQueue(sid, ({ attributes: { level } }) => Number(level) === 1);
      after(WORKERS, flip);
      after(ANSWERS, () => emulator.taskRouter.overrideQueue(sid, as));
      const ended = await run(RESYNC);
      expect(isVerified(ended) && differing().length > 0).toBe(false);
      await run(RESYNC);
      expect(differing()).toEqual([]);
      // They were right all the time.
      expect(emulator.requests.count({ method: 'POST', resource: 'Worker' })).toBe(0);
    },
  );

  it('that a guess is proven by a count, though TaskRouter was never asked', async () => {
    const { run, rulebook, sids } = await setup();
    const sid = queue('worker.team == "red"');
    emulator.taskRouter.overrideQueue(sid, ({ attributes }) => attributes['team'] === 'Red');
    for (const worker of sids) give(worker, { team: 'blue' });
    await run(RESYNC);
    emulator.requests.clear();
    give(sids[0], { team: 'Red' });
    const ended = await run(RESYNC);
    expect([isVerified(ended), differing()]).toEqual([true, []]);
    expect([...(rulebook.written.at(-1)?.findings.values() ?? [])]).toEqual(['distrusted']);
  });

  it('by the last pass, when it wrote: what came of that nobody has seen', async () => {
    const { run, sids } = await setup();
    const sid = queue('level > 1');
    sids.forEach((worker, i) => give(worker, { level: 3, ...(i ? { queues: [sid] } : {}) }));
    let phase = 0;
    emulator.taskRouter.beforeWorkerUpdate((worker) => {
      if (worker.sid !== sids[phase]) return;
      phase += 1;
      if (phase < 3) give(sids[phase], { level: 3, queues: [] });
      else if (phase === 3) emulator.taskRouter.updateQueue(sid, { targetWorkers: 'level > 5' });
    });
    const ended = await run(RESYNC);
    expect(phase).toBeGreaterThanOrEqual(3);
    expect(isVerified(ended) && differing().length > 0).toBe(false);
  });

  it('by the last pass, where a rule reads what it wrote', async () => {
    const { run, sids } = await setup();
    // Each link of it shows when the one before is written.
    let link = queue('level > 1');
    for (let links = 1; links < 4; links++) link = queue(`queues HAS "${link}"`);
    sids.forEach((worker, i) => give(worker, { level: i }));
    const ended = await run(RESYNC);
    expect([isVerified(ended), differing().length]).toEqual([false, 8]);
  });

  it('when a rule changed while the pass tried to write, in vain', async () => {
    const { run, sids } = await setup();
    const sid = queue('level > 1');
    sids.forEach((worker, i) => give(worker, { level: 3, ...(i ? { queues: [sid] } : {}) }));
    emulator.faults.add({
      match: { resource: 'Worker', method: 'POST' },
      action: { status: 400, code: 20001 },
      times: 1,
    });
    let isDone = false;
    const answer = (body: unknown): unknown => {
      if (!isDone) emulator.taskRouter.updateQueue(sid, { targetWorkers: 'level > 5' });
      isDone = true;
      return { ...(body as object), touched: true };
    };
    emulator.faults.add({ match: { resource: 'Worker', method: 'GET' }, action: { answer } as never });
    const ended = await run(RESYNC);
    expect(isDone).toBe(true);
    expect(isVerified(ended) && differing().length > 0).toBe(false);
  });

  it('where a rule reads our own attribute, by what TaskRouter said before we wrote that', async () => {
    const { run, sids } = await setup();
    const sid = queue('level > 1');
    queue(`worker.queues HAS "${sid}" OR worker.boss == true`);
    sids.forEach((worker, i) => give(worker, { level: i, ...(i === 0 ? { boss: true } : {}) }));
    const ended = await run(RESYNC);
    expect(isVerified(ended) && differing().length > 0).toBe(false);
  });
});

type Facts = Parameters<Parameters<Emulator['taskRouter']['overrideQueue']>[1]>[0];

const gather = (hop: Awaited<ReturnType<ReturnType<typeof resyncKind>['open']>>, cursor: string | null) =>
  hop.gather?.(cursor) ?? Promise.reject(new Error('a resync gathers'));

/** A resync whose every hop makes so many steps and is then lost, but for what it kept. */
async function inHops(
  alter: (real: TaskRouter) => TaskRouter,
  steps: number,
  rulebook: RulebookStore = memoryRulebook(),
) {
  const policy = { retries: 1, minBackoffMs: 1, maxBackoffMs: 2 };
  const workspace = emulator.client().taskrouter.v1.workspaces(emulator.workspaceSid);
  const kind = resyncKind({
    ...{ rulebook, policy, log: () => {}, concurrency: 4 },
    attribute: { name: 'queues', form: 'sids' },
    taskRouter: () => alter(createTaskRouter(workspace, createRetry(policy))),
  });
  const open = (state: unknown, pass: number) =>
    kind.open({
      ...{
        jobId: 'j',
        pass,
        state: resyncStateSchema.parse(state),
        first: Promise.resolve([]),
        throttled: () => {},
        budget: () => {},
        log: () => {},
      },
      ...{ signal: new AbortController().signal, workUntilMs: 0, now: Date.now, sleep: async () => {} },
    });
  let state: unknown = {};
  for (let pass = 1; ; pass++) {
    let cursor: string | null = null;
    let items: Parameters<Awaited<ReturnType<typeof open>>['perform']>[0][] = [];
    for (let isOver = false; !isOver;) {
      const hop = await open(state, pass);
      for (let step = 0; step < steps && !isOver; step++) {
        const found = await gather(hop, cursor);
        if (found.restart) items = [];
        items.push(...found.items);
        cursor = found.next;
        isOver = cursor === null && !found.restart;
      }
      state = JSON.parse(JSON.stringify(hop.state()));
    }
    const hop = await open(state, pass);
    const outcomes = [];
    for (const item of items) outcomes.push((await hop.perform(item)).result);
    const changed = outcomes.filter((result) => result === 'changed').length;
    const { again, report } = await hop.conclude({ pass, changed, failed: 0, checked: 0 });
    state = JSON.parse(JSON.stringify(hop.state()));
    if (!again) return { report, state, open };
  }
}

describe('over hops', () => {
  it.each([1, 50])('a worker on two pages hides none: %d steps a hop', async (steps) => {
    const { sids } = await setup({ workers: 1_030, limits: { bulkStatisticsPerSecond: null } });
    const sid = queue('level > 1');
    sids.forEach((worker, i) => give(worker, { level: i % 2 ? 3 : 1, queues: i % 2 ? [sid] : [] }));
    const [shown, hidden] = [sids[1], sids[1_025]];
    give(hidden, { level: 3, queues: [] });
    const { report } = await inHops((real) => {
      let twice: Awaited<ReturnType<TaskRouter['listWorkers']>>['entries'] = [];
      return {
        ...real,
        async listWorkers(cursor) {
          const page = await real.listWorkers(cursor);
          if (cursor === null) twice = page.entries.filter((worker) => worker.sid === shown);
          if (!page.entries.some((worker) => worker.sid === hidden)) return page;
          if (twice.length === 0)
            twice = (await real.listWorkers(null)).entries.filter((worker) => worker.sid === shown);
          return { ...page, entries: [...twice, ...page.entries.filter((worker) => worker.sid !== hidden)] };
        },
      };
    }, steps);
    expect(report).toMatchObject({ verified: false });
  });

  // Regression: it was begun anew in every hop, without end.
  it('queues that are others each time, and kept nowhere, end it', async () => {
    await setup();
    queue('level > 1');
    let reads = 0;
    const { report } = await inHops(
      (real) => ({
        ...real,
        listQueues: async () =>
          (await real.listQueues()).map((one) => ({ ...one, targetWorkers: `level > ${++reads}` })),
      }),
      1,
      { ...memoryRulebook(), read: async () => null },
    );
    expect(report).toMatchObject({ verified: false, incomplete: 'rules_changed' });
  });

  it('a look that can not be read any more takes nothing from anybody', async () => {
    const { sids } = await setup();
    const sid = queue('worker.channel.voice.configured_capacity > 0');
    for (const worker of sids) give(worker, { level: 3, queues: [sid] });
    const { state, open } = await inHops((real) => real, 50);
    const damaged = { ...(state as { look: string }), look: 'AAAA' };
    const hop = await open(damaged, 1);
    expect(await hop.perform({ w: sids[0] ?? '' })).toEqual({ result: 'unchanged' });
    expect(carries(sids[0])).toEqual([sid]);
  });
});

describe('codes', () => {
  it('of many queues that went at once are taken away, and lock nobody out', async () => {
    const { run, sids } = await setup({ workers: 8 }, { name: 'queues', form: 'codes' });
    queue('1==1');
    const many = Array.from({ length: 70 }, (_, i) => queue(`level > ${i % 3} AND 1==1 OR ${i}==-1`));
    for (const worker of sids) give(worker, { level: 5 });
    await run(RESYNC);
    expect(carries(sids[0])).toHaveLength(71);
    for (const sid of many) emulator.taskRouter.deleteQueue(sid);
    await run(RESYNC);
    queue('2==2');
    const ended = await run(RESYNC);
    expect([isVerified(ended), ended.failures, carries(sids[0]).length]).toEqual([true, [], 2]);
  });
});

describe('an entry of a list that has another shape', () => {
  it.each<[string, (worker: Record<string, unknown>) => unknown]>([
    ['attributes that are an object', (worker) => ({ ...worker, attributes: { a: 1 } })],
    ['no SID', (worker) => ({ ...worker, sid: null })],
    ['nothing at all', () => null],
  ])('%s: costs the proof of one resync at most, and nothing else', async (_what, change) => {
    const { run } = await setup({ workers: 30, queues: 5, queuesAttribute: 'stale' });
    const answer = (body: unknown): unknown => {
      const { workers = [], ...rest } = body as { workers?: Record<string, unknown>[] };
      return { ...rest, workers: workers.map((worker, i) => (i === 3 ? change(worker) : worker)) };
    };
    emulator.faults.add({ match: WORKERS, action: { answer } as never, times: 1 });
    expect((await run(RESYNC)).job.status).toBe('completed');
    expect(isVerified(await run(RESYNC))).toBe(true);
    expect(differing()).toEqual([]);
  });
});
