import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createEmulator, type Emulator, type FaultMatch } from '@queue-eligibility/twilio-emulator';
import twilio from 'twilio';
import {
  createRetry,
  createSeal,
  createSyncStore,
  JOBS_DOCUMENT_NAME,
  type JobStore,
  type Seal,
  type StoredJob,
} from '../src';
import { withEnded, withRunning } from '../src/jobs-document';
import { JOB_BYTES } from '../src/limits';
import { describeJobStore } from './job-store-contract';
import { aJob, anEntry, iso, T0 } from './samples';

const POLICY = { retries: 3, minBackoffMs: 1, maxBackoffMs: 3 };

const sealOf = ({ authToken, syncServiceSid }: Emulator): Seal =>
  createSeal({ secret: authToken, scope: syncServiceSid });
const storeOf = (emulator: Emulator): JobStore => {
  // The contract has many write one document at once: the retries of a job would be spread over hops.
  const retry = createRetry({ ...POLICY, retries: 10 });
  return createSyncStore(
    emulator.client({ timeout: 2_000 }).sync.v1.services(emulator.syncServiceSid),
    retry,
    sealOf(emulator),
  );
};

describeJobStore('on Sync, emulated', async () => {
  const limits = {
    syncWritesPerSecondPerObject: null,
    syncReadsPerSecondPerObject: null,
    syncCreationsPerSecond: null,
  };
  const emulator = await createEmulator({ workers: 0, queues: 0, limits });
  return { store: storeOf(emulator), close: () => emulator.close() };
});

// Leaves documents that live for 30 days at most, and entries in the history: not for a service in production.
const { TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN, TWILIO_SYNC_SERVICE_SID } = process.env;
if (TWILIO_ACCOUNT_SID && TWILIO_AUTH_TOKEN && TWILIO_SYNC_SERVICE_SID) {
  describeJobStore('on Sync, of a real account', async () => {
    const service = twilio(TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN).sync.v1.services(TWILIO_SYNC_SERVICE_SID);
    const retry = createRetry({ retries: 10, minBackoffMs: 200, maxBackoffMs: 2_000 });
    const seal = createSeal({ secret: TWILIO_AUTH_TOKEN, scope: TWILIO_SYNC_SERVICE_SID });
    return { store: createSyncStore(service, retry, seal), close: async () => {} };
  });
} else {
  describe.skip('the job store: on Sync, of a real account', () => {
    it('needs TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN and TWILIO_SYNC_SERVICE_SID', () => {});
  });
}

