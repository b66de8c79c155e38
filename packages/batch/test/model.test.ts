import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { createMemoryStore, hasEnded, newJob, RevisionConflict, transition } from '../src';
import type { Job, JobEvent, JobStore, StoredJob } from '../src';
import { LEASE_MS, MAX_HOP_ATTEMPTS, MAX_PAUSE_MS } from '../src/limits';
import { T0 } from './samples';

/**
 * A model of a job's life in the few words a person would use, and hops that act on the real rules through the real
 * store, each by what it last read: stale, doubled, late, dead and back again. Whatever they do, the model foresees it.
 */
interface Model {
  nowMs: number;
  state: 'waiting' | 'held' | 'paused' | 'over';
  /** Who holds the newest claim, and until when nobody else gets it. */
  holder: number | null;
  leasedUntilMs: number;
  hop: number;
  attempt: number;
  wish: 'cancel' | 'pause' | null;
  /** Items that count as done. */
  done: number;
  ends: number;
}

interface Actor {
  /** What it last read or wrote. */
  seen: StoredJob;
  fence: number;
  handedHop: number;
  done: number;
}

interface Real {
  store: JobStore;
  id: string;
  actors: Actor[];
}

type Step = fc.AsyncCommand<Model, Real>;

const read = async ({ store, id }: Real): Promise<StoredJob> => {
  const stored = await store.readJob(id);
  if (!stored) throw new Error('the job is gone');
  return stored;
};

/** Applies an event to what an actor has seen; null: refused, or somebody wrote in between. */
async function write(real: Real, actor: Actor, event: JobEvent): Promise<Job | null> {
  const result = transition(actor.seen.job, event);
  if (!result.ok) return null;
  try {
    actor.seen = await real.store.writeJob(actor.seen, result.job);
    return actor.seen.job;
  } catch (error) {
    if (error instanceof RevisionConflict) return null;
    throw error;
  }
}

const stopAsWished = (model: Model): void => {
  if (model.wish === 'cancel') end(model);
  else {
    Object.assign(model, { state: 'paused', holder: null, wish: null, attempt: 0, leasedUntilMs: 0 });
    model.hop += 1;
  }
};
const end = (model: Model): void => {
  Object.assign(model, { state: 'over', holder: null, wish: null });
  model.ends += 1;
};

/** What must hold after every step. */
async function agree(model: Model, real: Real): Promise<void> {
  const { job } = await read(real);
  expect(hasEnded(job)).toBe(model.state === 'over');
  expect(job.status === 'paused').toBe(model.state === 'paused');
  expect(job.progress.checked).toBe(model.done);
  expect(job.hop).toBe(model.hop);
  expect(model.ends).toBeLessThanOrEqual(1);
  if (job.status === 'running') expect(job.command).toBe(model.wish);
}

const named = (name: string, run: (model: Model, real: Real) => Promise<void>): Step => ({
  check: () => true,
  run: async (model, real) => {
    await run(model, real);
    await agree(model, real);
  },
  toString: () => name,
});

const looks = (i: number) =>
  named(`actor ${i} reads`, async (_model, real) => {
    const actor = real.actors[i];
    if (actor) actor.seen = await read(real);
  });

/** A hand-off reaches an actor: of the job's hop, an older or a later one. */
const claims = (i: number, shift: number, isFresh: boolean) =>
  named(
    `actor ${i} claims hop ${shift >= 0 ? '+' : ''}${shift}${isFresh ? '' : ' by what it saw'}`,
    async (model, real) => {
      const actor = real.actors[i];
      if (!actor) return;
      if (isFresh) actor.seen = await read(real);
      const isNew = actor.seen.revision === (await read(real)).revision;
      const hop = model.hop + shift;
      const job = await write(real, actor, { type: 'claim', hop, atMs: model.nowMs });
      const isFree = model.leasedUntilMs <= model.nowMs;
      const isOpen = model.state === 'waiting' || model.state === 'held';
      expect(job !== null).toBe(isNew && isOpen && shift === 0 && isFree);
      if (!job) return;
      if (model.wish) stopAsWished(model);
      else if (model.attempt >= MAX_HOP_ATTEMPTS) end(model);
      else {
        Object.assign(model, { state: 'held', holder: i, leasedUntilMs: model.nowMs + LEASE_MS });
        model.attempt += 1;
        actor.fence = job.status === 'running' ? job.fence : -1;
        actor.done = model.done;
      }
    },
  );

