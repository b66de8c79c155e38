import { describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { hasEnded, readFailures, startJob, type JobKind } from '../src';
import { Platform } from './platform';
import { PERSON } from './setup';

/** What a kind of job costs whoever writes one: this. */
const greeted: string[] = [];
const greet: JobKind<{ name: string }, { letters: number }, number> = {
  name: 'greet',
  takesItems: true,
  itemSchema: z.object({ name: z.string() }),
  stateSchema: z.object({ letters: z.number().default(0) }),
  keyOf: ({ name }) => name,
  maxAttempts: 2,
  concurrency: 5,
  async open({ state: { letters } }) {
    return {
      async perform({ name }) {
        if (name === 'nobody')
          return { result: 'failed', code: 'not_there', message: 'Nobody is there', retry: true };
        greeted.push(name);
        return { result: 'changed', effect: name.length };
      },
      absorb: (length) => (letters += length),
      state: () => ({ letters }),
      conclude: async () => ({ again: false, report: { letters } }),
    };
  },
};

describe('a third kind', () => {
  it('is made without a change to the protocol, and has progress, attempts, failures and a report', async () => {
    const platform = new Platform([greet]);
    const items = ['ada', 'nobody', 'bob'].map((name) => ({ name }));
    const starting = startJob(platform.caller(), { kind: 'greet', startedBy: PERSON, items });
    const { id } = (await platform.clock.run(starting)).stored.job;
    const read = async () => (await platform.store.readJob(id))?.job;
    await platform.clock.runUntil(async () => {
      const job = await read();
      return job !== undefined && hasEnded(job);
    });
    const job = await read();
    expect(greeted).toEqual(['ada', 'bob']);
    expect(job).toMatchObject({
      status: 'completed',
      progress: { changed: 2, failed: 1 },
      report: { letters: 6 },
    });
    expect(job && (await readFailures(platform.store, job))).toMatchObject([
      { key: 'nobody', code: 'not_there', attempts: 2 },
    ]);
  });
});
