import type { Clause } from './clauses';
import type { Finding } from './findings';
import type { Rule } from './rules';

/** What can be said of a rule by its text alone. `clauses`: those that stand in it. */
export function* findingsOfText(
  { queue, expression, error }: Rule,
  { clauses, attribute }: { clauses: readonly Clause[]; attribute: string },
): Generator<Finding> {
  if (error) yield { kind: 'unparsable', harm: 'middle', queue, error };
  if (queue.distrusted) yield { kind: 'distrusted', harm: 'middle', queue };
  if (!expression) return;
  const { reads, undocumented, needs } = expression;
  if (reads.some(([first]) => first === attribute))
    yield { kind: 'own-attribute', harm: 'middle', queue, attribute };
  const texts = clauses.flatMap(({ path, wanted }) => (path === null ? [] : wanted));
  const values = [...new Set(texts)].filter((value) => typeof value === 'string' && value.includes('-'));
  if (values.length > 0) yield { kind: 'hyphen', harm: 'low', queue, values: values.map(String) };
  if (undocumented.length > 0) yield { kind: 'undocumented', harm: 'low', queue, uses: undocumented };
  if (needs !== 'worker') yield { kind: 'volatile', harm: 'low', queue, needs };
}
