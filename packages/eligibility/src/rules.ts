import { createHash } from 'node:crypto';
import {
  compileAll,
  parse,
  type Expression,
  type Verdicts,
  type WorkerFacts,
} from '@queue-eligibility/target-expression';
import type { Attributes, TaskQueue, Worker } from '@queue-eligibility/task-router';
import { createQueuesReader, type QueuesAttribute, type QueuesReader } from './queues-attribute';

/**
 * What a resync has found out about our reading of an expression: `proven` where it agreed with TaskRouter for every
 * worker; `proven-in` and `proven-out` where in addition all those about whom it is uncertain were in, or out;
 * `distrusted` where it was shown to be wrong.
 */
export type Finding = 'proven' | 'proven-in' | 'proven-out' | 'distrusted';
/** By {@link hashOf} the expression's text. */
export type Findings = ReadonlyMap<string, Finding>;

/** One queue and how far our own reading of its expression goes. */
interface Rule {
  sid: string;
  /** Identifies the expression: a changed one is judged afresh. */
  hash: string;
  /** Null: we can't parse it. */
  expression: Expression | null;
  /** What resyncs have found out about our reading; undefined: nothing. */
  finding: Finding | undefined;
  /** It may be acted upon: it is documented or proven, and not distrusted. */
  isSure: boolean;
  /** Its answer may change with a worker's attributes, or with the activity: as far as the text tells. */
  dependsOn: { attributes: boolean; activity: boolean };
}

/** The rules of all queues of a workspace. Verdicts name a queue by its place in `list`. */
export interface Rules {
  list: readonly Rule[];
  /** The place of each queue, by SID. */
  places: ReadonlyMap<string, number>;
  /** Names the queues with their expressions; their order and their names don't matter. */
  digest: string;
  /** Our own reading for one worker, sure or not. */
  evaluate(worker: Worker, attributes: Attributes | null): Verdicts;
  attribute: QueuesReader;
  /** Some expression mentions the activity. */
  dependOnActivity: boolean;
  /** Whether some expression mentions the attribute. */
  dependOn(attributeName: string): boolean;
}

export interface RulesOptions {
  queues: readonly TaskQueue[];
  findings: Findings;
  /** SIDs of queues that were shown to be gone. */
  gone: readonly string[];
  attribute: QueuesAttribute;
}

/** Places follow from the SIDs: the order in which TaskRouter lists its queues means nothing. */
export function buildRules({ queues: unordered, findings, gone, attribute }: RulesOptions): Rules {
  const queues = [...unordered].sort((a, b) => (a.sid < b.sid ? -1 : 1));
  const list = queues.map(({ sid, targetWorkers }): Rule => {
    const parsed = parsedOnce(targetWorkers);
    const finding = findings.get(parsed.hash);
    const isDocumented = parsed.expression?.documented === true;
    const isSure =
      parsed.expression !== null && (finding === undefined ? isDocumented : finding !== 'distrusted');
    return { sid, ...parsed, finding, isSure };
  });
  const sids = list.map(({ sid }) => sid);
  const evaluate = compiledOnce(list);
  return {
    list,
    places: new Map(sids.map((sid, i) => [sid, i])),
    digest: digestOf(queues),
    evaluate: (worker, attributes) => resolve(evaluate(factsOf(worker, attributes)), list),
    attribute: createQueuesReader(attribute, sids, gone),
    dependOnActivity: list.some(({ dependsOn }) => dependsOn.activity),
    dependOn: (name) => queues.some(({ targetWorkers }) => targetWorkers.includes(name)),
  };
}

/** Uncertain verdicts of which it was found out what they mean. */
function resolve(verdicts: Verdicts, list: readonly Rule[]): Verdicts {
  const isIn = (place: number): boolean => list[place]?.finding === 'proven-in';
  const isKnown = (place: number): boolean => isIn(place) || list[place]?.finding === 'proven-out';
  if (!verdicts.uncertain.some(isKnown)) return verdicts;
  return {
    holds: [...verdicts.holds, ...verdicts.uncertain.filter(isIn)],
    uncertain: verdicts.uncertain.filter((place) => !isKnown(place)),
  };
}

export const digestOf = (queues: readonly TaskQueue[]): string =>
  shortHash(
    queues
      .map(({ sid, targetWorkers }) => `${sid} ${targetWorkers}`)
      .sort()
      .join('\n'),
    16,
  );

/** Names the times at which queues were last changed: one that was another meanwhile has another one. */
export const stampOf = (queues: readonly TaskQueue[]): string =>
  shortHash(
    queues
      .map(({ sid, updated = '' }) => `${sid} ${updated}`)
      .sort()
      .join('\n'),
    16,
  );

/** A short name of an expression's text. */
export const hashOf = (expression: string): string => shortHash(expression, 8);

const shortHash = (text: string, length: number): string =>
  createHash('sha256').update(text).digest('base64url').slice(0, length);

type Parsed = Pick<Rule, 'hash' | 'expression' | 'dependsOn'>;

// Kept between invocations: a text means the same for ever, and event handlers read the rules every second.
const parsedTexts = new Map<string, Parsed>();
/** More texts than a workspace can have queues. */
const MAX_PARSED = 6_000;

function parsedOnce(text: string): Parsed {
  let found = parsedTexts.get(text);
  if (!found) {
    if (parsedTexts.size >= MAX_PARSED) parsedTexts.clear();
    const result = parse(text);
    const expression = result.ok ? result.expression : null;
    const dependsOn = {
      attributes: expression === null || expression.reads.length > 0,
      activity: /activity/i.test(text),
    };
    found = { hash: hashOf(text), expression, dependsOn };
    parsedTexts.set(text, found);
  }
  return found;
}

let compiled: { of: readonly Rule[]; evaluate: (worker: WorkerFacts) => Verdicts } | null = null;

/** The same expressions in the same order, as most often, are not compiled again. */
function compiledOnce(list: readonly Rule[]): (worker: WorkerFacts) => Verdicts {
  const isSame =
    compiled?.of.length === list.length &&
    list.every(({ expression }, i) => compiled?.of[i]?.expression === expression);
  if (!compiled || !isSame)
    compiled = { of: list, evaluate: compileAll(list.map(({ expression }) => expression)) };
  return compiled.evaluate;
}

/** What an expression can say about a worker. Attributes that are no object have no keys. */
function factsOf(worker: Worker, attributes: Attributes | null): WorkerFacts {
  const { sid, friendlyName, activitySid, activityName } = worker;
  return {
    attributes: attributes?.value ?? null,
    sid,
    ...(friendlyName === '' ? {} : { friendlyName }),
    ...(activitySid === '' ? {} : { activitySid }),
    ...(activityName === '' ? {} : { activityName }),
  };
}
