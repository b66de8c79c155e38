import { afterEach, describe, expect, it } from '@jest/globals';
import { createEmulator, type Emulator, type EmulatorOptions } from '@queue-eligibility/twilio-emulator';
import { RESYNC } from '../src';
import type { Rulebook } from '../src/rulebook';
import { createInProcess, reportOf, updatesOf } from './in-process';

// They talk to each other over real connections, on whatever machine there is.

let emulator: Emulator;
afterEach(() => emulator.close());

async function setup(options: EmulatorOptions = {}) {
  emulator = await createEmulator({ workers: 60, queues: 12, ...options });
  return createInProcess(emulator);
}
const inStep = () => expect(emulator.taskRouter.inStep()).toEqual({ ok: true, differing: [] });
const completed = { job: { status: 'completed', progress: { failed: 0 } } };

describe('a resync', () => {
  it('brings every worker in step, with one write each, and says that it was verified', async () => {
    const { run, rulebook } = await setup();
    const beganMs = Date.now();
    const ended = await run(RESYNC);
    expect(ended).toMatchObject({
      job: { status: 'completed', progress: { total: 60, checked: 60 } },
    });
    inStep();
    expect(reportOf(ended)).toMatchObject({ verified: true, queues: 12, disagreed: 0 });
    expect([...updatesOf(emulator).values()]).toEqual(Array.from({ length: 60 }, () => 1));
    expect(Date.parse(rulebook.written.at(-1)?.verifiedAt ?? '')).toBeGreaterThanOrEqual(beganMs);
  });

  it('tells event handlers the rules before its first write, the first time too', async () => {
    const { run, rulebook } = await setup();
    let known: unknown;
    const remove = emulator.taskRouter.beforeWorkerUpdate(() => {
      remove();
      known = rulebook.written.at(-1);
    });
    await run(RESYNC);
    expect(known).toMatchObject({ verifiedAt: null });
    expect((known as Rulebook).queues).toHaveLength(12);
  });

  it('with nothing to do writes nothing, and reads no worker by itself', async () => {
    const { run } = await setup({ queuesAttribute: 'in-step', workers: 120, queues: 60 });
    emulator.requests.clear();
    const ended = await run(RESYNC);
    expect(ended).toMatchObject({
      job: { status: 'completed', pass: 1, progress: { checked: 120, changed: 0 } },
    });
    const { asked } = reportOf(ended);
    // The list before and after, the workers twice, and the counts again of what was asked about.
    expect(emulator.requests.byResource()).toEqual({
      'GET TaskQueues': 2,
      'GET Workers': 2 + asked,
      'POST TaskQueueStatistics': 3,
    });
    expect(asked).toBeLessThan(10);
    // What was proven need not be asked about again: only where nobody but TaskRouter can tell.
    emulator.requests.clear();
    const { asked: later } = reportOf(await run(RESYNC));
    expect(later).toBeLessThan(asked);
    expect(emulator.requests.byResource()).toMatchObject({ 'GET Workers': 2 + later });
  });

  it('changes nothing but the queues, and loses no edit that is made at the same time', async () => {
    const { run } = await setup();
    const before = new Map(
      [...emulator.taskRouter.workers].map(([sid, { attributes }]) => [sid, attributes]),
    );
    const edited = new Set<string>();
    emulator.taskRouter.beforeWorkerUpdate(({ sid, attributes }) => {
      if (edited.has(sid) || edited.size === 20) return;
      edited.add(sid);
      emulator.taskRouter.updateWorker(sid, {
        attributes: { ...(JSON.parse(attributes) as object), theirs: sid },
      });
    });
    expect(await run(RESYNC)).toMatchObject(completed);
    inStep();
    for (const [sid, { attributes }] of emulator.taskRouter.workers) {
      const { queues: _queues, ...others } = JSON.parse(attributes) as Record<string, unknown>;
      const was = JSON.parse(before.get(sid) ?? '') as object;
      expect(others).toEqual(edited.has(sid) ? { ...was, theirs: sid } : was);
    }
    expect(edited.size).toBe(20);
  });
});

