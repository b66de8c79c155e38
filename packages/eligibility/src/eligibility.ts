import type { Attributes } from './attributes';
import { factsOf, isGuessable, type QueueRule } from './rules';
import type { TaskRouter, Worker } from './task-router';

/**
 * What is known, beside our own evaluation, of whether a queue matches the worker at hand; undefined: nothing.
 */
export type Known = (rule: QueueRule) => boolean | undefined;

export interface Judgement {
  /** SIDs of the queues that match, as far as it could be decided here. */
  eligible: Set<string>;
  /** Queues about which only TaskRouter can tell. */
  undecided: QueueRule[];
}

/** Decides here whatever can be decided here. Makes no request and never throws. */
export function judge(
  rules: readonly QueueRule[],
  worker: Worker,
  attributes: Attributes,
  known: Known = () => undefined,
): Judgement {
  const facts = factsOf(worker, attributes);
  const eligible = new Set<string>();
  const undecided: QueueRule[] = [];
  for (const rule of rules) {
    const verdict = known(rule) ?? (rule.ask === null ? rule.evaluate?.(facts) : undefined);
    if (verdict === true) eligible.add(rule.sid);
    else if (verdict !== false) undecided.push(rule);
  }
  return { eligible, undecided };
}

/** The queues of a worker, and, where TaskRouter was asked, the queues about which our evaluation said otherwise. */
export interface Eligibility {
  queueSids: Set<string>;
  contradicted: QueueRule[];
}

/**
 * The queues that match a worker: decided here if possible, else TaskRouter's own answer, for all of them. Answers
 * at once, without a promise, when no request is needed.
 */
export function eligibilityOf(
  taskRouter: TaskRouter,
  rules: readonly QueueRule[],
  worker: Worker,
  attributes: Attributes,
  known?: Known,
): Eligibility | Promise<Eligibility> {
  const { eligible, undecided } = judge(rules, worker, attributes, known);
  if (undecided.length === 0) return { queueSids: eligible, contradicted: [] };
  return taskRouter.queuesOfWorker(worker.sid).then((queueSids) => ({
    queueSids,
    contradicted: rules.filter((rule) => contradicts(rule, worker, attributes, queueSids.has(rule.sid))),
  }));
}

/** Whether our own certain reading of a rule, where it is worth something, differs from TaskRouter's answer. */
export function contradicts(
  rule: QueueRule,
  worker: Worker,
  attributes: Attributes,
  answer: boolean,
): boolean {
  if (!isGuessable(rule)) return false;
  const verdict = rule.evaluate?.(factsOf(worker, attributes));
  return typeof verdict === 'boolean' && verdict !== answer;
}
