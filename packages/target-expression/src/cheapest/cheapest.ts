import { compile } from '../compile';
import { explain } from '../explain/explain';
import { lacking } from '../explain/lacking';
import type { ExplainedComparison } from '../explain/types';
import type { Expression } from '../parse';
import type { WorkerFacts } from '../readings';
import { applyChanges } from './apply';
import type { Change, CheapestOptions, Proposal } from './types';

/**
 * The smallest changes of a worker's attributes that make an expression true, smallest first. Each was tried: with it
 * the verdict is true. None touches what can't be changed (`sid`, the names, the activity, channels), nor destroys a
 * value whose shape is not the one the rule needs. Empty where the expression is true already, where no change was
 * found, and where more than {@link MAX_CHANGES} would be needed.
 */
export function cheapest(
  expression: Expression,
  worker: WorkerFacts,
  { limit = 3 }: CheapestOptions = {},
): readonly Proposal[] {
  const test = compile(expression);
  if (test(worker) === true) return [];
  const changes = lacking(explain(expression, worker)).flatMap(changesFor);
  const apply = (attributes: unknown) => applyChanges(attributes, changes);
  const isEnough = test({ ...worker, attributes: apply(worker.attributes) }) === true;
  return isEnough ? [{ changes, apply }].slice(0, limit) : [];
}

function changesFor({ subject, source, relation, wanted, found }: ExplainedComparison): Change[] {
  const [value] = wanted;
  if (subject === null || source !== 'attribute') return [];
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return [];
  if (relation === 'HAS' && (found.type === 'array' || found.type === 'missing')) {
    return [{ kind: 'add', path: subject, value }];
  }
  if (relation !== '==' && relation !== '>=' && relation !== 'IN') return [];
  const before = found.value;
  if (typeof before === 'object' && before !== null) return [];
  return [{ kind: 'set', path: subject, value, before: before as string | null }];
}
