import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { hasEnded, readFailures, type Job } from '@queue-eligibility/batch';
import {
  addToPlan,
  applyPlan,
  confirmPlan,
  createPlan,
  endDuePlans,
  readResults,
  undoPlan,
  type PlansPorts,
} from '../src';
import { preview, type Change } from '../src/plan';
import { createEmulator, type Emulator } from '@queue-eligibility/twilio-emulator';
import { updatesOf } from '@queue-eligibility/eligibility/testing';
import { createInProcess } from './in-process';

let emulator: Emulator;
let inProcess: ReturnType<typeof createInProcess>;
let ports: PlansPorts;
beforeEach(async () => {
  emulator = await createEmulator({ workers: 0, queues: 0 });
  inProcess = createInProcess(emulator);
  const skills = async () => [{ name: 'gold' }, { name: 'silver' }];
  const { plans, ports: batch } = inProcess;
  ports = { plans, batch, skills, attribute: 'queues', undoDays: 14, confirmAbove: 0 };
});
afterEach(() => emulator.close());

const create = (friendlyName: string, attributes: string): string =>
  emulator.taskRouter.createWorker({ friendlyName, attributes }).sid;
const attributesOf = (sid: string) => emulator.taskRouter.worker(sid).attributes;
const all = () => [...emulator.taskRouter.workers.values()];

const gold: Change = { do: 'assign', skill: 'gold', level: null };

/** A plan for everybody, as the preview shows it. */
async function planFor(changes: Change[], { until = null as string | null } = {}): Promise<string> {
  const agents = all().map(({ sid, friendlyName, attributes }) => ({
    ...{ sid, friendlyName, available: true, attributes: JSON.parse(attributes) as unknown },
  }));
  const wanted = agents.map(({ sid }) => ({ row: null, who: { sid }, changes, isMarked: true }));
  const workspace = {
    agents,
    queues: [],
    attribute: 'queues',
    signOnAttributes: [],
    skills: await ports.skills(),
  };
  const shown = preview(wanted, { ...workspace, skills: [...workspace.skills] });
  const head = await createPlan(ports, { note: 'why', summary: '', until, unknownSkills: false }, 'ada');
  await addToPlan(ports, head.id, {
    ...{ part: 0, isLast: true },
    agents: shown.agents.map(({ workerSid, changes: all, before }) => ({
      workerSid,
      changes: all,
      expects: before,
    })),
  });
  return head.id;
}

async function ended(jobId: string): Promise<Job> {
  for (;;) {
    const stored = await inProcess.ports.store.readJob(jobId);
    if (stored && hasEnded(stored.job)) return stored.job;
    await inProcess.ports.clock.sleep(50);
  }
}

async function apply(planId: string): Promise<Job> {
  const applied = await applyPlan(ports, planId, { type: 'person', name: 'ada' });
  if (!applied?.started) throw new Error('not started');
  return ended(applied.stored.job.id);
}

