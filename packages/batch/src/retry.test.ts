import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createRetry, isTransient, type RetryPolicy } from './retry';

const POLICY: RetryPolicy = { retries: 3, minBackoffMs: 100, maxBackoffMs: 300 };

const failing = (facts: object) => Object.assign(new Error('refused'), facts);

/** A request that fails so often with `facts`, and the times at which it was made, ms. */
function request(facts: object, failures = Infinity) {
  const madeAtMs: number[] = [];
  const make = async (): Promise<string> => {
    madeAtMs.push(Date.now());
    if (madeAtMs.length <= failures) throw failing(facts);
    return 'done';
  };
  return { make, madeAtMs };
}

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

/** Lets all pauses pass; answers what came of it. */
async function settled<T>(work: Promise<T>): Promise<{ value?: T; error?: unknown }> {
  const outcome = work.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
  await jest.runAllTimersAsync();
  return outcome;
}

const REPEATED = [
  ['429', { status: 429, code: 20429 }],
  ['500', { status: 500 }],
  ['503', { status: 503 }],
  ['ECONNRESET', { code: 'ECONNRESET' }],
  ['ECONNABORTED (a time-out)', { code: 'ECONNABORTED' }],
  ['ETIMEDOUT', { code: 'ETIMEDOUT' }],
  ['EAI_AGAIN', { code: 'EAI_AGAIN' }],
] as const;

const AT_ONCE = [
  ['400', { status: 400, code: 20001 }],
  ['404', { status: 404, code: 20404 }],
  ['409', { status: 409, code: 54301 }],
  ['412', { status: 412, code: 54103 }],
  ['a defect of ours', {}],
  ['an error with a code of its own', { code: 'ERR_INVALID_ARG_TYPE' }],
] as const;

describe('what may be repeated', () => {
  it.each(REPEATED)('%s is repeated until it succeeds', async (_name, facts) => {
    const { make, madeAtMs } = request(facts, 2);
    expect(await settled(createRetry(POLICY)('reading', make))).toEqual({ value: 'done' });
    expect(madeAtMs).toHaveLength(3);
  });

  it.each([401, 403])('%i fails at once, and says that our credentials are refused', async (status) => {
    const { make, madeAtMs } = request({ status }, 2);
    const result = await settled(createRetry(POLICY)('reading', make));
    expect(result).toMatchObject({ error: { code: 'not_authorised' } });
    expect(madeAtMs).toHaveLength(1);
  });

  it.each(AT_ONCE)('%s fails at once, as it is', async (_name, facts) => {
    const { make, madeAtMs } = request(facts);
    const { error } = await settled(createRetry(POLICY)('reading', make));
    expect(error).toMatchObject({ message: 'refused', ...facts });
    expect(isTransient(error)).toBe(false);
    expect(madeAtMs).toHaveLength(1);
  });

  it.each(REPEATED)('%s is given up after the repetitions of the policy', async (name, facts) => {
    const { make, madeAtMs } = request(facts);
    const { error } = await settled(createRetry(POLICY)('reading x', make));
    const code = name === '429' ? 'throttled' : 'unavailable';
    expect(error).toMatchObject({
      code,
      cause: facts,
      message: expect.stringContaining('reading x') as unknown,
    });
    expect(madeAtMs).toHaveLength(1 + POLICY.retries);
  });

  it('makes a single try with no repetitions', async () => {
    const { make, madeAtMs } = request({ status: 429 });
    await settled(createRetry({ ...POLICY, retries: 0 })('reading', make));
    expect(madeAtMs).toHaveLength(1);
  });
});

describe('the pauses', () => {
  it.each([POLICY, { retries: 8, minBackoffMs: 1, maxBackoffMs: 5_000 }, { ...POLICY, maxBackoffMs: 100 }])(
    'stay within the bounds of %j',
    async (policy) => {
      for (let round = 0; round < 20; round++) {
        const { make, madeAtMs } = request({ status: 503 });
        await settled(createRetry(policy)('reading', make));
        const pauses = madeAtMs.slice(1).map((at, i) => at - (madeAtMs[i] ?? 0));
        expect(Math.min(...pauses)).toBeGreaterThanOrEqual(Math.floor(policy.minBackoffMs));
        expect(Math.max(...pauses)).toBeLessThanOrEqual(policy.maxBackoffMs);
      }
    },
  );

  it('differ, so that many who were refused together do not come back together', async () => {
    const pauses = new Set<number>();
    for (let round = 0; round < 20; round++) {
      const { make, madeAtMs } = request({ status: 429 }, 1);
      await settled(createRetry(POLICY)('reading', make));
      pauses.add((madeAtMs[1] ?? 0) - (madeAtMs[0] ?? 0));
    }
    expect(pauses.size).toBeGreaterThan(5);
  });
});

describe('onThrottled', () => {
  it('hears of every 429, also of the last one, and of nothing else', async () => {
    const heard = jest.fn();
    const retry = createRetry(POLICY, heard);
    await settled(retry('reading', request({ status: 503 }).make));
    expect(heard).toHaveBeenCalledTimes(0);
    await settled(retry('reading', request({ status: 429 }, 2).make));
    expect(heard).toHaveBeenCalledTimes(2);
    await settled(retry('reading', request({ status: 429 }).make));
    expect(heard).toHaveBeenCalledTimes(2 + 1 + POLICY.retries);
  });
});
