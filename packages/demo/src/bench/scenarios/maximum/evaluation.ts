import { compile, compileAll } from '@queue-eligibility/target-expression';
import { expressionOf, type Centre } from './centre';

/** CPU time, s, of saying of every worker and every queue whether the one is eligible for the other. */
export interface EvaluationCost {
  /** All rules compiled together, as the product does. */
  readonly together: number;
  /** Each rule by itself: measured on a part of the workers, and scaled. */
  readonly apart: number;
  /** The workers of that part. */
  readonly sample: number;
}

const SAMPLE = 1_000;

/** Setting up counts on both sides; parsing, which is the same for both, on neither. */
export function measureEvaluation({ queues, workers }: Centre): EvaluationCost {
  const expressions = queues.map(({ targetWorkers }) => expressionOf(targetWorkers));
  const facts = workers.map(({ attributes, friendlyName, activity }, i) => ({
    ...{ attributes, friendlyName, activityName: activity },
    ...{ sid: `WK${i}`, activitySid: `WA ${activity}` },
  }));
  const together = cpuSeconds(() => {
    const verdictsOf = compileAll(expressions);
    for (const worker of facts) verdictsOf(worker);
  });
  const every = Math.max(1, Math.floor(facts.length / SAMPLE));
  const sample = facts.filter((_, i) => i % every === 0);
  let tests: ReturnType<typeof compile>[] = [];
  const settingUp = cpuSeconds(() => {
    tests = expressions.filter((expression) => expression !== null).map(compile);
  });
  const sampled = cpuSeconds(() => {
    for (const worker of sample) for (const test of tests) test(worker);
  });
  return {
    together,
    apart: settingUp + (sampled * facts.length) / sample.length,
    sample: sample.length,
  };
}

function cpuSeconds(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}
