import { createSeal } from '@queue-eligibility/batch';
import { describe, expect, it, jest } from '@jest/globals';
import {
  finished,
  intoParts,
  preview,
  readCsv,
  type Agent,
  type Wanted,
} from '@queue-eligibility/skills/plan';
import type { Account } from './account';
import { accounts } from './account';

jest.setTimeout(120_000);
const start = accounts();

/** The workspace as a page or a command knows it. */
function workspaceOf(account: Account) {
  const { workers, queues, activities } = account.emulator.taskRouter;
  const agents = [...workers.values()].map(({ sid, friendlyName, attributes, activitySid }): Agent => ({
    ...{ sid, friendlyName, attributes: JSON.parse(attributes) as unknown },
    available: activities.find((one) => one.sid === activitySid)?.available ?? false,
  }));
  const skills = [{ name: 'gold' }];
  return { agents, queues: [...queues.values()], skills, attribute: 'queues', signOnAttributes: [] };
}

/** Makes a plan as the preview showed it. */
async function plan(account: Account, wanted: readonly Wanted[], more: object = {}): Promise<string> {
  const { agents } = preview(wanted, workspaceOf(account));
  const made = await account.ask('/jobs/plan', { note: 'a campaign', ...more });
  const parts = intoParts(
    agents.map(({ workerSid, changes, before }) => ({ workerSid, changes, expects: before })),
  );
  for (const [part, some] of parts.entries())
    await account.ask('/jobs/plan-add', {
      ...{ planId: made.plan.id, part, agents: some, isLast: part === parts.length - 1 },
    });
  return made.plan.id;
}

async function apply(account: Account, planId: string) {
  const { jobId, started } = await account.ask('/jobs/plan-apply', { planId });
  expect(started).toBe(true);
  const job = await account.end(jobId);
  await account.quiet();
  return job;
}

const textsOf = (account: Account): string[] =>
  [...account.emulator.taskRouter.workers.values()].map(({ attributes }) => attributes);

/** Everybody gets a skill and a level, from a file. */
function everybody(account: Account, cell: string, skill = 'gold'): Wanted[] {
  const rows = account.workerSids().map((sid) => `${sid};${cell}`);
  const { wanted, problems } = readCsv(new TextEncoder().encode([`worker_sid;${skill}`, ...rows].join('\n')));
  expect(problems).toEqual([]);
  return wanted;
}

async function open(options: Parameters<typeof start>[0] = {}) {
  const account = await start({ workers: 40, ...options });
  const { flex, taskRouter } = account.emulator;
  flex.configured['taskrouter_skills'] = [{ name: 'gold' }];
  taskRouter.createQueue({ friendlyName: 'Gold', targetWorkers: "routing.skills HAS 'gold'" });
  await account.resync();
  await account.quiet();
  return account;
}

