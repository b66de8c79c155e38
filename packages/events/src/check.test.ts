import { beforeEach, describe, expect, it } from '@jest/globals';
import { startJob, ThrottledError, type HistoryEntry } from '@queue-eligibility/batch';
import { createQuietBatch, endedResync, reportOf } from '../test/quiet-batch';
import { checkDueMs, checkIfOverdue, type CheckMemory, type CheckPorts } from './check';
import type { Rulebook, RulebookStore } from '@queue-eligibility/eligibility';

const NOW = Date.parse('2026-01-05T09:00:00Z');
const MINUTE_MS = 60_000;
const AGE_MS = 15 * MINUTE_MS;
const at = (ms: number) => new Date(NOW + ms).toISOString();

const verified = (endedAtMs: number) => endedResync(endedAtMs);
const unverified = (endedAtMs: number) => endedResync(endedAtMs, { report: reportOf(false) });
const cancelled = (endedAtMs: number) => endedResync(endedAtMs, { status: 'cancelled', report: {} });
const failed = (endedAtMs: number) =>
  endedResync(endedAtMs, { status: 'failed', report: {}, error: { code: 'stalled', message: '' } });
const FRUITLESS: [string, (endedAtMs: number) => HistoryEntry][] = [
  ['unverified', unverified],
  ['failed', failed],
  ['cancelled', cancelled],
];

describe('when the next check is due', () => {
  /** In minutes after the end of the last one. */
  const dueMinutes = (...newestFirst: HistoryEntry[]) => {
    const dueMs = checkDueMs(newestFirst, AGE_MS);
    return dueMs === null ? null : (dueMs - NOW) / MINUTE_MS;
  };

  it('never, where there never was a resync: the first is for a person to start, or a change of a queue', () => {
    expect(dueMinutes()).toBeNull();
    expect(dueMinutes(endedResync(NOW, { kind: 'skills' }))).toBeNull();
  });

  it('at the age after a verified one began: it proves nothing of what happened since then', () => {
    expect(dueMinutes(verified(NOW))).toBe(14);
    expect(dueMinutes(verified(NOW), unverified(NOW - MINUTE_MS))).toBe(14);
  });

  it('at the age after its reading began, where the rulebook says when that was', () => {
    expect(checkDueMs([verified(NOW)], AGE_MS, at(-30_000))).toBe(NOW - 30_000 + AGE_MS);
    // What came since then to nothing makes the pauses grow all the same.
    expect(checkDueMs([failed(NOW), failed(NOW), verified(NOW)], AGE_MS, at(-30_000))).toBe(NOW + 2 * AGE_MS);
  });

  // Regression: after a first resync that was unverified, failed or cancelled there was no check ever again.
  it.each(FRUITLESS)('at the age after a first one that was %s', (_what, ended) => {
    expect(dueMinutes(ended(NOW))).toBe(15);
  });

  it.each(FRUITLESS)('at growing pauses after more that were %s', (_what, ended) => {
    const times = [0, 1, 2, 3, 4].map((n) => dueMinutes(...Array.from({ length: n }, () => ended(NOW))));
    expect(times).toEqual([null, 15, 30, 60, 120]);
    expect(dueMinutes(ended(NOW), ended(NOW - 1), verified(NOW - 2))).toBe(30);
  });

  it('a day after any number of them, or at the age where that is longer', () => {
    const many = Array.from({ length: 20 }, () => unverified(NOW));
    expect(dueMinutes(...many)).toBe(24 * 60);
    const weekMs = 7 * 24 * 60 * MINUTE_MS;
    expect(checkDueMs(many, weekMs)).toBe(NOW + weekMs);
  });

  it('by the resyncs alone: other jobs prove nothing', () => {
    const skills = endedResync(NOW - MINUTE_MS, { kind: 'skills' });
    expect(dueMinutes(skills, unverified(NOW), skills)).toBe(15);
  });

  it.each([
    ['says so but has failed', { status: 'failed' as const }],
    ['has a report of another shape', { report: { verified: true } }],
    ['has a report that only looks like it', { report: { ...reportOf(false), verified: 'true' } }],
  ])('not by one that %s', (_what, changes) => {
    expect(dueMinutes(endedResync(NOW, changes))).toBe(15);
  });
});