describe('a plan', () => {
  it('keeps what it replaced, in few requests, and is undone to the last character', async () => {
    const texts = ['{ "routing" : {"skills":["a", "b"],"levels":{"a":1.0}} }', '{}', '{"x":"\\/"}'];
    const sids = texts.map((text, i) => create(`agent ${i}`, text));
    const planId = await planFor([gold, { do: 'remove', skill: 'a' }]);
    emulator.requests.clear();
    expect(await apply(planId)).toMatchObject({ status: 'completed', progress: { changed: 3, failed: 0 } });
    expect(emulator.requests.count({ resource: 'Worker' })).toBe(6);
    expect(sids.map((sid) => JSON.parse(attributesOf(sid)) as unknown)).toMatchObject([
      { routing: { skills: ['b', 'gold'], levels: {} } },
      { routing: { skills: ['gold'] } },
      { routing: { skills: ['gold'] } },
    ]);
    const undo = await undoPlan(ports, planId, { note: 'back', by: 'bob' });
    expect(await apply(undo?.id ?? '')).toMatchObject({ progress: { changed: 3, failed: 0 } });
    expect(sids.map(attributesOf)).toEqual(texts);
    await expect(undoPlan(ports, planId, { note: 'again', by: 'bob' })).rejects.toMatchObject({
      code: 'plan_undone',
    });
    expect(await ports.plans.read(planId)).toMatchObject({ undone: { by: 'ada', planId: undo?.id } });
  });

  it('leaves alone an agent that was edited between preview and apply, by name', async () => {
    const [edited = '', beside = ''] = ['edited', 'beside'].map((name) => create(name, '{}'));
    const planId = await planFor([{ ...gold, level: 3 }]);
    const edit = (sid: string, skill: string) =>
      emulator.taskRouter.updateWorker(sid, { attributes: { routing: { skills: [skill], levels: {} } } });
    edit(edited, 'gold');
    edit(beside, 'other');
    const job = await apply(planId);
    expect(job).toMatchObject({ progress: { changed: 1, failed: 1 } });
    expect(await readFailures(inProcess.ports.store, job)).toMatchObject([
      { key: edited, code: 'changed_since' },
    ]);
    expect(JSON.parse(attributesOf(edited))).toEqual({ routing: { skills: ['gold'], levels: {} } });
    expect(JSON.parse(attributesOf(beside))).toMatchObject({ routing: { skills: ['other', 'gold'] } });
  });

  it('is undone only where all is as it left it, and names the rest', async () => {
    const sids = ['one', 'two'].map((name) => create(name, '{}'));
    const planId = await planFor([{ ...gold, level: 1 }]);
    await apply(planId);
    const [changed = '', left = ''] = sids;
    emulator.taskRouter.updateWorker(changed, {
      attributes: { routing: { skills: ['gold'], levels: { gold: 7 } } },
    });
    const undo = await undoPlan(ports, planId, { note: 'back', by: 'bob' });
    const job = await apply(undo?.id ?? '');
    expect(job).toMatchObject({ progress: { changed: 1, failed: 1 } });
    expect(await readFailures(inProcess.ports.store, job)).toMatchObject([
      { key: changed, code: 'changed_since' },
    ]);
    expect(attributesOf(left)).toBe('{}');
    expect(JSON.parse(attributesOf(changed))).toMatchObject({ routing: { levels: { gold: 7 } } });
  });

  it('that an invocation did before it was lost is found done, and can be taken back', async () => {
    const sid = create('one', '{"a":1}');
    const planId = await planFor([{ ...gold, level: 2 }]);
    // As the lost one left it.
    emulator.taskRouter.spoilWorker(sid, '{"a":1,"routing":{"skills":["gold"],"levels":{"gold":2}}}');
    expect(await apply(planId)).toMatchObject({ progress: { changed: 1, failed: 0 } });
    expect(updatesOf(emulator).size).toBe(0);
    const head = await ports.plans.read(planId);
    expect(head && (await readResults(ports.plans, head, null)).results).toMatchObject([{ found: true }]);
    const undo = await undoPlan(ports, planId, { note: 'back', by: 'bob' });
    await apply(undo?.id ?? '');
    expect(JSON.parse(attributesOf(sid))).toMatchObject({ a: 1, routing: { skills: [], levels: {} } });
  });

  it('brings the queues in step in the same write, as far as our reading of the rules is sure', async () => {
    const { sid: queueSid } = emulator.taskRouter.createQueue({
      ...{ friendlyName: 'Gold', targetWorkers: "routing.skills HAS 'gold'" },
    });
    const unsure = emulator.taskRouter.createQueue({
      ...{ friendlyName: 'Capacity', targetWorkers: 'worker.channel.voice.configured_capacity > 0' },
    });
    const carries = create('carries', `{"queues":["${unsure.sid}"]}`);
    const without = create('without', '{}');
    const others = create('others', '{"queues":"mine"}');
    await apply(await planFor([gold]));
    expect((JSON.parse(attributesOf(carries)) as { queues: string[] }).queues.sort()).toEqual(
      [queueSid, unsure.sid].sort(),
    );
    expect(JSON.parse(attributesOf(without))).not.toHaveProperty('queues');
    expect(JSON.parse(attributesOf(others))).toMatchObject({ queues: 'mine', routing: { skills: ['gold'] } });
    expect([...updatesOf(emulator).values()]).toEqual([1, 1, 1]);
  });

  it('is applied by one of two who start it at once', async () => {
    create('one', '{}');
    const planId = await planFor([gold]);
    const starts = await Promise.allSettled([apply(planId), apply(planId)]);
    expect(starts.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(starts.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'plan_applied' },
    });
  });

  it('waits where another one is being applied, and is as it was', async () => {
    for (let i = 0; i < 10; i++) create(`agent ${i}`, '{}');
    const [first, second] = [
      await planFor([gold]),
      await planFor([{ do: 'assign', skill: 'silver', level: 1 }]),
    ];
    const running = await applyPlan(ports, first, { type: 'person', name: 'ada' });
    const held = await applyPlan(ports, second, { type: 'person', name: 'ada' });
    expect(held).toMatchObject({ started: false, plan: { applied: null } });
    await ended(running?.stored.job.id ?? '');
    expect(await apply(second)).toMatchObject({ progress: { changed: 10 } });
  });

  it('needs another admin for many agents, and none who has made it', async () => {
    for (let i = 0; i < 3; i++) create(`agent ${i}`, '{}');
    ports = { ...ports, confirmAbove: 2 };
    const planId = await planFor([gold]);
    await expect(apply(planId)).rejects.toMatchObject({ code: 'plan_unconfirmed' });
    await expect(confirmPlan(ports, planId, 'ada')).rejects.toMatchObject({ code: 'confirmed_by_same' });
    await confirmPlan(ports, planId, 'bob');
    expect(await apply(planId)).toMatchObject({ progress: { changed: 3 } });
  });

  it('is taken back when its time is over, to whom had it not before', async () => {
    const [had, hadNot] = [
      create('had', '{"routing":{"skills":["gold"],"levels":{}}}'),
      create('had not', '{}'),
    ];
    const until = new Date(inProcess.ports.clock.now() + 60_000).toISOString();
    await apply(await planFor([gold], { until }));
    const passBy = () => endDuePlans(ports, { notBeforeMs: 0 });
    expect(await passBy()).toEqual([]);
    await inProcess.ports.clock.sleep(61_000);
    const begun = (await Promise.all([passBy(), passBy()])).flat();
    expect(begun).toHaveLength(1);
    const head = await ports.plans.read(`${begun[0]}e`);
    await ended(head?.applied?.jobId ?? '');
    expect(JSON.parse(attributesOf(had))).toMatchObject({ routing: { skills: ['gold'] } });
    expect(attributesOf(hadNot)).toBe('{}');
    expect(await passBy()).toEqual([]);
  });

  // Regression: a part that was sent again put other agents in the plan, and they were not counted.
  it('has of a part what came last, and counts that', async () => {
    const sids = ['one', 'two', 'three'].map((name) => create(name, '{}'));
    ports = { ...ports, confirmAbove: 2 };
    const facts = { note: 'why', summary: '', until: null, unknownSkills: false };
    const { id } = await createPlan(ports, facts, 'ada');
    const agents = sids.map((workerSid) => ({
      ...{ workerSid, changes: [gold], expects: [{ skill: 'gold', state: {} }] },
    }));
    await addToPlan(ports, id, { part: 0, agents: agents.slice(0, 1), isLast: false });
    const head = await addToPlan(ports, id, { part: 0, agents, isLast: true });
    expect(head).toMatchObject({ agents: 3, needsConfirmation: true, complete: true });
    await expect(apply(id)).rejects.toMatchObject({ code: 'plan_unconfirmed' });
  });

  // Regression: where the answer to the write was lost, nothing was kept, and the taking back could not be taken back.
  it('keeps what a taking back replaced though its answer is lost', async () => {
    const sid = create('one', '{}');
    const planId = await planFor([gold]);
    await apply(planId);
    const given = attributesOf(sid);
    const undo = await undoPlan(ports, planId, { note: 'back', by: 'bob' });
    const lost = emulator.faults.add({
      match: { method: 'POST', resource: 'Worker' },
      ...{ action: 'lost-answer', times: 1 },
    });
    expect(await apply(undo?.id ?? '')).toMatchObject({ progress: { changed: 1, failed: 0 } });
    expect([lost.injected, attributesOf(sid)]).toEqual([1, '{}']);
    const again = await undoPlan(ports, undo?.id ?? '', { note: 'after all', by: 'bob' });
    expect(await apply(again?.id ?? '')).toMatchObject({ progress: { changed: 1, failed: 0 } });
    expect(JSON.parse(attributesOf(sid))).toEqual(JSON.parse(given));
  });

  // Regression: one that could not be ended kept all later ones from their end.
  it('ends when its time is over, whatever is wrong with another one', async () => {
    create('one', '{}');
    const ends = (seconds: number) => new Date(inProcess.ports.clock.now() + seconds * 1_000).toISOString();
    const bad = await planFor([gold], { until: ends(60) });
    await apply(bad);
    const good = await planFor([{ ...gold, skill: 'silver' }], { until: ends(61) });
    await apply(good);
    await inProcess.ports.clock.sleep(62_000);
    const read = (planId: string) =>
      planId === bad ? Promise.reject(new Error('unreadable')) : inProcess.plans.read(planId);
    const broken = { ...ports, plans: { ...inProcess.plans, read } };
    expect(await endDuePlans(broken, { notBeforeMs: 0 })).toEqual([good]);
  });

  it('takes no skill that nobody knows, and nothing after it is complete', async () => {
    const sid = create('one', '{}');
    const planId = await planFor([gold]);
    const agent = (skill: string) => ({
      ...{ workerSid: sid, changes: [{ ...gold, skill }], expects: [{ skill, state: {} }] },
    });
    await expect(
      addToPlan(ports, planId, { part: 0, agents: [agent('gold')], isLast: true }),
    ).rejects.toMatchObject({ code: 'plan_complete' });
    const open = await createPlan(
      ports,
      { note: 'why', summary: '', until: null, unknownSkills: false },
      'ada',
    );
    await expect(
      addToPlan(ports, open.id, { part: 0, agents: [agent('typo')], isLast: true }),
    ).rejects.toMatchObject({ code: 'bad_items' });
    await expect(apply(open.id)).rejects.toMatchObject({ code: 'plan_incomplete' });
    await expect(undoPlan(ports, planId, { note: 'x', by: 'bob' })).rejects.toMatchObject({
      code: 'plan_not_applied',
    });
  });
});
