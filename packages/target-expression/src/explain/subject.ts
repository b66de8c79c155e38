import { literalValues, NOT_KNOWN, NOT_POSSIBLE, readingsOf } from '../readings';
import type { WorkerFacts } from '../readings';
import { quotedKey, sourceOf } from '../references';
import type { Comparison, ComparisonOperator, Operand, Path, Reference } from '../tree';
import type { Found, Relation, SubjectSource } from './types';

/** A comparison with what it looks at on the left. */
export interface Subject {
  /** `null`: two constants. */
  readonly reference: Reference | null;
  readonly source: SubjectSource;
  readonly path: Path | null;
  readonly relation: Relation;
  /** The side that the subject is compared with. */
  readonly other: Operand;
}

/** What each operator is called when its sides are changed. */
const MIRRORED: Record<ComparisonOperator, Relation> = {
  '==': '==',
  '!=': '!=',
  '>': '<',
  '>=': '<=',
  '<': '>',
  '<=': '>=',
  CONTAINS: 'PART OF',
  HAS: 'IN',
  IN: 'HAS',
  'NOT IN': 'NOT HAS',
};

/** Of two keys the left one is the subject. A text in quotes that may be a key is taken as one. */
export function subjectOf(node: Comparison): Subject {
  const { left, right, operator } = node;
  if (left.kind === 'reference') return withReference(left, operator, right);
  if (right.kind === 'reference') return withReference(right, MIRRORED[operator], left);
  const key = quotedKey(node);
  if (key !== undefined) return withReference(key, operator, right);
  return { reference: null, source: 'constant', path: null, relation: operator, other: right };
}

/** Every side that is looked at, the subject first: `a == b` is about both. */
export function subjectsOf(node: Comparison): readonly Subject[] {
  const { left, right, operator } = node;
  const subject = subjectOf(node);
  if (left.kind !== 'reference' || right.kind !== 'reference') return [subject];
  return [subject, withReference(right, MIRRORED[operator], left)];
}

function withReference(reference: Reference, relation: Relation, other: Operand): Subject {
  const source = sourceOf(reference);
  return {
    reference,
    source: source === 'unavailable' ? 'taskrouter' : source,
    path: reference.path,
    relation,
    other,
  };
}

/** The value that the subject is compared with; `null` where that is a key that the worker does not have. */
export function otherValue({ other }: Subject, worker: WorkerFacts): unknown {
  if (other.kind !== 'reference') return literalValues(other)[0];
  const value = readingsOf(other)[0]?.(worker);
  return value === NOT_KNOWN || value === NOT_POSSIBLE || value === undefined ? null : value;
}

/** What a value is compared with, one at a time. */
export function wantedValues(relation: Relation, other: unknown): readonly unknown[] {
  return (relation === 'IN' || relation === 'NOT IN') && Array.isArray(other)
    ? (other as unknown[])
    : [other];
}

/** What the worker has there. Of two constants it is the left one. */
export function foundAt({ reference, source }: Subject, node: Comparison, worker: WorkerFacts): Found {
  if (source === 'taskrouter') return { value: null, type: 'not known' };
  const [read] = readingsOf(reference ?? node.left);
  const value = read?.(worker) ?? null;
  if (value === NOT_KNOWN) return { value: null, type: 'not known' };
  if (value !== null || reference === null) return { value, type: typeOf(value) };
  return { value: null, type: isThere(worker.attributes, reference.path) ? 'null' : 'missing' };
}

function typeOf(value: unknown): Found['type'] {
  if (value === null || value === undefined) return 'null';
  if (Array.isArray(value)) return 'array';
  switch (typeof value) {
    case 'string':
      return 'text';
    case 'number':
      return 'number';
    case 'boolean':
      return 'boolean';
    default:
      return 'object';
  }
}

/** Whether there is such a key or element, be it null. */
function isThere(attributes: unknown, path: Path): boolean {
  let value = attributes;
  for (const step of path) {
    if (typeof value !== 'object' || value === null) return false;
    if (Array.isArray(value) !== (typeof step === 'number') || !Object.hasOwn(value, step)) return false;
    value = (value as Record<string | number, unknown>)[step];
  }
  return true;
}