/** An actor writes what it did, on what it saw: only the holder of the newest claim can. */
const acts = (i: number, type: 'beat' | 'hand-on' | 'complete' | 'release' | 'fail') =>
  named(`actor ${i} ${type}s`, async (model, real) => {
    const actor = real.actors[i];
    if (!actor) return;
    const isNew = actor.seen.revision === (await read(real)).revision;
    const checked = actor.done + 1;
    const patch = { progress: { total: null, checked, changed: 0, failed: 0 } };
    const error = { code: 'x', message: 'y' };
    const facts = { fence: actor.fence, atMs: model.nowMs };
    const isWork = type === 'beat' || type === 'hand-on' || type === 'complete';
    const job = await write(real, actor, isWork ? { type, ...facts, patch } : { type, ...facts, error });
    expect(job !== null).toBe(isNew && model.holder === i);
    if (!job) return;
    if (isWork) {
      actor.done = checked;
      model.done = checked;
    }
    if (type === 'beat') return;
    if (type === 'complete' || type === 'fail') end(model);
    else if (model.wish) stopAsWished(model);
    else if (type === 'release') {
      if (model.attempt >= MAX_HOP_ATTEMPTS) end(model);
      else Object.assign(model, { state: 'waiting', holder: null, leasedUntilMs: 0 });
    } else {
      Object.assign(model, { state: 'waiting', holder: null, leasedUntilMs: 0, attempt: 0 });
      model.hop += 1;
    }
  });

const commands = (type: 'cancel' | 'pause' | 'resume') =>
  named(type, async (model, real) => {
    const stored = await read(real);
    const result = transition(stored.job, { type, atMs: model.nowMs });
    const isOpen = model.state === 'waiting' || model.state === 'held';
    const makesSense = {
      cancel: model.state !== 'over',
      pause: isOpen && model.wish !== 'cancel',
      resume: model.state === 'paused' || (isOpen && model.wish === 'pause'),
    }[type];
    expect(result.ok).toBe(makesSense);
    if (!result.ok) return;
    await real.store.writeJob(stored, result.job);
    if (type === 'resume') {
      if (model.state === 'paused') model.state = 'waiting';
      model.wish = null;
      return;
    }
    if (model.state === 'paused') return end(model);
    model.wish = type;
    if (model.leasedUntilMs <= model.nowMs) stopAsWished(model);
  });

const waits = (ms: number) =>
  named(`${ms} ms pass`, async (model) => {
    model.nowMs += ms;
  });

const ACTORS = 3;
const actor = fc.nat(ACTORS - 1);
const steps = [
  actor.map(looks),
  fc
    .tuple(actor, fc.constantFrom(0, 0, 0, -1, 1), fc.boolean())
    .map(([i, shift, isFresh]) => claims(i, shift, isFresh)),
  fc
    .tuple(actor, fc.constantFrom('beat', 'beat', 'hand-on', 'complete', 'release', 'fail'))
    .map(([i, type]) => acts(i, type)),
  fc.constantFrom('cancel', 'pause', 'resume').map(commands),
  fc.constantFrom(10, 900, LEASE_MS - 1, LEASE_MS, MAX_PAUSE_MS).map(waits),
] as const;

describe('the life of a job', () => {
  it('is what the model foresees, whoever acts on whatever they saw', async () => {
    const run = async (chosen: Iterable<Step>): Promise<void> => {
      const setup = async () => {
        const store = createMemoryStore();
        const facts = {
          id: 'job-1',
          kind: 'list',
          startedBy: { type: 'person' } as const,
          nowMs: T0,
          hasState: false,
        };
        const seen: StoredJob = await store.createJob(newJob(facts));
        const actors = Array.from({ length: ACTORS }, () => ({ seen, fence: -1, handedHop: 1, done: 0 }));
        const model: Model = {
          nowMs: T0,
          state: 'waiting',
          holder: null,
          leasedUntilMs: 0,
          hop: 1,
          attempt: 0,
          wish: null,
          done: 0,
          ends: 0,
        };
        return { model, real: { store, id: 'job-1', actors } };
      };
      await fc.asyncModelRun(setup, chosen);
    };
    await fc.assert(fc.asyncProperty(fc.commands([...steps], { maxCommands: 60, size: 'max' }), run), {
      numRuns: 400,
    });
  });
});
