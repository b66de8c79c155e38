import { formatNumber } from './rows';

/** What is promised, and the one place where it stands. */
const targets = {
  /** Requests of a resync with nothing to do. */
  idleRequests: 40,
  /** Requests for each worker that was changed. */
  requestsPerChange: 2.2,
  /** How many times as fast as the predecessor. */
  speedUp: 5,
  /** Part of a limit on updates that a job must get through. */
  shareOfLimit: 0.9,
  /** Requests of one echo on average: well under one. */
  requestsPerEcho: 0.5,
  /** Requests of a single echo in a container that knows nothing yet. */
  requestsOfColdEcho: 1,
  /** Resident set of a container, MiB. */
  memoryMb: 256,
  /** Duration of an invocation, ms. */
  invocationMs: 9_000,
  /** By how much the time left may be off, as a part of the whole. */
  timeLeftError: 0.15,
} as const;

/** A target in words, and whether what was measured meets it. */
export interface Verdict {
  readonly target: string;
  readonly met: boolean;
}

/** Nothing differs: few requests, no write. */
export function judgeIdle(found: { requests: number; writes: number; inStep: boolean }): Verdict {
  return {
    target: `at most ${targets.idleRequests} requests`,
    met: found.inStep && found.writes === 0 && found.requests <= targets.idleRequests,
  };
}

/** Every worker differs: requests for each of them, and the speed against the predecessor's in the same run. */
export function judgeFull(found: { requestsPerWorker: number; speedUp: number; inStep: boolean }): Verdict {
  const { requestsPerChange, speedUp } = targets;
  return {
    target: `at most ${requestsPerChange} requests a worker, at least ${speedUp} times as fast`,
    met: found.inStep && found.requestsPerWorker <= requestsPerChange && found.speedUp >= speedUp,
  };
}

/** Some workers differ: the idle price, and more only for those. */
export function judgePart(found: { requests: number; changed: number; inStep: boolean }): Verdict {
  const { idleRequests, requestsPerChange } = targets;
  const allowed = idleRequests + requestsPerChange * found.changed;
  return {
    target: `at most ${idleRequests} + ${requestsPerChange} x ${formatNumber(found.changed)} = ${formatNumber(allowed)} requests`,
    met: found.inStep && found.requests <= allowed,
  };
}

/** Updates are limited: nearly all of the limit is used, and nobody is left behind. */
export function judgeLimit(found: {
  updatesPerSecond: number;
  limit: number;
  failed: number;
  inStep: boolean;
}): Verdict {
  const least = targets.shareOfLimit * found.limit;
  return {
    target: `at least ${targets.shareOfLimit} of the limit (${formatNumber(least)}/s), none failed`,
    met: found.inStep && found.failed === 0 && found.updatesPerSecond >= least,
  };
}

/** Echoes of our own writes: no write, hardly a request. */
export function judgeEcho(found: { requestsPerEcho: number; coldRequests: number; writes: number }): Verdict {
  return {
    target: 'no write, at most one request, on average well under one',
    met:
      found.writes === 0 &&
      found.requestsPerEcho <= targets.requestsPerEcho &&
      found.coldRequests <= targets.requestsOfColdEcho,
  };
}

/** The largest workspace: it completes, in small and short invocations. */
export function judgeLargest(found: {
  completed: boolean;
  inStep: boolean;
  memoryMb: number | null;
  longestMs: number;
  killed: number;
}): Verdict {
  const { memoryMb, invocationMs } = targets;
  return {
    target: `completes, memory under ${memoryMb} MB, every invocation under ${invocationMs / 1000} s`,
    met:
      found.completed &&
      found.inStep &&
      found.killed === 0 &&
      (found.memoryMb ?? 0) < memoryMb &&
      found.longestMs < invocationMs,
  };
}

/** The largest workspace under narrow limits: as {@link judgeLargest}, and what it says of itself is true. */
export function judgeScale(
  found: Parameters<typeof judgeLargest>[0] & { isMonotonic: boolean; worstError: number },
): Verdict {
  const { target, met } = judgeLargest(found);
  return {
    target: `${target}; no number ever falls, time left within ${targets.timeLeftError * 100} %`,
    met: met && found.isMonotonic && found.worstError <= targets.timeLeftError,
  };
}
