import { describe, expect, it } from '@jest/globals';
import { CorruptDocument, RetryableError, requestJob, startJob, type StartResult } from '../src';
import { runningOf } from '../src/jobs-document';
import { STALE_LOCK_MS } from '../src/limits';
import { anEndedJob, iso } from './samples';
import { EVENT, names, PERSON, setup, type Setup } from './setup';

const LIST = { kind: 'list', startedBy: PERSON } as const;
const start = ({ platform }: Setup, count = 5): Promise<StartResult> =>
  startJob(platform.caller(), { ...LIST, items: names(count) });
const holder = async ({ platform }: Setup) => runningOf(await platform.store.readJobs(), 'list');
/** A job that takes its time. */
const slow = () => setup({ itemMs: 2_000 });

/** Names a job that is not what it seems. */
async function withHolder(it: Setup, jobId: string, sinceMs = it.platform.clock.now()): Promise<void> {
  const entry = { kind: 'list', jobId, documentSid: `ET${jobId}`, since: iso(sinceMs) };
  await it.platform.store.editJobs((before) => ({ ...before, running: [entry] }));
}

describe('a start', () => {
  it('names the job, since when, and whose', async () => {
    const it = slow();
    const { clock } = it.platform;
    const atMs = clock.now();
    const ports = { ...it.platform.caller(), deployment: 'https://one.example' };
    const { stored } = await clock.run(startJob(ports, { ...LIST, items: names(5) }));
    const { since, ...entry } = (await holder(it))!;
    expect(entry).toEqual({
      kind: 'list',
      jobId: stored.job.id,
      documentSid: stored.sid,
      by: 'https://one.example',
    });
    expect(Date.parse(since ?? '') - atMs).toBeLessThan(1_000);
  });

  it('where a job runs already, writes nothing', async () => {
    const it = slow();
    const { clock } = it.platform;
    const first = await clock.run(start(it));
    const written: string[] = [];
    const ports = it.platform.caller();
    for (const method of ['createJob', 'writeJob', 'putPage'] as const) {
      ports.store = { ...ports.store, [method]: async () => written.push(method) };
    }
    const second = await clock.run(startJob(ports, { ...LIST, items: names(5) }));
    expect(second).toMatchObject({ started: false, stored: { job: { id: first.stored.job.id } } });
    expect(written).toEqual([]);
  });

  it('that loses to another one answers the winner, and leaves nothing that seems to run', async () => {
    const it = slow();
    const { clock, store } = it.platform;
    const created: string[] = [];
    const create = store.createJob.bind(store);
    store.createJob = (job) => {
      created.push(job.id);
      return create(job);
    };
    const results = await clock.run(Promise.all([start(it), start(it), start(it)]));
    expect(results.map(({ started }) => started).sort()).toEqual([false, false, true]);
    expect(new Set(results.map(({ stored }) => stored.job.id)).size).toBe(1);
    expect(created).toHaveLength(3);
    for (const id of created) {
      const isWinner = id === results[0]?.stored.job.id;
      expect((await store.readJob(id))?.job.status).toBe(isWinner ? 'running' : 'cancelled');
    }
  });

  it('whose job can not be named leaves nothing that seems to run', async () => {
    const it = slow();
    const ports = it.platform.caller();
    const created: string[] = [];
    ports.store = {
      ...ports.store,
      createJob: (job) => {
        created.push(job.id);
        return it.platform.store.createJob(job);
      },
      editJobs: async () => {
        throw new RetryableError('contended', 'others were always quicker');
      },
    };
    const starting = startJob(ports, { ...LIST, items: names(5) });
    await expect(it.platform.clock.run(starting)).rejects.toMatchObject({ code: 'contended' });
    expect((await it.platform.store.readJob(created[0] ?? ''))?.job.status).toBe('cancelled');
  });
});

describe('a job that is named and does not run', () => {
  it('since it has ended, makes way at once, and is in the history', async () => {
    const it = slow();
    const ended = anEndedJob({ id: 'list-before', kind: 'list' });
    const { store, clock } = it.platform;
    const { status: _status, endedAt: _endedAt, ...rest } = ended;
    const open = { status: 'running', lease: null, fence: 0, command: null, stalls: 0, paceLimit: null };
    await store.writeJob(await store.createJob({ ...rest, ...open } as never), ended);
    await withHolder(it, ended.id);
    const { started, stored } = await clock.run(start(it));
    expect(started).toBe(true);
    expect(await store.readJobs()).toMatchObject({
      running: [{ jobId: stored.job.id }],
      entries: [{ id: 'list-before' }],
    });
  });

  it('since nobody can read it, makes way at once', async () => {
    const it = slow();
    await withHolder(it, 'list-unreadable');
    const ports = it.platform.caller();
    ports.store = {
      ...ports.store,
      readJob: async (id) => {
        if (id === 'list-unreadable') throw new CorruptDocument(id, 'odd');
        return it.platform.store.readJob(id);
      },
    };
    const starting = startJob(ports, { ...LIST, items: names(5) });
    expect((await it.platform.clock.run(starting)).started).toBe(true);
  });

  it('since its document is not there, makes way after a while', async () => {
    const it = slow();
    const { clock } = it.platform;
    await withHolder(it, 'list-gone');
    await expect(clock.run(start(it))).rejects.toMatchObject({ code: 'job_ending' });
    await clock.run(clock.sleep(STALE_LOCK_MS));
    expect((await clock.run(start(it))).started).toBe(true);
    expect((await it.platform.store.readJobs()).entries).toEqual([]);
  });

  it('keeps the wish for another run from getting lost', async () => {
    const it = setup();
    const { clock, store } = it.platform;
    const entry = { kind: 'source', jobId: 'gone', documentSid: 'ETgone', since: iso(clock.now()) };
    await store.editJobs((before) => ({ ...before, running: [entry] }));
    expect(await clock.run(requestJob(it.platform.caller(), EVENT))).toBe('noted');
    expect((await store.readJobs()).running).toMatchObject([{ jobId: 'gone', again: true }]);
    await clock.run(clock.sleep(STALE_LOCK_MS));
    expect(await clock.run(requestJob(it.platform.caller(), EVENT))).toBe('started');
  });
});
