import { describe, expect, it } from '@jest/globals';
import { judgeEcho, judgeFull, judgeIdle, judgeLargest, judgeLimit, judgePart, judgeScale } from './targets';

describe('judgeIdle', () => {
  const good = { requests: 40, writes: 0, inStep: true };
  it.each([
    [good, true],
    [{ ...good, requests: 41 }, false],
    [{ ...good, writes: 1 }, false],
    [{ ...good, inStep: false }, false],
  ])('%j: %p', (found, met) => expect(judgeIdle(found).met).toBe(met));
});

describe('judgeFull', () => {
  const good = { requestsPerWorker: 2.2, speedUp: 5, inStep: true };
  it.each([
    [good, true],
    [{ ...good, requestsPerWorker: 2.21 }, false],
    [{ ...good, speedUp: 4.99 }, false],
    [{ ...good, inStep: false }, false],
  ])('%j: %p', (found, met) => expect(judgeFull(found).met).toBe(met));
});

describe('judgePart', () => {
  it('allows 2.2 requests a changed worker beside the idle price', () => {
    expect(judgePart({ requests: 370, changed: 150, inStep: true })).toEqual({
      target: 'at most 40 + 2.2 x 150 = 370 requests',
      met: true,
    });
    expect(judgePart({ requests: 371, changed: 150, inStep: true }).met).toBe(false);
    expect(judgePart({ requests: 1, changed: 150, inStep: false }).met).toBe(false);
  });
});

describe('judgeLimit', () => {
  const good = { updatesPerSecond: 45, limit: 50, failed: 0, inStep: true };
  it.each([
    [good, true],
    [{ ...good, updatesPerSecond: 44.9 }, false],
    [{ ...good, failed: 1 }, false],
    [{ ...good, inStep: false }, false],
  ])('%j: %p', (found, met) => expect(judgeLimit(found).met).toBe(met));
});

describe('judgeEcho', () => {
  const good = { requestsPerEcho: 0.1, coldRequests: 1, writes: 0 };
  it.each([
    [good, true],
    [{ ...good, requestsPerEcho: 0.6 }, false],
    [{ ...good, coldRequests: 2 }, false],
    [{ ...good, writes: 1 }, false],
  ])('%j: %p', (found, met) => expect(judgeEcho(found).met).toBe(met));
});

describe('judgeLargest', () => {
  const good = { completed: true, inStep: true, memoryMb: 255, longestMs: 8_999, killed: 0 };
  it.each([
    [good, true],
    [{ ...good, memoryMb: null }, true],
    [{ ...good, completed: false }, false],
    [{ ...good, inStep: false }, false],
    [{ ...good, memoryMb: 256 }, false],
    [{ ...good, longestMs: 9_000 }, false],
    [{ ...good, killed: 1 }, false],
  ])('%j: %p', (found, met) => expect(judgeLargest(found).met).toBe(met));
});

describe('judgeScale', () => {
  const good = {
    ...{ completed: true, inStep: true, memoryMb: 255, longestMs: 8_999, killed: 0 },
    ...{ isMonotonic: true, worstError: 0.15 },
  };
  it.each([
    [good, true],
    [{ ...good, completed: false }, false],
    [{ ...good, isMonotonic: false }, false],
    [{ ...good, worstError: 0.16 }, false],
  ])('%j: %p', (found, met) => expect(judgeScale(found).met).toBe(met));
});
