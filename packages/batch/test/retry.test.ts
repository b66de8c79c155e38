import { describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { hasEnded, readFailures, retryJob, startJob, type Failure, type JobKind } from '../src';
import { Platform } from './platform';
import { names, PERSON } from './setup';

type Item = { name: string; force?: boolean | undefined };

/** A kind that gives up what ends with 7 or 8, each with a code of its own, and remarks that there was no item-x. */
function stubborn(performed: Item[], retry?: JobKind<Item, object>['retry']): JobKind<Item, object> {
  const remarks: Failure[] = [{ key: 'queue', code: 'unproven', message: 'the count moved', attempts: 1 }];
  return {
    name: 'stubborn',
    takesItems: true,
    itemSchema: z.object({ name: z.string(), force: z.boolean().optional() }),
    stateSchema: z.object({}),
    keyOf: ({ name }) => name,
    ...(retry ? { retry } : {}),
    maxAttempts: 1,
    concurrency: 4,
    open: async () => ({
      async perform(item) {
        performed.push(item);
        const code = { 7: 'seven', 8: 'eight' }[item.name.slice(-1)];
        if (code === undefined || item.force) return { result: 'changed' };
        return { result: 'failed', code, message: 'stubborn', retry: false };
      },
      state: () => ({}),
      conclude: async () => ({ again: false, report: {}, remarks }),
    }),
  };
}

async function setUp(retry?: JobKind<Item, object>['retry']) {
  const performed: Item[] = [];
  const platform = new Platform([stubborn(performed, retry)]);
  const { clock, store } = platform;
  const end = async (id: string) => {
    await clock.runUntil(async () => hasEnded((await store.readJob(id))!.job));
    await clock.runUntil(async () => (await store.readJobs()).running.length === 0);
    return (await store.readJob(id))!.job;
  };
  const again = async (id: string, options?: Parameters<typeof retryJob>[3]) => {
    performed.length = 0;
    const result = await clock.run(retryJob(platform.caller(), id, PERSON, options));
    return end(result!.stored.job.id);
  };
  const starting = startJob(platform.caller(), { kind: 'stubborn', startedBy: PERSON, items: names(20) });
  const job = await end((await clock.run(starting)).stored.job.id);
  return { job, again, performed, store };
}

const toItem = (key: string) => (key.startsWith('item-') ? { name: key } : undefined);

describe('a remark', () => {
  it('is kept with what failed, and not counted with it', async () => {
    const { job, store } = await setUp();
    expect(job).toMatchObject({ status: 'completed', progress: { checked: 20, changed: 16, failed: 4 } });
    const failures = await readFailures(store, job);
    expect(failures.map(({ code }) => code).sort()).toEqual(['eight', 'eight', 'seven', 'seven', 'unproven']);
  });

  it('is nothing that can be tried again', async () => {
    const { job, again, performed } = await setUp({ kind: 'stubborn', toItem });
    await again(job.id);
    expect(performed.map(({ name }) => name).sort()).toEqual(['item-17', 'item-18', 'item-7', 'item-8']);
    await expect(again(job.id, { code: 'unproven' })).rejects.toMatchObject({ code: 'nothing_to_retry' });
  });
});

describe('a retry', () => {
  it('of one code does only what was given up with it', async () => {
    const { job, again, performed } = await setUp({ kind: 'stubborn', toItem });
    await again(job.id, { code: 'seven' });
    expect(performed.map(({ name }) => name).sort()).toEqual(['item-17', 'item-7']);
    await expect(again(job.id, { code: 'nine' })).rejects.toMatchObject({ code: 'nothing_to_retry' });
  });

  it('of one code does so, too, where the items themselves are done again', async () => {
    const { job, again, performed } = await setUp();
    await again(job.id, { code: 'eight' });
    expect(performed.map(({ name }) => name).sort()).toEqual(['item-18', 'item-8']);
    await expect(again(job.id, { code: 'unproven' })).rejects.toMatchObject({ code: 'nothing_to_retry' });
  });

  it('puts into each item what it is given', async () => {
    const { job, again, performed } = await setUp({ kind: 'stubborn', toItem });
    const retried = await again(job.id, { code: 'seven', withItem: { force: true } });
    expect(performed).toContainEqual({ name: 'item-7', force: true });
    expect(retried).toMatchObject({ progress: { total: 2, changed: 2, failed: 0 } });
  });
});
