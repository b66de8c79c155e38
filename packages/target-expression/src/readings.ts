import { pathReader } from './path';
import { sourceOf } from './references';
import type { WorkerField } from './references';
import type { Literal, Operand, Path, Reference, StringLiteral } from './tree';

/** What an expression can look at. A field left out is not known, and what depends on it is uncertain. */
export interface WorkerFacts {
  /**
   * The attributes as a JSON value, not as text. Anything but an object has no keys: don't evaluate a worker whose
   * attributes are not known, as in a list that came without them.
   */
  readonly attributes: unknown;
  readonly sid?: string;
  readonly friendlyName?: string;
  readonly activitySid?: string;
  readonly activityName?: string;
}

/** One way to understand an operand: its value for a worker, `NOT_KNOWN`, or `NOT_POSSIBLE` for this worker. */
export type Reading = (worker: WorkerFacts) => unknown;
/** The facts do not say. */
export const NOT_KNOWN = Symbol('not known');
/** For this worker there is no such reading. */
export const NOT_POSSIBLE = Symbol('not possible');

/** Every plausible way to understand an operand, the obvious one first. */
export function readingsOf(operand: Operand): Reading[] {
  return operand.kind === 'reference'
    ? readingsOfReference(operand)
    : literalValues(operand).map((value) => () => value);
}

/**
 * What a literal may stand for. A string with backslashes is taken as it is, or each of them as an escape: Twilio
 * does not say which.
 */
export function literalValues(literal: Literal): unknown[] {
  switch (literal.kind) {
    case 'null':
      return [null];
    case 'number':
    case 'boolean':
      return [literal.value];
    case 'string':
      return literal.value.includes('\\') ? [literal.value, unescaped(literal)] : [literal.value];
    case 'array': {
      const asWritten = literal.elements.map((element) => literalValues(element)[0]);
      if (!literal.elements.some((element) => literalValues(element).length > 1)) return [asWritten];
      return [asWritten, literal.elements.map((element) => literalValues(element).at(-1))];
    }
  }
}

/**
 * A worker field such as `sid` may be hidden by an attribute of the same name, and `worker.` may be a key of the
 * attributes: where the worker has such a key, both are readings.
 */
function readingsOfReference(node: Reference): Reading[] {
  const source = sourceOf(node);
  if (source === 'unavailable') return [() => NOT_KNOWN];
  const readings =
    source === 'attribute' ? [attribute(node.path)] : [workerField(source), ownAttribute(node.path)];
  if (node.prefix !== undefined) readings.push(ownAttribute([node.prefix, ...node.path]));
  return readings;
}

function unescaped({ value }: StringLiteral): string {
  return value.replace(/\\(.)/gsu, '$1');
}

function attribute(path: Path): Reading {
  const read = pathReader(path);
  return ({ attributes }) => read(attributes);
}

/** The attribute, where the worker has its first key. */
function ownAttribute(path: Path): Reading {
  const [first] = path;
  const read = pathReader(path);
  return ({ attributes }) => {
    const isOwn =
      typeof attributes === 'object' && attributes !== null && Object.hasOwn(attributes, String(first));
    return isOwn ? read(attributes) : NOT_POSSIBLE;
  };
}

function workerField(field: WorkerField): Reading {
  switch (field) {
    case 'sid':
      return ({ sid = NOT_KNOWN }) => sid;
    case 'friendly_name':
      return ({ friendlyName = NOT_KNOWN }) => friendlyName;
    case 'activity_sid':
      return ({ activitySid = NOT_KNOWN }) => activitySid;
    case 'activity_name':
      return ({ activityName = NOT_KNOWN }) => activityName;
  }
}
