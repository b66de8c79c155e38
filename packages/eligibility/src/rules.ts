import { createHash } from 'node:crypto';
import { compile, parse, type Verdict, type WorkerFacts } from '@queue-eligibility/target-expression';
import type { Attributes } from './attributes';
import { valuesInForm } from './queues-form';
import type { QueuesForm } from './report';
import type { TaskQueue, Worker } from './task-router';

/** Why TaskRouter is asked about a queue instead of evaluating its expression here. */
export type AskReason =
  /** We can't parse it. */
  | 'unparsable'
  /** It uses a form that Twilio does not document: our reading is a guess. */
  | 'undocumented'
  /** It depends on something a worker's record does not say (channels, the time of day). */
  | 'volatile'
  /** Our evaluation was once found to differ from TaskRouter's answer. */
  | 'distrusted'
  /** In this job our count of its eligible workers differed from TaskRouter's. */
  | 'count-differs';

/** One queue and how its eligibility is known. */
export interface QueueRule {
  sid: string;
  /** What stands for it in a worker's list. */
  value: string;
  friendlyName: string;
  /** Identifies the expression: a changed one is judged afresh. */
  expressionHash: string;
  /** Null: evaluated here. */
  ask: AskReason | null;
  /** False for an expression that looks at nothing an attribute says: then no edit of attributes changes its answer. */
  dependsOnAttributes: boolean;
  /** Our own reading, where there is one, even of an expression about which TaskRouter is asked. */
  evaluate: ((facts: WorkerFacts) => Verdict) | null;
}

/** Queues about which we were once found wrong: SID to the hash of the expression it was about. */
export type Distrusted = ReadonlyMap<string, string>;

/** The rules of all queues, in the order of the list. */
export function buildRules(
  queues: readonly TaskQueue[],
  distrusted: Distrusted,
  form: QueuesForm = 'sids',
): QueueRule[] {
  const values = valuesInForm(
    form,
    queues.map(({ sid }) => sid),
  );
  return queues.map(({ sid, friendlyName, targetWorkers }, i) => {
    const rule = compiledRule(targetWorkers);
    const isDistrusted = distrusted.get(sid) === rule.expressionHash;
    const value = values[i] ?? sid;
    return { sid, value, friendlyName, ...rule, ask: isDistrusted ? 'distrusted' : rule.ask };
  });
}

type CompiledRule = Omit<QueueRule, 'sid' | 'value' | 'friendlyName'>;

// Kept between invocations: a text means the same for ever, and event handlers read the rules every second.
const compiled = new Map<string, CompiledRule>();
/** More texts than a workspace can have queues. */
const MAX_COMPILED = 6_000;

function compiledRule(text: string): CompiledRule {
  let rule = compiled.get(text);
  if (!rule) {
    if (compiled.size >= MAX_COMPILED) compiled.clear();
    rule = compileRule(text);
    compiled.set(text, rule);
  }
  return rule;
}

function compileRule(text: string): CompiledRule {
  const expressionHash = createHash('sha256').update(text).digest('base64url').slice(0, 8);
  const parsed = parse(text);
  if (!parsed.ok) return { expressionHash, ask: 'unparsable', dependsOnAttributes: true, evaluate: null };
  const { expression } = parsed;
  const evaluate = compile(expression);
  const ask = expression.needs === 'unavailable' ? 'volatile' : expression.documented ? null : 'undocumented';
  return { expressionHash, ask, dependsOnAttributes: expression.reads.length > 0, evaluate };
}

/** Whether our own reading is worth comparing with TaskRouter's answer: it is not known to be wrong. */
export const isGuessable = ({ ask, evaluate }: QueueRule): boolean =>
  evaluate !== null && (ask === null || ask === 'undocumented' || ask === 'count-differs');

/** Whether only TaskRouter can tell what an edit of attributes did to a worker's eligibility. */
export const isUndecidable = ({ ask, dependsOnAttributes }: QueueRule): boolean =>
  ask !== null && ask !== 'undocumented' && (ask !== 'volatile' || dependsOnAttributes);

/** What an expression can say about a worker. */
export function factsOf(worker: Worker, attributes: Attributes): WorkerFacts {
  const { sid, friendlyName, activitySid, activityName } = worker;
  return {
    attributes: attributes.value,
    sid,
    ...(friendlyName === '' ? {} : { friendlyName }),
    ...(activitySid === '' ? {} : { activitySid }),
    ...(activityName === '' ? {} : { activityName }),
  };
}