describe('where Twilio may differ', () => {
  it('works on lists without attributes, at a higher price', async () => {
    const { run } = await setup({ listAttributes: false });
    const ended = await run(RESYNC);
    expect(ended).toMatchObject({
      job: { status: 'completed', progress: { total: 60, failed: 0 } },
    });
    expect(reportOf(ended)).toMatchObject({ verified: true, disagreed: 0 });
    inStep();
    emulator.requests.clear();
    expect(await run(RESYNC)).toMatchObject({ job: { progress: { checked: 60, changed: 0 } } });
    expect(updatesOf(emulator).size).toBe(0);
  });

  it('works when only some lists are without attributes', async () => {
    const { run } = await setup();
    emulator.faults.add({ match: { resource: 'Workers' }, times: 1, action: 'no-attributes' });
    expect(await run(RESYNC)).toMatchObject(completed);
    inStep();
  });

  it('works without ETags', async () => {
    const { run } = await setup({ etags: false });
    const ended = await run(RESYNC);
    expect(ended).toMatchObject(completed);
    expect(reportOf(ended).verified).toBe(true);
    inStep();
  });

  it.each([
    { precedence: 'or-first' },
    { coercion: 'loose' },
    { quotedKeys: false },
    { singleEquals: false },
    { caseInsensitiveKeywords: false },
  ] as const)('is right in another dialect of expressions: %j', async (dialect) => {
    const { run } = await setup({ dialect, queues: 30 });
    for (const expression of ['a == "1"', 'a == 1 OR b == 1 AND c == 1']) {
      emulator.taskRouter.createQueue({ friendlyName: expression, targetWorkers: expression });
    }
    emulator.taskRouter.createWorker({ friendlyName: 'x', attributes: { a: 1, c: 2 } });
    const ended = await run(RESYNC);
    expect(ended).toMatchObject(completed);
    expect(reportOf(ended).verified).toBe(true);
    inStep();
  });

  it('counts a page that comes twice once', async () => {
    const { run } = await setup({ workers: 1_040, queuesAttribute: 'in-step' });
    const [stale = ''] = emulator.taskRouter.workers.keys();
    emulator.taskRouter.updateWorker(stale, { attributes: {} });
    const fault = emulator.faults.add({
      match: { resource: 'Workers', path: /PageSize=1000/ },
      times: 1,
      action: 'duplicate-page',
    });
    const ended = await run(RESYNC);
    expect(fault.injected).toBe(1);
    expect(ended).toMatchObject({ job: { progress: { total: 1_040, checked: 1_040, changed: 1 } } });
    expect(reportOf(ended)).toMatchObject({ verified: true, disagreed: 0 });
    inStep();
  });
});

describe('a queue that TaskRouter reads in another way than we do', () => {
  /** The expression says nobody; TaskRouter says every third. */
  const override = () => {
    const queue = emulator.taskRouter.createQueue({
      friendlyName: 'odd',
      targetWorkers: 'nothing == "of this"',
    });
    emulator.taskRouter.overrideQueue(
      queue.sid,
      ({ sid }) => Number.parseInt(sid?.at(-1) ?? '', 16) % 3 === 0,
    );
    return queue.sid;
  };

  it('is settled by asking, reported, and remembered', async () => {
    const { run, rulebook } = await setup();
    const sid = override();
    const first = await run(RESYNC);
    expect(first).toMatchObject(completed);
    expect(reportOf(first)).toMatchObject({ verified: true, disagreed: 1, disagreeing: [sid] });
    inStep();
    expect([...(rulebook.written.at(-1)?.findings.values() ?? [])]).toContain('distrusted');

    emulator.requests.clear();
    const second = await run(RESYNC);
    expect(second).toMatchObject({ job: { status: 'completed', pass: 1, progress: { changed: 0 } } });
    expect(reportOf(second)).toMatchObject({ verified: true, disagreed: 1 });
    expect(updatesOf(emulator).size).toBe(0);
  });

  it('is settled on lists without attributes', async () => {
    const { run } = await setup({ listAttributes: false, workers: 20, queues: 0 });
    override();
    emulator.taskRouter.createQueue({ friendlyName: 'everybody' });
    const ended = await run(RESYNC);
    expect(ended).toMatchObject(completed);
    expect(reportOf(ended)).toMatchObject({ verified: true, disagreed: 1 });
    inStep();
  });

  it('is judged afresh when its expression changes', async () => {
    const { run } = await setup({ workers: 20 });
    const sid = override();
    await run(RESYNC);
    emulator.taskRouter.updateQueue(sid, { targetWorkers: '1==1' });
    const ended = await run(RESYNC);
    expect(reportOf(ended)).toMatchObject({ verified: true, disagreed: 0 });
    inStep();
  });
});

