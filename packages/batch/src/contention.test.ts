import { describe, expect, it } from '@jest/globals';
import { commandJob, createMemoryStore, RevisionConflict, type BatchPorts } from '.';
import { whileContended } from './contention';
import { JobWriter } from './job-writer';
import { aWorkingJob, T0 } from '../test/samples';

/** A clock on which nobody waits; `sleptMs`: how long each wait would have been. */
function createPorts() {
  const sleptMs: number[] = [];
  const clock = {
    now: () => T0,
    sleep: async (ms: number) => {
      sleptMs.push(ms);
    },
  };
  const ports: BatchPorts = {
    store: createMemoryStore(),
    dispatcher: { dispatch: async () => {} },
    clock,
    log: () => {},
    random: () => 1,
    kinds: [],
  };
  return { ports, sleptMs };
}

const CONTENDED = { code: 'contended' };

describe('a write that loses to others', () => {
  it('is made anew, after growing pauses', async () => {
    const { ports, sleptMs } = createPorts();
    let tries = 0;
    const attempt = async () => {
      if (++tries < 4) throw new RevisionConflict('doc');
      return 'written';
    };
    expect(await whileContended('doc', ports, attempt)).toBe('written');
    expect(sleptMs).toEqual([40, 80, 160]);
  });

  it('is given up after a few seconds', async () => {
    const { ports, sleptMs } = createPorts();
    const attempt = async () => Promise.reject(new RevisionConflict('doc'));
    await expect(whileContended('doc', ports, attempt)).rejects.toMatchObject(CONTENDED);
    const allMs = sleptMs.reduce((sum, ms) => sum + ms, 0);
    expect([allMs > 1_000, allMs < 5_000]).toEqual([true, true]);
  });

  it('is not made anew after any other error', async () => {
    const { ports, sleptMs } = createPorts();
    const attempt = async () => Promise.reject(new Error('other'));
    await expect(whileContended('doc', ports, attempt)).rejects.toThrow('other');
    expect(sleptMs).toEqual([]);
  });
});

// Both went on for ever.
describe('where somebody always writes first', () => {
  async function contested() {
    const { ports } = createPorts();
    const { store } = ports;
    const created = await store.createJob(aWorkingJob());
    const write = store.writeJob.bind(store);
    store.writeJob = async (before, job) => {
      const now = await store.readJob(job.id);
      if (now) await write(now, now.job);
      return write(before, job);
    };
    return { ports, created };
  }

  it('a command is given up', async () => {
    const { ports, created } = await contested();
    const command = commandJob(ports, created.job.id, { type: 'cancel' });
    await expect(command).rejects.toMatchObject(CONTENDED);
  });

  it('a checkpoint is given up', async () => {
    const { ports, created } = await contested();
    const beat = { type: 'beat', fence: 1, atMs: T0, patch: {} } as const;
    await expect(new JobWriter(ports, created).apply(beat)).rejects.toMatchObject(CONTENDED);
  });
});
