import type { Cost } from '../account';
import type { Figures } from '../figures';

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

/** What invocations took, of a container and of time. */
export function sizeFigures({ maxRssMb, longestMs }: Cost['summary']['invocations']): Figures {
  return {
    memory: { value: maxRssMb, unit: 'MB' },
    longest: { value: longestMs / 1_000, unit: 's longest invocation', decimals: 1 },
  };
}
