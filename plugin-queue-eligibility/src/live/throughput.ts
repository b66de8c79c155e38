import type { Job } from '@queue-eligibility/api';

/** How far a job's updates were at one of its signs of life. */
export interface Sample {
  /** Milliseconds since the epoch, by the backend's clock. */
  atMs: number;
  /** Pass and updates done in it. */
  pass: number;
  done: number;
}

/** Samples that are kept: two minutes of signs of life. */
const MAX_SAMPLES = 120;
/** The rate of now is that of the last so many milliseconds. */
const RECENT_MS = 10_000;

/** The samples with the one of a job's document of now; the same ones when it tells nothing new. */
export function withSample(samples: readonly Sample[], job: Job): readonly Sample[] {
  if (job.phase !== 'perform') return samples;
  const sample = { atMs: Date.parse(job.heartbeatAt), pass: job.pass, done: job.items.done };
  const last = samples[samples.length - 1];
  if (last && sample.atMs <= last.atMs) return samples;
  return [...samples, sample].slice(-MAX_SAMPLES);
}

/** Updates a second between each two samples, oldest first. */
export function ratesOf(samples: readonly Sample[]): number[] {
  const rates: number[] = [];
  for (let i = 1; i < samples.length; i++) {
    const [before, now] = [samples[i - 1], samples[i]];
    if (!before || !now || now.pass !== before.pass) continue;
    rates.push((Math.max(0, now.done - before.done) * 1_000) / (now.atMs - before.atMs));
  }
  return rates;
}

/** Updates a second of late; null when there is nothing to tell it from. */
export function currentRate(samples: readonly Sample[]): number | null {
  const last = samples[samples.length - 1];
  if (!last) return null;
  const recent = samples.filter(({ pass, atMs }) => pass === last.pass && atMs >= last.atMs - RECENT_MS);
  const first = recent[0];
  if (!first || first.atMs === last.atMs) return null;
  return ((last.done - first.done) * 1_000) / (last.atMs - first.atMs);
}

/** Seconds until the updates of this pass are through; null when that can't be told. */
export function secondsLeft(job: Job, samples: readonly Sample[]): number | null {
  const rate = currentRate(samples);
  if (job.status !== 'running' || job.phase !== 'perform' || !rate || rate <= 0) return null;
  return Math.ceil((job.items.total - job.items.done) / rate);
}