const questions = () => emulator.requests.count(({ query }) => query.includes('TaskQueueSid='));

describe('a queue of which our reading is uncertain', () => {
  it('is asked about once where TaskRouter means the same of every such agent, and counted from then on', async () => {
    const { run } = await setup({ queues: 0 });
    // Is what is not there equal to null? TaskRouter says so.
    const { sid } = emulator.taskRouter.createQueue({
      friendlyName: 'odd',
      targetWorkers: 'nothing == null',
    });
    emulator.taskRouter.overrideQueue(sid, () => true);
    // Asked about by the pass that wrote, and counted by the one that followed it.
    expect(reportOf(await run(RESYNC))).toMatchObject({ verified: true, counted: 1, asked: 0 });
    inStep();
    emulator.requests.clear();
    expect(reportOf(await run(RESYNC))).toMatchObject({ verified: true, counted: 1, asked: 0 });
    expect(questions()).toBe(0);
    // And if it changes its mind, the count shows it.
    emulator.taskRouter.overrideQueue(sid, ({ sid: worker }) => /[0-7]$/.test(worker ?? ''));
    expect(reportOf(await run(RESYNC))).toMatchObject({ verified: true, asked: 1, disagreed: 1 });
    inStep();
  });
});

describe('a queue about which our guess was right', () => {
  const undocumented = () =>
    emulator.taskRouter.createQueue({ friendlyName: 'odd', targetWorkers: 'team_name=="Falcon" and 1=1' })
      .sid;

  it('is proven, and not asked about again', async () => {
    const { run, rulebook } = await setup({ queues: 0 });
    undocumented();
    const ended = await run(RESYNC);
    expect(ended).toMatchObject({ job: { status: 'completed', pass: 2 } });
    expect(reportOf(ended)).toMatchObject({ verified: true, counted: 1, disagreed: 0 });
    // Regression: that the pass before it wrote stood in the report of one that did not.
    expect(ended.job.report).not.toHaveProperty('incomplete');
    expect(questions()).toBe(1);
    expect([...(rulebook.written.at(-1)?.findings.values() ?? [])]).toEqual(['proven']);
    expect(reportOf(await run(RESYNC))).toMatchObject({ verified: true, asked: 0, counted: 1 });
    expect(questions()).toBe(1);
    inStep();
  });

  it('is asked about once more, and by what then was found, when its count differs afterwards', async () => {
    const { run } = await setup({ queues: 0 });
    const sid = undocumented();
    await run(RESYNC);
    emulator.requests.clear();
    emulator.taskRouter.overrideQueue(sid, () => true);
    const ended = await run(RESYNC);
    expect(ended).toMatchObject(completed);
    expect(reportOf(ended)).toMatchObject({ verified: true, disagreed: 1, disagreeing: [sid] });
    // In the pass that writes, and in the one that sees how it came out.
    expect(questions()).toBe(2);
    inStep();
  });

  it('is asked about again when its expression has changed since', async () => {
    const { run } = await setup({ queues: 0 });
    const sid = undocumented();
    emulator.taskRouter.once('event', () => {
      emulator.taskRouter.updateQueue(sid, { targetWorkers: 'team_name=="Delta" and 1=1' });
    });
    expect(await run(RESYNC)).toMatchObject(completed);
    expect(questions()).toBeGreaterThan(1);
    inStep();
  });
});
