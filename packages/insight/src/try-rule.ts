import type { Agent } from './agents';
import { coverageWork } from './coverage';
import type { Finding } from './findings';
import { whatIfWork, type Change, type Effect } from './what-if';
import { finish, scaled, type Work } from './work';

/** What a rule leaves: a queue with nobody, with one, with nobody available; and what it asks for and nobody has. */
export type Hole = Extract<Finding, { kind: 'nobody' | 'one' | 'nobody-available' | 'nobody-has' }>;

/** What a change of a queue's rule would do, and what is to be said against it. */
export interface Tried {
  readonly effect: Effect;
  readonly holes: readonly Hole[];
}

/** What a change of a queue's rule would do, and the holes that it would leave. */
export const tryRule = (change: Change): Tried => finish(tryRuleWork(change));

/** {@link tryRule} in slices. */
export function* tryRuleWork(change: Change): Work<Tried> {
  const effect = yield* scaled(whatIfWork(change), { from: 0, to: 0.5 });
  return { effect, holes: yield* scaled(holesWork(change.after, change.agents), { from: 0.5, to: 1 }) };
}

function* holesWork(rule: string, agents: readonly Agent[]): Work<Hole[]> {
  const queue = { sid: '', friendlyName: '', targetWorkers: rule, distrusted: false };
  const findings = yield* coverageWork({ queues: [queue], agents });
  return findings.filter(isHole);
}

const isHole = (finding: Finding): finding is Hole =>
  ['nobody', 'one', 'nobody-available', 'nobody-has'].includes(finding.kind);
