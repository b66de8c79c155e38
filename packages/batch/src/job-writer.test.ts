import { expect, it } from '@jest/globals';
import { createMemoryStore, RetryableError, type BatchPorts } from '.';
import { JobWriter } from './job-writer';
import { aWorkingJob, T0 } from '../test/samples';

/** A writer of a job that somebody works on, and when its document was written, ms. */
async function open() {
  let nowMs = T0;
  const store = createMemoryStore();
  const ports: BatchPorts = {
    store,
    dispatcher: { dispatch: async () => {} },
    clock: { now: () => nowMs, sleep: async (ms) => void (nowMs += ms) },
    log: () => {},
    random: () => 0.5,
    kinds: [],
  };
  const writes: number[] = [];
  let isAnswerLost = false;
  const write = store.writeJob.bind(store);
  store.writeJob = async (before, job) => {
    const written = await write(before, job);
    writes.push(nowMs - T0);
    if (isAnswerLost) throw new RetryableError('unavailable', 'no answer');
    return written;
  };
  const job = aWorkingJob();
  const writer = new JobWriter(ports, await store.createJob(job));
  await writer.claim(job);
  const beat = () => writer.apply({ type: 'beat', fence: writer.fence, atMs: nowMs, patch: {} });
  return { beat, writes, loseAnswers: (isLost: boolean) => (isAnswerLost = isLost) };
}

it('writes twice a second, after a claim in the next', async () => {
  const { beat, writes } = await open();
  for (let i = 0; i < 4; i++) await beat();
  expect(writes).toEqual([0, 1_000, 1_000, 2_000, 2_000]);
});

it('counts a write whose answer is lost: it may have been made', async () => {
  const { beat, writes, loseAnswers } = await open();
  loseAnswers(true);
  await expect(beat()).rejects.toMatchObject({ code: 'unavailable' });
  loseAnswers(false);
  for (let i = 0; i < 3; i++) await beat();
  const crowded = writes.filter((at, i) => (writes[i + 2] ?? Infinity) - at < 1_000);
  expect([writes.length, crowded]).toEqual([5, []]);
});
