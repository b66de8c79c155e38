import { textDifferences } from '@queue-eligibility/target-expression';
import type { Clause } from './clauses';
import type { Demand, NearDemand } from './findings';
import type { CountedAttribute, CountedAttributes, Scalar } from './values';

/** What is named of one clause, and values of it that are looked at. */
const MAX_NEAR = 5;
const MAX_WANTED = 20;
/** The most telling first. */
const BY_KIND: readonly NearDemand['kind'][] = [
  'case',
  'blanks',
  'look-alike',
  'accents',
  'separators',
  'other-type',
  'level',
  'spelling',
  'other-path',
];

/** A clause that holds of nobody, with what agents have that comes near. */
export function demandOf({ text, path, relation, wanted }: Clause, values: CountedAttributes): Demand {
  const near: NearDemand[] = [];
  const here = path === null ? undefined : values.get(path);
  for (const one of wanted.slice(0, MAX_WANTED)) {
    if (here && ['>', '>=', '<', '<='].includes(relation)) near.push(...nearestNumber(here, relation));
    if (!['==', 'HAS', 'IN'].includes(relation)) continue;
    if (here) near.push(...nearValues(here, one));
    near.push(...otherPaths(values, { path, one }));
  }
  near.sort((a, b) => BY_KIND.indexOf(a.kind) - BY_KIND.indexOf(b.kind) || b.agents - a.agents);
  return { clause: text, path, wanted, near: near.slice(0, MAX_NEAR) };
}

function* nearValues({ path, values }: CountedAttribute, wanted: Scalar): Generator<NearDemand> {
  for (const [value, agents] of values) {
    if (value === wanted) continue;
    const found = { value, path: path.join('.'), agents };
    if (String(value) === String(wanted)) yield { ...found, kind: 'other-type' };
    if (typeof value !== 'string' || typeof wanted !== 'string') continue;
    // Much longer or shorter is nothing that somebody has mistyped.
    if (Math.abs(value.length - wanted.length) > 3 + wanted.length / 2) continue;
    const [kind] = textDifferences(value, wanted);
    if (kind) yield { ...found, kind };
  }
}

/** The highest where too little is there, the lowest where it is too much. */
function* nearestNumber({ path, values }: CountedAttribute, relation: string): Generator<NearDemand> {
  const numbers = [...values.keys()].filter((value) => typeof value === 'number');
  if (numbers.length === 0) return;
  const value = numbers.reduce((a, b) => (relation.startsWith('>') === b > a ? b : a));
  yield { kind: 'level', value, path: path.join('.'), agents: values.get(value) ?? 0 };
}

/** A number or a boolean stands in many places, and means something else in each. */
function* otherPaths(
  values: CountedAttributes,
  { path, one }: { path: string | null; one: Scalar },
): Generator<NearDemand> {
  if (typeof one !== 'string') return;
  for (const [name, { values: there }] of values) {
    const agents = name === path ? undefined : there.get(one);
    if (agents !== undefined) yield { kind: 'other-path', value: one, path: name, agents };
  }
}
