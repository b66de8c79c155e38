import {
  compile,
  parse,
  type Expression,
  type ParseError,
  type UndocumentedForm,
  type Verdict,
  type WorkerFacts,
} from '@queue-eligibility/target-expression';
import { formInWords, placeInWords, problemInWords } from '../expression-editor/check';
import { say, type Said } from './said';

/** Why TaskRouter is asked about a queue, or why what we say of it is a guess. */
type Doubt =
  | { kind: 'distrusted' }
  | { kind: 'unparsable'; error: ParseError }
  | { kind: 'undocumented'; forms: readonly UndocumentedForm[] }
  | { kind: 'activity' }
  | { kind: 'taskrouter' };

/** A queue's expression, read. */
export interface Rule {
  text: string;
  /** Null: it can't be parsed. */
  expression: Expression | null;
  /** Empty: what we evaluate is what TaskRouter does, unless it is uncertain of an agent. */
  doubts: readonly Doubt[];
  /** `'uncertain'` also where it can't be parsed. */
  verdictOf: (worker: WorkerFacts) => Verdict;
}

/** So many are kept: twice what a workspace may have. When there are more, all are forgotten. */
const KEPT = 10_000;
const kept = new Map<string, Rule>();

/** Reads a queue's expression; one that was read before is not read again. */
export function readRule({
  targetWorkers,
  distrusted = false,
}: {
  targetWorkers: string;
  distrusted?: boolean;
}): Rule {
  const key = `${distrusted ? '!' : ' '}${targetWorkers}`;
  const known = kept.get(key);
  if (known) return known;
  if (kept.size >= KEPT) kept.clear();
  const rule = read(targetWorkers, distrusted);
  kept.set(key, rule);
  return rule;
}

function read(text: string, distrusted: boolean): Rule {
  const parsed = parse(text);
  const doubts: Doubt[] = distrusted ? [{ kind: 'distrusted' }] : [];
  if (!parsed.ok) {
    doubts.push({ kind: 'unparsable', error: parsed.error });
    return { text, expression: null, doubts, verdictOf: () => 'uncertain' };
  }
  const { expression } = parsed;
  if (!expression.documented) {
    const forms = [...new Set(expression.undocumented.map(({ form }) => form))];
    doubts.push({ kind: 'undocumented', forms });
  }
  if (expression.needs === 'activity') doubts.push({ kind: 'activity' });
  if (expression.needs === 'unavailable') doubts.push({ kind: 'taskrouter' });
  let test: ((worker: WorkerFacts) => Verdict) | null = null;
  return { text, expression, doubts, verdictOf: (worker) => (test ??= compile(expression))(worker) };
}

/** A doubt in words. */
export function doubtInWords(doubt: Doubt, text: string): Said {
  switch (doubt.kind) {
    case 'distrusted':
      return say('QueueEligibilityExplainDoubtDistrusted');
    case 'unparsable':
      return say('QueueEligibilityExplainDoubtUnparsable', {
        place: placeInWords(text, doubt.error.start),
        problem: problemInWords(doubt.error),
      });
    case 'undocumented':
      return say('QueueEligibilityExplainDoubtUndocumented', {
        forms: doubt.forms.map(formInWords).join('; '),
      });
    case 'activity':
      return say('QueueEligibilityExplainDoubtActivity');
    case 'taskrouter':
      return say('QueueEligibilityExplainDoubtTaskRouter');
  }
}
