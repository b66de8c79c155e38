import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { RevisionConflict, type JobStore, type RunningJob } from '../src';
import { runningOf, withAgain, withEnded, without, withoutAgain, withRunning } from '../src/jobs-document';
import { loadPlace, placeText, savePlace } from '../src/state-pages';
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

    describe('a place', () => {
      const load = (stateVersion: number) =>
        loadPlace({ store }, { stateSchema: z.unknown() }, job({ stateVersion }));

      it.each([100, 400_000])('of %d characters comes back, and the one before it stays', async (size) => {
        const large = { text: '"ü😀'.repeat(size / 5) };
        await savePlace(store, id, 1, placeText('"first"', null));
        await savePlace(store, id, 2, placeText(JSON.stringify(large), 'page 2'));
        expect(await load(2)).toEqual({ state: large, cursor: 'page 2' });
        expect(await load(1)).toEqual({ state: 'first', cursor: null });
      });
    });

    describe('the jobs document', () => {
      const running = (tail: string, since = T0) => ({
        kind,
        jobId: `${id}.${tail}`,
        documentSid: `ET${id}.${tail}`,
        since: iso(since),
      });
      const holder = async () => runningOf(await store.readJobs(), kind);
      const name = (tail: string) => store.editJobs((before) => withRunning(before, running(tail)));
      const tellEnd = (tail: string) =>
        store.editJobs((before) => withEnded(before, anEntry(`${id}.${tail}`, kind)));
      afterEach(async () => {
        const left = await holder();
        if (left) await store.editJobs((before) => without(before, left.jobId));
      });

      it('has what an edit made of it, and answers that', async () => {
        const after = await name('a');
        expect(runningOf(after, kind)).toEqual(running('a'));
        expect(await store.readJobs()).toEqual(after);
      });

      it('is not written where there is nothing to write', async () => {
        const before = await name('a');
        expect(await store.editJobs((same) => same)).toEqual(before);
      });

      it('names one job of a kind, however many want it at once', async () => {
        const tails = ['a', 'b', 'c', 'd', 'e'];
        const after = await Promise.all(tails.map(name));
        expect(new Set(after.map((jobs) => runningOf(jobs, kind)?.jobId)).size).toBe(1);
        expect((await store.readJobs()).running.filter((entry) => entry.kind === kind)).toHaveLength(1);
      });

      it('loses no wish and no end of those that come at once', async () => {
        await name('a');
        await Promise.all([store.editJobs((before) => withAgain(before, kind)), tellEnd('x'), tellEnd('y')]);
        expect(await holder()).toEqual({ ...running('a'), again: true });
        const ids = (await store.readJobs()).entries.map(({ id: ended }) => ended);
        expect(ids).toEqual(expect.arrayContaining([`${id}.x`, `${id}.y`]));
        await store.editJobs((before) => withoutAgain(before, `${id}.a`));
        expect(await holder()).toEqual(running('a'));
      });

      it('hands out copies', async () => {
        const after = await name('a');
        after.running.length = 0;
        expect(await holder()).toEqual(running('a'));
      });
    });

    describe('the history', () => {
      const own = async () =>
        (await store.readJobs()).entries.filter(({ id: other }) => other.startsWith(`${id}.`));

      it('holds ended jobs, newest first, each once', async () => {
        const [a, b] = [anEntry(`${id}.a`, kind), anEntry(`${id}.b`, kind)];
        for (const entry of [a, b, a]) await store.editJobs((before) => withEnded(before, entry));
        expect(await own()).toEqual([b, a]);
      });

      it('loses none of several that end at once', async () => {
        const entries = ['a', 'b', 'c'].map((tail) => anEntry(`${id}.${tail}`, kind));
        await Promise.all(entries.map((entry) => store.editJobs((before) => withEnded(before, entry))));
        expect(new Set((await own()).map(({ id: other }) => other))).toEqual(
          new Set(entries.map((e) => e.id)),
        );
      });

      it('keeps the newest, and no more than its bound', async () => {
        const ids = Array.from({ length: HISTORY_ENTRIES + 5 }, (_, i) => `${id}.${i}`);
        for (const entry of ids) await store.editJobs((before) => withEnded(before, anEntry(entry, kind)));
        const kept = (await store.readJobs()).entries.map(({ id: other }) => other);
        expect(kept.length).toBeLessThanOrEqual(HISTORY_ENTRIES);
        expect(kept.length).toBeGreaterThan(5);
        expect(kept).toEqual(ids.reverse().slice(0, kept.length));
      });
    });
  });
}