describe('whoever passes by', () => {
  let quiet: ReturnType<typeof createQuietBatch>;
  let ports: CheckPorts;
  let memory: CheckMemory;
  /** How often the jobs document was read. */
  let reads: number;
  /** What the rulebook says: what the caller has read of it, or what it says since. */
  let kept: Rulebook | null;
  let since: Rulebook | null;
  beforeEach(() => {
    quiet = createQuietBatch(NOW);
    const { store } = quiet.batch;
    reads = 0;
    const readJobs = () => {
      reads += 1;
      return store.readJobs();
    };
    kept = null;
    since = null;
    ports = {
      batch: { ...quiet.batch, store: { ...store, readJobs } },
      rulebook: { read: async () => since ?? kept } as RulebookStore,
      maxAgeMs: AGE_MS,
    };
    memory = { notBeforeMs: 0 };
  });
  const rulebook = (verifiedAt: string | null): Rulebook => ({
    ...{ verifiedAt, queues: [], findings: new Map(), gone: [], left: [] },
  });
  const pass = (book: Rulebook | null = null) => {
    kept = book;
    return checkIfOverdue(ports, memory, book);
  };

  it('starts one when it is due, and says so', async () => {
    await quiet.end(verified(NOW - 20 * MINUTE_MS));
    expect(await pass(rulebook(at(-21 * MINUTE_MS)))).toBe(true);
    expect(await quiet.running()).toEqual({ startedBy: { type: 'check' }, isAgain: false });
  });

  it('asks nobody where the rulebook says that all was verified not long ago', async () => {
    await quiet.end(unverified(NOW - 20 * MINUTE_MS));
    expect(await pass(rulebook(at(-AGE_MS + 1)))).toBe(false);
    expect(reads).toBe(0);
    expect(await pass(rulebook(at(-AGE_MS)))).toBe(true);
  });

  it('starts none where there never was a resync, and none when checks are turned off', async () => {
    expect(await pass()).toBe(false);
    await quiet.end(verified(NOW - 20 * MINUTE_MS));
    memory = { notBeforeMs: 0 };
    expect(await checkIfOverdue({ ...ports, maxAgeMs: Infinity }, memory, null)).toBe(false);
  });

  // A container that went by what it had read before a check ended started another one.
  it('starts none where one has ended since the rulebook was read', async () => {
    await quiet.end(verified(NOW));
    since = rulebook(at(-30_000));
    expect(await pass(rulebook(at(-20 * MINUTE_MS)))).toBe(false);
  });

  it('asks at most once a minute a container', async () => {
    await quiet.end(unverified(NOW));
    for (let i = 0; i < 600; i++) {
      await pass();
      quiet.advance(500);
    }
    expect(reads).toBe(5);
  });

  it('starts one at a time, however many containers ask', async () => {
    await quiet.end(verified(NOW - 20 * MINUTE_MS));
    const answers = [];
    for (let i = 0; i < 5; i++) answers.push(await checkIfOverdue(ports, { notBeforeMs: 0 }, null));
    expect(answers).toEqual([true, false, false, false, false]);
  });

  // Regression: a check followed the other where none came to be verified, 180 an hour.
  it.each(FRUITLESS)(
    'checks that are %s become rare, with events all day and in many containers',
    async (_what, ended) => {
      await quiet.end(ended(NOW));
      let checks = 0;
      for (let second = 0; second < 24 * 3_600; second += 20) {
        quiet.advance(20_000);
        if (!(await checkIfOverdue(ports, { notBeforeMs: 0 }, null))) continue;
        checks += 1;
        await quiet.end(ended(NOW + second * 1_000));
      }
      // After 15, 30, 60, 120, 240 and 480 minutes.
      expect(checks).toBe(6);
    },
  );

  // Resyncs fell out of the history, which holds 20 jobs of any kind, and there was no check ever again.
  it('is not put off by other jobs that have filled the history', async () => {
    await quiet.end(endedResync(NOW - MINUTE_MS, { kind: 'skills' }));
    expect(await pass(rulebook(at(-20 * MINUTE_MS)))).toBe(true);
  });

  // The first resync's rules are there before its end is: it was taken for one that had fallen out of the history.
  it('starts none beside the first resync, nor after it where that ends meanwhile', async () => {
    const { store } = ports.batch;
    const readJobs = () => store.readJobs();
    expect((await startJob(quiet.batch, { kind: 'resync', startedBy: { type: 'person' } })).started).toBe(
      true,
    );
    ports.batch.store = {
      ...store,
      readJobs: async () => {
        const before = await readJobs();
        await quiet.end(verified(NOW));
        since = rulebook(at(0));
        return before;
      },
    };
    expect(await pass(rulebook(null))).toBe(false);
    expect(await quiet.running()).toBeNull();
  });

  // What it tells the rulebook is told after that was read, and it has ended before a check can join it.
  it('starts none where a resync ends after both were read', async () => {
    await startJob(quiet.batch, { kind: 'resync', startedBy: { type: 'person' } });
    ports.onOverdue = () => quiet.end(verified(NOW));
    expect(await pass(rulebook(null))).toBe(false);
    expect(await quiet.running()).toBeNull();
    // And the next time the rulebook says so.
    memory = { notBeforeMs: 0 };
    expect(await pass(rulebook(at(0)))).toBe(false);
  });

  it('loses nothing by a check that can not be started, and does not try at once again', async () => {
    await quiet.end(verified(NOW - 20 * MINUTE_MS));
    ports.batch.dispatcher = { dispatch: () => Promise.reject(new Error('403')) };
    expect(await pass()).toBe(false);
    expect(await pass()).toBe(false);
    expect(quiet.logged.filter((event) => event === 'check.not_started')).toHaveLength(1);
  });

  it('loses nothing by a Sync that does not answer', async () => {
    ports.batch.store.readJobs = () => Promise.reject(new ThrottledError('reading jobs'));
    expect(await pass()).toBe(false);
    expect(quiet.logged).toEqual(['check.not_started']);
  });
});
