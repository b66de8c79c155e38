import type { Outcome } from '@queue-eligibility/batch';
import type { Rules } from '@queue-eligibility/eligibility';
import {
  editWorker,
  outcomeOf,
  workerGone,
  type Attributes,
  type Edit,
  type EditOptions,
  type Refusal,
  type Worker,
} from '@queue-eligibility/task-router';
import { differing, isSkillChange, nameOfStand, type Change, type Stand } from './change';
import { withQueuesInStep } from './in-step';
import { planAgent, type AgentPlan } from './plan-agent';
import { CHANGED_SINCE, type AgentChange } from './plan-head';
import { only, planRestore } from './restore';
import type { Result } from './result';
import { transform } from './states';
import { editsOf } from './text-edits';

export interface PerformOptions extends EditOptions {
  rules: Rules;
  /** The attribute that is ours. */
  ours: string;
  /** Keeps what was replaced: resolves once it is stored. */
  keep: (result: Result) => Promise<void>;
}

/** What is to be written, and what has to be kept of it. */
type Decided = Refusal | { plan: Pick<AgentPlan, 'text'>; result: Result | null; left?: Refusal };

/** Does a plan's changes to one agent, if everything that they touch is as the preview saw it. */
export const performChange = (
  options: PerformOptions,
  { workerSid, changes, expects }: AgentChange,
): Promise<Outcome<never>> =>
  perform(options, workerSid, (attributes) => {
    const plan = planAgent(attributes, changes);
    if ('code' in plan) return plan;
    const moved = differing(expects, plan.before);
    const { before, after: left } = plan;
    const edits = editsOf(plan.steps, options.ours);
    if (moved.length === 0) return { plan, result: { workerSid, before, left, edits } };
    const wanted = expectedAfter(expects, changes);
    if (differing(wanted, plan.before).length > 0) return changedSince(moved);
    // It is as it should be left: by an invocation that was lost after its write, most likely.
    const result: Result = { workerSid, before: expects, left: wanted, edits: [], found: true };
    return { plan: attributes, result };
  });

/** Takes back what a plan did to one agent, as far as it is still as that plan left it. */
export const performRestore = (options: PerformOptions, result: Result): Promise<Outcome<never>> =>
  perform(options, result.workerSid, (attributes) => {
    const plan = planRestore(attributes, result, options.ours);
    if ('code' in plan) return plan;
    const { before, after: left, others, back } = plan;
    const edits = editsOf(plan.steps, options.ours);
    const { workerSid } = result;
    const isDone = plan.text === attributes.text && back.length > 0;
    return {
      // It is taken back already: by an invocation that was lost after its write, most likely.
      ...{ plan, result: isDone ? foundBack(result, back) : { workerSid, before, left, edits } },
      ...(others.length > 0 ? { left: changedSince(others) } : {}),
    };
  });

const foundBack = ({ workerSid, left }: Result, back: Stand[]): Result => ({
  ...{ workerSid, before: only(left, back), left: back, edits: [], found: true },
});

/** Does changes that nobody has seen before: those of a caller who names an agent and its skills. */
export const performUnseen = (
  options: PerformOptions,
  workerSid: string,
  changes: readonly Change[],
): Promise<Outcome<never>> =>
  perform(options, workerSid, (attributes) => {
    const plan = planAgent(attributes, changes);
    return 'code' in plan ? plan : { plan, result: null };
  });

async function perform(
  options: PerformOptions,
  workerSid: string,
  decide: (attributes: Attributes) => Decided,
): Promise<Outcome<never>> {
  let result: Result | null = null;
  let left: Refusal | null = null;
  const edit = await editWorker(options, workerSid, (worker: Worker, attributes): Edit => {
    const decided = decide(attributes);
    if ('code' in decided) return { refuse: decided };
    left = decided.left ?? null;
    const { text } = decided.plan;
    // A write whose answer was lost is found done: what was decided before it says more.
    if (decided.result && !(result && text === attributes.text)) result = decided.result;
    return { write: text === attributes.text ? null : withQueuesInStep(worker, text, options) };
  });
  if (edit.result === 'unchanged' && edit.gone) return workerGone();
  const kept = result as Result | null;
  if (kept && (edit.result === 'changed' || (edit.result === 'unchanged' && kept.found)))
    await options.keep(kept);
  const refusal = left as Refusal | null;
  if (edit.result !== 'refused' && refusal) return { result: 'failed', ...refusal, retry: false };
  // What can be taken back counts as changed, whoever heard of the write.
  if (edit.result === 'unchanged' && kept?.found) return { result: 'changed' };
  return outcomeOf(edit);
}

function changedSince(stands: readonly Stand[]): Refusal {
  const named = stands.slice(0, 3).map(nameOfStand);
  const more = stands.length > named.length ? `, and ${stands.length - named.length} more` : '';
  const message = `Changed since by somebody else, and left as it is: ${named.join(', ')}${more}. Preview again for this agent.`;
  return { code: CHANGED_SINCE, message: message.slice(0, 300) };
}

/** How everything that changes touch is to stand afterwards, if it stood as expected. */
export function expectedAfter(expects: readonly Stand[], changes: readonly Change[]): Stand[] {
  const states = new Map(expects.flatMap((one) => ('skill' in one ? [[one.skill, one.state]] : [])));
  const skills = transform(states, changes.filter(isSkillChange));
  const paths = expects.flatMap((stand): Stand[] => {
    if (!('path' in stand)) return [];
    let { json } = stand;
    for (const change of changes) {
      if (isSkillChange(change) || change.path.join('\u0000') !== stand.path.join('\u0000')) continue;
      if (change.do === 'unset') json = null;
      else if (!change.onlyIfAbsent || json === null) json = JSON.stringify(change.value);
    }
    return [{ path: stand.path, json }];
  });
  return [...[...skills].map(([skill, state]): Stand => ({ skill, state })), ...paths];
}