describe('a plan over the Functions', () => {
  it('is shown, applied with the queues in the same write, and undone to the last character', async () => {
    const account = await open();
    const before = textsOf(account);
    account.emulator.requests.clear();
    const planId = await plan(account, everybody(account, '3'));
    expect(account.writes()).toBe(0);
    account.emulator.requests.clear();
    const job = await apply(account, planId);
    expect(job).toMatchObject({ kind: 'skills', status: 'completed', progress: { changed: 40, failed: 0 } });
    expect(account.differing()).toEqual([]);
    // One write an agent, its queues in it: the events of the writes find nothing to do.
    expect(account.writes()).toBe(40);
    expect(account.attributes(account.workerSids()[0] ?? '')).toMatchObject({
      routing: { levels: { gold: 3 } },
    });

    const shown = await account.ask('/jobs/plan-read', { planId, what: 'results' });
    expect(shown).toMatchObject({ plan: { state: 'applied', job: { status: 'completed' } }, next: null });
    expect(shown.results).toHaveLength(40);
    const undo = await account.ask('/jobs/plan-undo', { planId, note: 'it is over' });
    expect(undo.plan).toMatchObject({ kind: 'undo', of: planId, agents: 40, state: 'ready' });
    expect(await apply(account, undo.plan.id)).toMatchObject({ progress: { changed: 40, failed: 0 } });
    expect(textsOf(account)).toEqual(before);
    const { plans } = await account.ask('/jobs/plans', {});
    expect(plans).toMatchObject([
      { kind: 'undo', state: 'applied' },
      { kind: 'change', state: 'undone', undone: { by: 'ada' } },
    ]);
  });

  it('leaves alone an agent that was edited between preview and apply, by name', async () => {
    const account = await open();
    const [edited = '', beside = ''] = account.workerSids();
    const planId = await plan(account, everybody(account, '3'));
    const edit = (sid: string, skill: string, level: number) => {
      const attributes = account.attributes(sid);
      const { skills = [], levels = {} } = (attributes['routing'] ?? {}) as {
        skills?: string[];
        levels?: object;
      };
      const routing = { skills: [...skills, skill], levels: { ...levels, [skill]: level } };
      account.emulator.taskRouter.updateWorker(sid, { attributes: { ...attributes, routing } });
    };
    edit(edited, 'gold', 1);
    edit(beside, 'other', 2);
    const job = await apply(account, planId);
    expect(job).toMatchObject({ progress: { changed: 39, failed: 1 } });
    const { body } = await account.call('/jobs/read', { jobId: job.id });
    expect(body['failures']).toMatchObject([{ key: edited, code: 'changed_since' }]);
    expect(account.attributes(edited)).toMatchObject({ routing: { levels: { gold: 1 } } });
    expect(account.attributes(beside)).toMatchObject({ routing: { levels: { gold: 3, other: 2 } } });
  });

  it('is applied once, whoever else applies it at the same time', async () => {
    const account = await open();
    const planId = await plan(account, everybody(account, 'x'));
    const answers = await Promise.all(
      [0, 50].map(async (ms) => {
        await new Promise((resolve) => setTimeout(resolve, ms));
        return account.call('/jobs/plan-apply', { planId });
      }),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    await account.quiet();
    expect((await account.call('/jobs/plan-apply', { planId })).body).toMatchObject({
      error: { code: 'plan_applied' },
    });
    expect(account.jobs().filter(({ kind }) => kind === 'skills')).toHaveLength(1);
  });

  it('takes back what it gave when its time is over and somebody passes by', async () => {
    // An event's handler passes by as well, and would be quicker now and then.
    const account = await open({ functions: { eventHandler: null } });
    const before = textsOf(account);
    const until = new Date(Date.now() + 4_000).toISOString();
    const planId = await plan(account, everybody(account, '3'), { until });
    await apply(account, planId);
    const passBy = () => account.ask('/jobs/plans', {});
    const ended: string[] = [];
    // Its time passes; two at once pass by again and again.
    while (ended.length === 0) {
      await new Promise((resolve) => setTimeout(resolve, 500));
      ended.push(...(await Promise.all([passBy(), passBy()])).flatMap((list) => list.ended));
    }
    expect(ended).toEqual([planId]);
    await account.quiet();
    expect(textsOf(account)).toEqual(before);
    expect((await account.ask('/jobs/plans', {})).plans).toMatchObject([
      { kind: 'end', of: planId, state: 'applied' },
      { id: planId, state: 'undone', overdue: false },
    ]);
  });

  it('for many agents needs a second admin, and another one', async () => {
    const account = await open({ env: { SKILLS_CONFIRM_ABOVE: '10' } });
    const planId = await plan(account, everybody(account, 'x'));
    const codeOf = async (path: string, token?: string) =>
      (await account.call(path, { planId }, token ?? account.token())).body;
    expect(await codeOf('/jobs/plan-apply')).toMatchObject({ error: { code: 'plan_unconfirmed' } });
    expect(await codeOf('/jobs/plan-confirm')).toMatchObject({ error: { code: 'confirmed_by_same' } });
    const supervisor = account.token('supervisor');
    expect(await account.call('/jobs/plan-confirm', { planId }, supervisor)).toMatchObject({ status: 403 });
    // Regression: whoever started the job by its items went round that admin.
    const [sid = ''] = account.workerSids();
    const given = account.workerSids().map((workerSid) => ({ workerSid, remove: ['x'] }));
    for (const [items, status] of [
      [[`${sid}:${planId}:p0.0`], 400],
      [given, 409],
    ] as const)
      expect(await account.call('/jobs/start', { kind: 'skills', items })).toMatchObject({ status });
    const eve = account.emulator.issueToken({ identity: 'eve', roles: ['admin'] });
    await account.ask('/jobs/plan-confirm', { planId }, eve);
    expect(await apply(account, planId)).toMatchObject({
      status: 'completed',
      progress: { changed: 40, failed: 0 },
    });
  });

  it('takes no skill that nobody knows, and no attribute that is Flex’s, whatever the preview was', async () => {
    const account = await open();
    const { plan: made } = await account.ask('/jobs/plan', { note: 'why' });
    const [workerSid] = account.workerSids();
    const add = (changes: object[], expects: object[]) =>
      account.call('/jobs/plan-add', {
        ...{ planId: made.id, part: 0, isLast: true },
        agents: [{ workerSid, changes, expects }],
      });
    const stand = { skill: 'typo', state: {} };
    expect(await add([{ do: 'assign', skill: 'typo', level: null }], [stand])).toMatchObject({ status: 400 });
    for (const path of [['queues'], ['routing', 'skills'], ['contact_uri']])
      expect(await add([{ do: 'set', path, value: [] }], [{ path, json: null }])).toMatchObject({
        status: 400,
      });
    expect((await account.call('/jobs/plan-apply', { planId: made.id })).body).toMatchObject({
      error: { code: 'plan_incomplete' },
    });
  });

  it('that somebody else wrote into Sync is applied by nobody', async () => {
    const account = await open();
    const planId = await plan(account, everybody(account, '3'));
    const forged = createSeal({ secret: 'another token', scope: account.emulator.syncServiceSid });
    account.rewriteItem('queue-eligibility.plans', `plan.${planId}`, { needsConfirmation: false }, forged);
    const writes = account.writes();
    expect((await account.call('/jobs/plan-apply', { planId })).body).toMatchObject({
      error: { code: 'unsealed_document' },
    });
    expect((await account.ask('/jobs/plans', {})).plans).toEqual([]);
    expect(account.writes()).toBe(writes);
  });

  it('is cancelled at the moment of a progress write, and stays so', async () => {
    const account = await open({ workers: 120, limits: { updatesPerSecond: 20 } });
    const planId = await plan(account, everybody(account, '3'));
    const { jobId } = await account.ask('/jobs/plan-apply', { planId });
    // At the write of the first progress.
    const cancelling: Promise<unknown>[] = [];
    account.onSyncChange(() => {
      const { progress } = account.job(jobId) ?? {};
      if ((progress?.changed ?? 0) > 5 && cancelling.length === 0)
        cancelling.push(account.call('/jobs/cancel', { jobId }));
    });
    const job = await account.end(jobId);
    await Promise.all(cancelling);
    expect(job.status).toBe('cancelled');
    await account.quiet();
    account.emulator.limits.set({ updatesPerSecond: null });
    const changed = account
      .workerSids()
      .filter((sid) => JSON.stringify(account.attributes(sid)).includes('gold'));
    expect(changed.length).toBeLessThan(120);
    // All that was done is kept, and taken back.
    const undo = await account.ask('/jobs/plan-undo', { planId, note: 'stopped' });
    expect(undo.plan.agents).toBe(changed.length);
    await apply(account, undo.plan.id);
    expect(textsOf(account).some((text) => text.includes('gold'))).toBe(false);
  });

  it('does all others where one agent always fails', async () => {
    const account = await open();
    const [bad = ''] = account.workerSids();
    const planId = await plan(account, everybody(account, '3'));
    account.emulator.faults.add({
      match: { resource: 'Worker', method: 'POST', path: new RegExp(bad) },
      action: { status: 500 },
    });
    const job = await apply(account, planId);
    expect(job).toMatchObject({ status: 'completed', progress: { changed: 39, failed: 1 } });
  });

  it('changes a team whose name has a quote in it', async () => {
    const account = await open();
    const [sid = ''] = account.workerSids();
    const csv = `worker_sid,@team.name\n${sid},"O'Brien's ""A"" team"\n`;
    const planId = await plan(account, readCsv(new TextEncoder().encode(csv)).wanted);
    await apply(account, planId);
    expect(account.attributes(sid)).toMatchObject({ team: { name: `O'Brien's "A" team` } });
  });

  it('has a sample held against TaskRouter’s own answer', async () => {
    const account = await open();
    const shown = finished(
      (function* () {
        yield 0;
        return preview(everybody(account, '3'), workspaceOf(account));
      })(),
    );
    const attributes = shown.agents.slice(0, 3).map((agent) => JSON.stringify(agent.attributes));
    const { queueSids } = await account.ask('/jobs/plan-sample', { attributes });
    expect(queueSids).toHaveLength(3);
    for (const [i, sids] of queueSids.entries())
      expect(sids).toEqual(expect.arrayContaining(shown.agents[i]?.comes ?? ['none']));
  });
});