describe('the Sync store, when requests go wrong', () => {
  let emulator: Emulator;
  let store: JobStore;
  /** A store of a deployment with this seal. */
  let storeWith: (seal: Seal) => JobStore;
  beforeEach(async () => {
    emulator = await createEmulator({ workers: 0, queues: 0 });
    const service = emulator.client({ timeout: 2_000 }).sync.v1.services(emulator.syncServiceSid);
    storeWith = (seal) => createSyncStore(service, createRetry(POLICY), seal);
    store = storeWith(sealOf(emulator));
  });
  /** Writes as whoever has the account's auth token can, and nobody else. */
  const writeAs = (name: string, data: object): void => {
    emulator.sync.updateDocument(name, { data: sealOf(emulator).close(name, data) });
  };
  afterEach(() => emulator.close());

  const CREATE: FaultMatch = { resource: 'Documents', method: 'POST' };
  const UPDATE: FaultMatch = { resource: 'Document', method: 'POST' };
  const loseAnswer = (match: FaultMatch) => emulator.faults.add({ match, times: 1, action: 'lost-answer' });
  const job = aJob();
  const running = (jobId: string) => ({ kind: 'resync', jobId, documentSid: `ET${jobId}`, since: iso(T0) });
  const name = (jobId: string, to = store) => to.editJobs((before) => withRunning(before, running(jobId)));
  const tellEnd = (id: string, to = store) => to.editJobs((before) => withEnded(before, anEntry(id)));

  describe('an answer that got lost', () => {
    it('to the creation of a job: the job is ours', async () => {
      const fault = loseAnswer(CREATE);
      const created = await store.createJob(job);
      expect(fault.injected).toBe(1);
      expect(created.job).toEqual(job);
      expect(await store.readJob(job.id)).toEqual(created);
    });

    it('to a write of a job: the write is ours, not a conflict', async () => {
      const created = await store.createJob(job);
      const fault = loseAnswer(UPDATE);
      const written = await store.writeJob(created, { ...job, fence: 1 });
      expect(fault.injected).toBe(1);
      expect(await store.readJob(job.id)).toEqual(written);
    });

    it('to a write of a job that somebody wrote since: a conflict', async () => {
      const created = await store.createJob(job);
      loseAnswer(UPDATE);
      const name = created.name;
      const others = emulator.faults.add({ match: UPDATE, times: 1, action: { status: 503 } });
      const write = store.writeJob(created, { ...job, fence: 1 });
      while (others.injected === 0) await new Promise((resolve) => setImmediate(resolve));
      writeAs(name, { ...job, command: 'cancel' });
      await expect(write).rejects.toMatchObject({ code: 'revision_conflict' });
    });

    it('to a page, the jobs document: each is there once', async () => {
      const address = { jobId: job.id, series: 'items', pass: 1, index: 0 } as const;
      for (const write of [() => store.putPage(address, ['a']), () => tellEnd('a')]) {
        const fault = loseAnswer(CREATE);
        await write();
        expect(fault.injected).toBe(1);
      }
      expect(await store.getPage(address)).toEqual(['a']);
      loseAnswer(UPDATE);
      await tellEnd('b');
      expect((await store.readJobs()).entries.map(({ id }) => id)).toEqual(['b', 'a']);
    });

    it('to the edit that names a job: it is named, and is told so', async () => {
      await store.readJobs();
      const fault = loseAnswer(UPDATE);
      expect(await name('a')).toMatchObject({ running: [{ jobId: 'a' }] });
      expect([fault.injected, (await store.readJobs()).running.length]).toEqual([1, 1]);
    });

    it('to the edit that names a job, which the next one has displaced since: that one is told', async () => {
      await store.readJobs();
      loseAnswer(UPDATE);
      const others = emulator.faults.add({ match: UPDATE, times: 1, action: { status: 503 } });
      const naming = name('a');
      while (others.injected === 0) await new Promise((resolve) => setImmediate(resolve));
      writeAs(JOBS_DOCUMENT_NAME, { running: [running('b')], entries: [anEntry('a')] });
      expect(await naming).toMatchObject({ running: [{ jobId: 'b' }] });
    });
  });

  describe.each([429, 503])('%i', (status) => {
    it('is repeated', async () => {
      const fault = emulator.faults.add({ times: 3, action: { status } });
      const created = await store.createJob(job);
      expect(fault.injected).toBe(3);
      emulator.faults.add({ times: 2, action: { status } });
      expect(await store.writeJob(created, { ...job, fence: 1 })).toMatchObject({ job: { fence: 1 } });
    });

    it('is given up after the repetitions of the policy', async () => {
      emulator.faults.add({ action: { status } });
      const code = status === 429 ? 'throttled' : 'unavailable';
      await expect(store.readJob(job.id)).rejects.toMatchObject({ code });
      expect(emulator.requests.count()).toBe(1 + POLICY.retries);
    });
  });

  it('fails at once with a conflict: one write and one look', async () => {
    const created = await store.createJob(job);
    await store.writeJob(created, { ...job, fence: 1 });
    emulator.requests.clear();
    const conflict = { code: 'revision_conflict' };
    await expect(store.writeJob(created, { ...job, fence: 2 })).rejects.toMatchObject(conflict);
    expect(emulator.requests.byResource()).toEqual({ 'POST Document': 1, 'GET Document': 1 });
  });

  it('says which document this version can not read', async () => {
    const { name } = await store.createJob(job);
    writeAs(name, { ...job, protocol: 2 });
    await expect(store.readJob(job.id)).rejects.toMatchObject({
      code: 'corrupt_document',
      message: expect.stringContaining(name) as unknown,
    });
  });

  it('begins a jobs document anew that it can not read', async () => {
    await tellEnd('lost');
    writeAs(JOBS_DOCUMENT_NAME, { entries: 'none' });
    expect((await store.readJobs()).entries).toEqual([]);
    await tellEnd('a');
    expect((await store.readJobs()).entries).toEqual([anEntry('a')]);
  });

  describe('what somebody else wrote', () => {
    const address = { jobId: job.id, series: 'items', pass: 1, index: 0 } as const;
    const pageName = `queue-eligibility.job.${job.id}.items.1.0`;
    const unsealed = { code: 'unsealed_document' };
    const forge = (uniqueName: string, data: Record<string, unknown>) =>
      emulator.sync.create('document', { uniqueName, data });
    /** What a document holds now. */
    const dataOf = (name: string) => emulator.sync.get('document', name).data;

    it('is no job and no page', async () => {
      forge(`queue-eligibility.job.${job.id}`, { ...job });
      forge(pageName, { values: [['WK1', 0]] });
      await expect(store.readJob(job.id)).rejects.toMatchObject(unsealed);
      await expect(store.getPage(address)).rejects.toMatchObject(unsealed);
      await expect(store.createJob(job)).rejects.toMatchObject({ code: 'job_id_taken' });
    });

    it('over a job of ours is neither gone on with nor written over', async () => {
      const created = await store.createJob(job);
      emulator.sync.updateDocument(created.name, { data: { ...dataOf(created.name), kind: 'skills' } });
      await expect(store.writeJob(created, { ...job, fence: 1 })).rejects.toMatchObject({
        code: 'revision_conflict',
      });
      await expect(store.readJob(job.id)).rejects.toMatchObject(unsealed);
    });

    it('under another name is not what it was under its own', async () => {
      await store.putPage({ ...address, jobId: 'other' }, [['WK1', 0]]);
      forge(pageName, dataOf('queue-eligibility.job.other.items.1.0'));
      await expect(store.getPage(address)).rejects.toMatchObject(unsealed);
      await store.putPage(address, [['WK2', 0]]);
      expect(await store.getPage(address)).toEqual([['WK2', 0]]);
    });

    it('names no job: the first who asks is named, and one of many', async () => {
      forge(JOBS_DOCUMENT_NAME, { running: [running('forged')], entries: [] });
      expect(await store.readJobs()).toEqual({ running: [], entries: [] });
      const after = await Promise.all(['a', 'b', 'c'].map((jobId) => name(jobId)));
      const named = new Set(after.map((jobs) => jobs.running[0]?.jobId));
      expect(named.size).toBe(1);
      expect((await store.readJobs()).running).toMatchObject([{ jobId: [...named][0] }]);
    });

    it('is no history', async () => {
      forge(JOBS_DOCUMENT_NAME, { running: [], entries: [anEntry('forged')] });
      expect((await store.readJobs()).entries).toEqual([]);
      await tellEnd('a');
      expect((await store.readJobs()).entries).toEqual([anEntry('a')]);
    });
  });

  it('refuses what was written before the auth token was changed, and goes on from there', async () => {
    const before = storeWith(createSeal({ secret: 'before', scope: emulator.syncServiceSid }));
    await before.createJob(job);
    await name(job.id, before);
    await tellEnd('before', before);
    await expect(store.readJob(job.id)).rejects.toMatchObject({ code: 'unsealed_document' });
    expect(await name('next')).toMatchObject({ running: [{ jobId: 'next' }] });
    await tellEnd('ended');
    expect(await store.readJobs()).toEqual({ running: [running('next')], entries: [anEntry('ended')] });
    // A hop of before is told that its job is no longer named.
    expect((await before.readJobs()).running).toEqual([]);
  });

  it('gives up an edit for which others are always quicker, and says so', async () => {
    await store.readJobs();
    let n = 0;
    const edit = store.editJobs((before) => {
      writeAs(JOBS_DOCUMENT_NAME, { running: [running(`other-${n++}`)], entries: [] });
      return withEnded(before, anEntry('a'));
    });
    await expect(edit).rejects.toMatchObject({ code: 'contended' });
    expect(n).toBeGreaterThan(3);
    expect(await store.readJobs()).toMatchObject({ running: [{ jobId: `other-${n - 1}` }], entries: [] });
  });

  it('edits a jobs document that somebody removes between the look and the write', async () => {
    await store.readJobs();
    let n = 0;
    await store.editJobs((before) => {
      if (n++ === 0) emulator.sync.remove('document', JOBS_DOCUMENT_NAME);
      return withEnded(before, anEntry('a'));
    });
    expect((await store.readJobs()).entries).toEqual([anEntry('a')]);
  });

  it('takes a job that somebody removed for one that is no longer ours', async () => {
    const created = await store.createJob(job);
    emulator.sync.remove('document', created.name);
    const write = store.writeJob(created, { ...job, fence: 1 });
    await expect(write).rejects.toMatchObject({ code: 'revision_conflict' });
    expect(await store.readJob(job.id)).toBeNull();
  });

  // Sync renews no time to live by itself: a job of two days lost the pages it wrote on the first.
  it('renews the time to live of pages and jobs with every write', async () => {
    const days = (n: number) => emulator.clock.advance(n * 24 * 3_600_000);
    const page = { jobId: job.id, pass: 1, index: 0 };
    let stored: StoredJob = await store.createJob(job);
    for (const series of ['items', 'failures', 'state'] as const)
      await store.putPage({ ...page, series }, [0]);
    for (let n = 1; n <= 8; n++) {
      days(6);
      for (const series of ['items', 'failures', 'state'] as const)
        await store.putPage({ ...page, series }, [n], n % 2 === 0);
      stored = await store.writeJob(stored, { ...job, fence: n });
    }
    days(6);
    expect(await store.readJob(job.id)).toMatchObject({ job: { fence: 8 } });
    for (const series of ['items', 'failures', 'state'] as const)
      expect(await store.getPage({ ...page, series })).toEqual([8]);
    // A week without a write, and a month.
    days(2);
    expect(await store.getPage({ ...page, series: 'items' })).toBeNull();
    expect(await store.getPage({ ...page, series: 'failures' })).toEqual([8]);
    days(23);
    expect(await store.readJob(job.id)).toBeNull();
  });

  it('keeps the jobs document for ever', async () => {
    await tellEnd('a');
    emulator.clock.advance(300 * 24 * 3_600_000);
    expect((await store.readJobs()).entries).toEqual([anEntry('a')]);
  });

  it('counts the seal into the size of a job’s document', async () => {
    const sizeOf = (data: unknown) => Buffer.byteLength(JSON.stringify(data));
    const withText = (length: number) => ({ ...job, report: { text: 'x'.repeat(length) } });
    const created = await store.createJob(job);
    const room = JOB_BYTES - sizeOf(withText(0));
    const tooLarge = { code: 'document_too_large' };
    await expect(store.writeJob(created, withText(room + 1))).rejects.toMatchObject(tooLarge);
    await store.writeJob(created, withText(room));
    expect(sizeOf(emulator.sync.get('document', created.name).data)).toBe(1_024);
  });
});
