import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { RevisionConflict, type JobStore, type RunningJob } from '../src';
import { aJob, anEndedJob, anEntry, iso, T0 } from './samples';

/** A store for one run of the suite; `close` ends whatever it needed. */
export interface OpenStore {
  store: JobStore;
  close: () => Promise<void>;
}

/** What the history holds at most. */
const HISTORY_ENTRIES = 20;

/**
 * What every {@link JobStore} must do. All names are new in each run and nothing is assumed of what others left,
 * so that it can run against an account that is in use.
 */
export function describeJobStore(name: string, open: () => Promise<OpenStore>): void {
  describe(`the job store: ${name}`, () => {
    const run = Math.random().toString(36).slice(2, 8);
    let opened: OpenStore;
    let store: JobStore;
    let id = '';
    let kind = '';
    let names = 0;

    beforeAll(async () => {
      opened = await open();
      store = opened.store;
    });
    afterAll(async () => opened.close());
    beforeEach(() => {
      names += 1;
      id = `contract-${run}-${names}`;
      kind = `contract-${run}-${names}`;
    });

    const job = (changes: Partial<RunningJob> = {}) => aJob({ id, kind, ...changes });

    describe('jobs', () => {
      it('gives back what was created, under a SID and a name', async () => {
        const created = await store.createJob(job());
        expect(created.job).toEqual(job());
        expect(created.sid).toMatch(/^ET/);
        expect(created.name).toContain(id);
        expect(await store.readJob(id)).toEqual(created);
      });

      it('knows no job that nobody created', async () => {
        expect(await store.readJob(id)).toBeNull();
      });

      it('refuses an id that is taken', async () => {
        const created = await store.createJob(job());
        const second = store.createJob(job({ createdAt: iso(T0 + 1) }));
        await expect(second).rejects.toMatchObject({ code: 'job_id_taken' });
        expect(await store.readJob(id)).toEqual(created);
      });

      it('writes on the revision that was read, which then is another', async () => {
        const created = await store.createJob(job());
        const written = await store.writeJob(created, job({ fence: 1 }));
        expect(written).toMatchObject({ job: { fence: 1 }, sid: created.sid, name: created.name });
        expect(written.revision).not.toBe(created.revision);
        expect(await store.readJob(id)).toEqual(written);
      });

      it('refuses a write on a revision that is no longer the newest', async () => {
        const created = await store.createJob(job());
        const written = await store.writeJob(created, job({ fence: 1 }));
        await expect(store.writeJob(created, job({ fence: 2 }))).rejects.toBeInstanceOf(RevisionConflict);
        expect(await store.readJob(id)).toEqual(written);
      });

      it('lets one of many win who write on the same revision', async () => {
        const created = await store.createJob(job());
        const writes = [1, 2, 3, 4, 5].map((fence) => store.writeJob(created, job({ fence })));
        const results = await Promise.allSettled(writes);
        const won = results.filter((result) => result.status === 'fulfilled');
        expect(won).toHaveLength(1);
        expect(await store.readJob(id)).toEqual(won[0]?.value);
      });

      it('keeps a job that has ended', async () => {
        const ended = anEndedJob({ id, kind });
        await store.writeJob(await store.createJob(job()), ended);
        expect((await store.readJob(id))?.job).toEqual(ended);
      });

      it('refuses a document over 1 KiB, and writes nothing of it', async () => {
        const created = await store.createJob(job());
        const large = job({ report: { text: 'x'.repeat(1_024) } });
        const problem = { code: 'document_too_large' };
        await expect(store.writeJob(created, large)).rejects.toMatchObject(problem);
        await expect(store.createJob({ ...large, id: `${id}-large` })).rejects.toMatchObject(problem);
        expect(await store.readJob(id)).toEqual(created);
        expect(await store.readJob(`${id}-large`)).toBeNull();
      });

      it('hands out copies', async () => {
        const mine = job();
        const created = await store.createJob(mine);
        mine.fence = 99;
        created.job.fence = 98;
        expect((await store.readJob(id))?.job).toMatchObject({ fence: 0 });
      });
    });

    describe('pages', () => {
      const values = [['WK1', 0], { nested: [null, true, 'ü'] }];

      it('come back as they were written', async () => {
        const address = { jobId: id, series: 'items', pass: 1, index: 0 } as const;
        await store.putPage(address, values);
        expect(await store.getPage(address)).toEqual(values);
      });

      it('are written over: a repeated hop writes the same page again', async () => {
        const address = { jobId: id, series: 'state', pass: 0, index: 1 } as const;
        await store.putPage(address, values);
        await store.putPage(address, ['other']);
        expect(await store.getPage(address)).toEqual(['other']);
      });

      it('are found by their whole address only', async () => {
        const address = { jobId: id, series: 'items', pass: 1, index: 1 } as const;
        await store.putPage(address, values);
        const others = [
          { series: 'failures' as const },
          { pass: 2 },
          { index: 11 },
          { jobId: `${id}-other` },
        ];
        for (const other of others) expect(await store.getPage({ ...address, ...other })).toBeNull();
      });

      it('hold 15,000 bytes', async () => {
        const address = { jobId: id, series: 'failures', pass: 1, index: 0 } as const;
        const large = Array.from({ length: 15 }, () => 'x'.repeat(990));
        await store.putPage(address, large);
        expect(await store.getPage(address)).toEqual(large);
      });
    });

    describe('locks', () => {
      it('belong to whoever came first, until given back', async () => {
        const mine = await store.lock(kind, 'first', { nowMs: T0 });
        expect(mine).toMatchObject({ kind, jobId: 'first', since: iso(T0) });
        expect(await store.lock(kind, 'second', { nowMs: T0 + 1 })).toEqual(mine);
        expect(await store.readLock(kind)).toEqual(mine);
        await store.unlock(kind, 'first');
        expect(await store.readLock(kind)).toBeNull();
        expect((await store.lock(kind, 'second', { nowMs: T0 + 2 })).jobId).toBe('second');
        await store.unlock(kind, 'second');
      });

      it('have one winner, however many ask at once', async () => {
        const asking = ['a', 'b', 'c', 'd', 'e'].map((jobId) => store.lock(kind, jobId, { nowMs: T0 }));
        const holders = new Set((await Promise.all(asking)).map(({ jobId }) => jobId));
        expect(holders.size).toBe(1);
        for (const holder of holders) await store.unlock(kind, holder);
      });

      it('are not given back by anybody else', async () => {
        await store.lock(kind, 'first', { nowMs: T0 });
        await store.unlock(kind, 'second');
        expect((await store.readLock(kind))?.jobId).toBe('first');
        await store.unlock(kind, 'first');
        await store.unlock(kind, 'first');
        expect(await store.readLock(kind)).toBeNull();
      });

      it('are taken over by one of many', async () => {
        const stale = await store.lock(kind, 'first', { nowMs: T0 });
        const taking = ['a', 'b', 'c', 'd'].map((jobId) => store.takeLock(stale, jobId, { nowMs: T0 + 9 }));
        const taken = await Promise.all(taking);
        expect(taken.filter(Boolean)).toHaveLength(1);
        const winner = 'abcd'.charAt(taken.indexOf(true));
        expect(await store.readLock(kind)).toMatchObject({ jobId: winner, since: iso(T0 + 9) });
        await store.unlock(kind, winner);
      });

      it('are not taken over once given back', async () => {
        const stale = await store.lock(kind, 'first', { nowMs: T0 });
        await store.unlock(kind, 'first');
        expect(await store.takeLock(stale, 'second', { nowMs: T0 })).toBe(false);
        expect(await store.readLock(kind)).toBeNull();
      });
    });

    describe('marks', () => {
      it('are left once, however often, and taken away once', async () => {
        expect(await store.isMarked(kind)).toBe(false);
        expect(await store.clearMark(kind)).toBe(false);
        await store.mark(kind);
        await store.mark(kind);
        expect(await store.isMarked(kind)).toBe(true);
        expect(await store.clearMark(kind)).toBe(true);
        expect(await store.clearMark(kind)).toBe(false);
        expect(await store.isMarked(kind)).toBe(false);
      });
    });

    describe('what runs', () => {
      const running = (jobId: string) => ({ kind, jobId, documentSid: `ET${jobId}` });
      const own = async () => (await store.readJobs()).running.filter((entry) => entry.kind === kind);

      it('names the job of a kind, and another in its place', async () => {
        await store.addRunning(running(`${id}.a`));
        await store.addRunning(running(`${id}.a`));
        expect(await own()).toEqual([running(`${id}.a`)]);
        await store.addRunning(running(`${id}.b`));
        expect(await own()).toEqual([running(`${id}.b`)]);
        await store.addToHistory(anEntry(`${id}.b`, kind));
      });

      it('names no job that has ended, even when its start is told late', async () => {
        await store.addRunning(running(`${id}.a`));
        await store.addToHistory(anEntry(`${id}.a`, kind));
        expect(await own()).toEqual([]);
        await store.addRunning(running(`${id}.a`));
        expect(await own()).toEqual([]);
      });

      it('keeps the job of a kind when an earlier one is told to have ended', async () => {
        await store.addRunning(running(`${id}.b`));
        await store.addToHistory(anEntry(`${id}.a`, kind));
        expect(await own()).toEqual([running(`${id}.b`)]);
        await store.addToHistory(anEntry(`${id}.b`, kind));
      });
    });

    describe('the history', () => {
      const own = async () =>
        (await store.readJobs()).entries.filter(({ id: other }) => other.startsWith(`${id}.`));

      it('holds ended jobs, newest first, each once', async () => {
        const [a, b] = [anEntry(`${id}.a`, kind), anEntry(`${id}.b`, kind)];
        for (const entry of [a, b, a]) await store.addToHistory(entry);
        expect(await own()).toEqual([b, a]);
      });

      it('loses none of several that end at once', async () => {
        const entries = ['a', 'b', 'c'].map((tail) => anEntry(`${id}.${tail}`, kind));
        await Promise.all(entries.map((entry) => store.addToHistory(entry)));
        expect(new Set((await own()).map(({ id: other }) => other))).toEqual(
          new Set(entries.map((e) => e.id)),
        );
      });

      it('keeps the newest, and no more than its bound', async () => {
        const ids = Array.from({ length: HISTORY_ENTRIES + 5 }, (_, i) => `${id}.${i}`);
        for (const entry of ids) await store.addToHistory(anEntry(entry, kind));
        const kept = (await store.readJobs()).entries.map(({ id: other }) => other);
        expect(kept.length).toBeLessThanOrEqual(HISTORY_ENTRIES);
        expect(kept.length).toBeGreaterThan(5);
        expect(kept).toEqual(ids.reverse().slice(0, kept.length));
      });
    });
  });
}
