import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { aJob, T0 } from '../test/samples';
import { hasEnded, jobDocumentSchema, type Job } from './job';
import { MAX_HOP_ATTEMPTS } from './limits';
import { isLeased, transition, type JobEvent } from './transition';

const ERROR = { code: 'x', message: 'y' };
/** Small numbers, so that hops and fences often fit. */
const few = fc.integer({ min: 0, max: 6 });
const patch = fc.record({ progress: fc.record({ total: few, checked: few, changed: few, failed: few }) });

/** An event; its time is how much later than the one before it happens, ms. */
const event: fc.Arbitrary<JobEvent> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ type: fc.constant('claim' as const), hop: few, atMs: fc.nat(20_000) }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      type: fc.constantFrom('beat' as const, 'hand-on' as const),
      fence: few,
      atMs: fc.nat(3_000),
      patch,
    }),
  },
  fc.record({
    type: fc.constant('complete' as const),
    fence: few,
    atMs: fc.nat(3_000),
    patch,
  }),
  fc.record({
    type: fc.constantFrom('release' as const, 'fail' as const),
    fence: few,
    atMs: fc.nat(3_000),
    error: fc.constant(ERROR),
  }),
  fc.record({
    type: fc.constantFrom('cancel' as const, 'pause' as const, 'resume' as const),
    atMs: fc.nat(3_000),
  }),
  fc.record({
    type: fc.constant('limit-pace' as const),
    atMs: fc.nat(3_000),
    itemsPerSecond: fc.option(fc.integer({ min: 1, max: 100 })),
  }),
  fc.record({ type: fc.constant('refuse' as const), atMs: fc.nat(3_000), error: fc.constant(ERROR) }),
);

interface Step {
  before: Job;
  event: JobEvent;
  after: Job;
  accepted: boolean;
}

/** The life that a sequence of events makes. */
function live(events: readonly JobEvent[]): Step[] {
  let job: Job = aJob();
  let nowMs = T0;
  return events.map((relative) => {
    nowMs += relative.atMs;
    const dated = { ...relative, atMs: nowMs };
    const before = job;
    const result = transition(job, dated);
    if (result.ok) job = result.job;
    return { before, event: dated, after: job, accepted: result.ok };
  });
}

const forEveryStep = (check: (step: Step) => void) =>
  fc.assert(
    fc.property(fc.array(event, { maxLength: 40 }), (events) => {
      live(events).forEach(check);
    }),
    { numRuns: 500 },
  );

const fenceOf = (job: Job): number => (hasEnded(job) ? Infinity : job.fence);

describe('whatever happens to a job', () => {
  it('ends at most once, and an ended job never changes', () => {
    forEveryStep(({ before, after, accepted }) => {
      if (!hasEnded(before)) return;
      expect(accepted).toBe(false);
      expect(after).toBe(before);
    });
  });

  it('has a fence that only a claim moves, by one, upwards', () => {
    forEveryStep(({ before, event: { type }, after, accepted }) => {
      if (hasEnded(after)) return;
      // A claim of a job that is to pause pauses it.
      const isClaimed = accepted && type === 'claim' && after.status === 'running';
      expect(fenceOf(after) - fenceOf(before)).toBe(isClaimed ? 1 : 0);
    });
  });

  it('is moved on by nobody but the holder of the newest claim', () => {
    forEveryStep(({ before, event, after }) => {
      if (JSON.stringify(after.progress) === JSON.stringify(before.progress)) return;
      expect(before.status === 'running' && 'fence' in event && before.lease?.fence === event.fence).toBe(
        true,
      );
    });
  });

  it('is never claimed while somebody may still be working on it', () => {
    forEveryStep(({ before, event, accepted }) => {
      if (event.type !== 'claim' || before.status !== 'running') return;
      if (isLeased(before, event.atMs)) expect(accepted).toBe(false);
    });
  });

  it('never goes back a hop, and never has more attempts than a hop gets', () => {
    forEveryStep(({ before, after }) => {
      expect([before.hop, before.hop + 1]).toContain(after.hop);
      expect(after.attempt).toBeLessThanOrEqual(MAX_HOP_ATTEMPTS);
    });
  });

  it('is always a document that the schema takes', () => {
    forEveryStep(({ after }) => {
      expect(jobDocumentSchema.parse(after)).toEqual(after);
    });
  });
});
