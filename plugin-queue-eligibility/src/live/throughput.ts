import type { Job } from '@queue-eligibility/api';

/** How far a job's updates were at one of its signs of life. */
export interface Sample {
  /** Milliseconds since the epoch, by the backend's clock. */
  atMs: number;
  /** Pass and updates done in it. */
  pass: number;
  done: number;
  /** The job was paused after it: until the next one nobody worked. */
  isLast?: true;
}

/** Samples of so long are kept, ms. */
const KEPT_MS = 120_000;
/** The rate of now is that of the last so many milliseconds of work: longer than a hand-over from hop to hop. */
const RECENT_MS = 10_000;
/** What is left is told from more of it: it is not to jump. */
const STEADY_MS = 30_000;

/** The samples with the one of a job's document of now; the same ones when it tells nothing new. */
export function withSample(samples: readonly Sample[], job: Job): readonly Sample[] {
  const last = samples[samples.length - 1];
  if (job.status === 'paused') {
    return last && !last.isLast ? [...samples.slice(0, -1), { ...last, isLast: true }] : samples;
  }
  if (job.phase !== 'perform') return samples;
  const sample: Sample = { atMs: Date.parse(job.heartbeatAt), pass: job.pass, done: job.items.done };
  if (last && sample.atMs <= last.atMs) return samples;
  return [...samples, sample].filter(({ atMs }) => atMs >= sample.atMs - KEPT_MS);
}

/** One point of a line of rates. */
export interface RatePoint {
  atMs: number;
  /** Updates a second, of the time of work before it. */
  rate: number;
}

/**
 * The rate at each sample, oldest first, in one line for each stretch that was worked on without a pause. Each is told
 * from some seconds, as {@link currentRate} is: a hand-over is no dive.
 */
export function ratesOf(samples: readonly Sample[]): readonly (readonly RatePoint[])[] {
  const lines: RatePoint[][] = [];
  samples.forEach(({ atMs }, i) => {
    const before = samples[i - 1];
    if (!before || !isWork(before, samples[i])) return;
    const rate = rateAt(samples, i, RECENT_MS);
    const isNewLine = !isWork(samples[i - 2], before);
    if (isNewLine) lines.push([]);
    if (rate !== null) lines[lines.length - 1]?.push({ atMs, rate });
  });
  return lines;
}

/** Updates a second of late; null when there is nothing to tell it from. */
export const currentRate = (samples: readonly Sample[]): number | null =>
  samples[samples.length - 1]?.isLast ? null : rateAt(samples, samples.length - 1, RECENT_MS);

/** Seconds until the updates of this pass are through; null when that can't be told. */
export function secondsLeft(job: Job, samples: readonly Sample[]): number | null {
  const rate = rateAt(samples, samples.length - 1, STEADY_MS);
  if (job.status !== 'running' || job.phase !== 'perform' || !rate || rate <= 0) return null;
  return Math.ceil((job.items.total - job.items.done) / rate);
}

/** A job at work gives a sign of life each second. Without one for so long nobody worked: its invocation was lost, ms. */
const SILENT_MS = 8_000;

/** Whether the time between two samples was spent on the updates of one pass. */
const isWork = (before: Sample | undefined, now: Sample | undefined): boolean =>
  before !== undefined &&
  now !== undefined &&
  before.pass === now.pass &&
  !before.isLast &&
  now.atMs - before.atMs < SILENT_MS;

/** Updates a second of the last `lengthMs` of work before a sample; a pause, and silence, count as no time at all. */
function rateAt(samples: readonly Sample[], index: number, lengthMs: number): number | null {
  let [workMs, done] = [0, 0];
  for (let i = index; i > 0 && workMs < lengthMs; i--) {
    const [before, now] = [samples[i - 1], samples[i]];
    if (!before || !now || before.pass !== now.pass) break;
    if (!isWork(before, now)) continue;
    workMs += now.atMs - before.atMs;
    done += Math.max(0, now.done - before.done);
  }
  return workMs === 0 ? null : (done * 1_000) / workMs;
}
