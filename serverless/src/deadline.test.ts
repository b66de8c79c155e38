import { describe, expect, it } from '@jest/globals';
import { beginningOfInvocation, inTime } from './deadline';

/** As long ago as an invocation may take at the most. */
const longAgo = () => Date.now() - 9_190;
const never = new Promise<never>(() => {});

// A guard that closed a job while Twilio did not answer was killed, and with it whoever looked after the job.
describe('an invocation answers in time', () => {
  it('with what its work came to', async () => {
    await expect(inTime(Date.now(), async () => 'done')).resolves.toBe('done');
    await expect(inTime(Date.now(), () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  });

  it('or without, however long Twilio takes; then nothing more is to be written', async () => {
    let signal: AbortSignal | undefined;
    const work = inTime(longAgo(), (given) => {
      signal = given;
      return never;
    });
    await expect(work).rejects.toMatchObject({ code: 'out_of_time' });
    expect(signal?.aborted).toBe(true);
  });

  it('at once, when its time is over already', async () => {
    await expect(inTime(0, () => never)).rejects.toMatchObject({ code: 'out_of_time' });
  });

  it('counted from when its container began to load, for the first of a container alone', () => {
    const now = Date.now();
    expect(beginningOfInvocation()).toBeLessThan(now);
    expect(beginningOfInvocation()).toBeGreaterThanOrEqual(now);
  });
});
