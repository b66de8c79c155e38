import type { Cost } from '../account';

/** The numbers behind a row about a job. */
export function costFacts({ job, summary, requests }: Cost): Record<string, unknown> {
  const { seconds, workers, passes, hops, invocations, verification, oracle, proven } = summary;
  const { report, pace } = job;
  return {
    status: job.status,
    seconds,
    workers,
    passes,
    hops,
    pace,
    proven,
    oracle,
    verification,
    invocations,
    requests,
    report,
  };
}
