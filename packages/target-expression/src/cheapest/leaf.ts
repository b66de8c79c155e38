import { comparisonTest } from '../comparison';
import { equals, isMissing, isScalar, isStructure } from '../equality';
import { otherValue, subjectsOf, wantedValues } from '../explain/subject';
import type { Subject } from '../explain/subject';
import type { Relation } from '../explain/types';
import { disabledLevel, DISABLED_SKILLS, skillOfLevel, SKILLS, textsAt } from '../flex';
import { nearestThatHolds } from '../near-miss/number';
import { textDifferences } from '../near-miss/text';
import { isObject, pathText, readPath } from '../path';
import type { WorkerFacts } from '../readings';
import type { Comparison, Path } from '../tree';
import { FALSE, TRUE } from '../truth';
import { applyChanges } from './apply';
import type { Change } from './types';

/** So many of the values of an `IN` are thought of. */
const MAX_VALUES = 6;

/** Ways to make a comparison true that is not, each of them tried. A way is one change. */
export function waysOfComparison(node: Comparison, worker: WorkerFacts): readonly Change[] {
  const test = comparisonTest(node);
  const { attributes } = worker;
  return subjectsOf(node)
    .flatMap((subject) => {
      const { path, relation, source } = subject;
      if (source !== 'attribute' || path === null || isOfTask(subject)) return [];
      if (!isReachable(attributes, path)) return [];
      const found = readPath(attributes, path);
      return changesAt({ path, relation, found, other: otherValue(subject, worker), attributes });
    })
    .filter((change) => test({ ...worker, attributes: applyChanges(attributes, [change]) }) === TRUE);
}

/** How much there is to copy, and to go through, to try a way: keys, and elements of what a comparison looks into. */
export function elementsIn(node: Comparison, { attributes }: WorkerFacts): number {
  const found = subjectsOf(node).map(({ path }) => path && readPath(attributes, path));
  const keys = isObject(attributes) ? Object.keys(attributes).length : 0;
  return found.reduce<number>((sum, value) => sum + (Array.isArray(value) ? value.length : 0), keys);
}

/** `task.language`: in a workflow's routing step that is the task's. Nobody would give it to an agent. */
function isOfTask({ reference, path }: Subject): boolean {
  return path !== null && path[0] === 'task' && path.length > 1 && reference?.prefix === undefined;
}

interface Place {
  readonly path: Path;
  readonly relation: Relation;
  readonly found: unknown;
  readonly other: unknown;
  readonly attributes: unknown;
}

function changesAt(place: Place): readonly Change[] {
  const { relation, found, other, path } = place;
  switch (relation) {
    case 'HAS':
      return isMissing(found) || Array.isArray(found) ? additions(place) : [];
    case 'NOT HAS':
      if (isMissing(found)) return [{ kind: 'create', path }];
      return Array.isArray(found) ? removals(found, place) : [];
    case '==':
    case 'IN':
      return nearestFirst(wantedValues(relation, other), found).flatMap((value) => settings(place, value));
    case '>':
    case '>=':
    case '<':
    case '<=': {
      const value = typeof other === 'number' ? nearestThatHolds(relation, other) : other;
      return [...enabledLevel(place), ...settings(place, value)];
    }
    case '!=':
      if (typeof other === 'boolean') return settings(place, !other);
      return isScalar(found) && typeof path.at(-1) === 'string'
        ? [{ kind: 'unset', path, before: found }]
        : [];
    case 'CONTAINS':
    case 'PART OF':
      return isMissing(found) ? settings(place, other) : [];
    case 'NOT IN':
      // Any other value would do, and nobody knows which.
      return [];
  }
}

function additions({ path, other, attributes }: Place): readonly Change[] {
  if (!isScalar(other)) return [];
  const add: Change = { kind: 'add', path, value: other };
  const isDisabled =
    typeof other === 'string' &&
    pathText(path) === pathText(SKILLS) &&
    textsAt(attributes, DISABLED_SKILLS).includes(other);
  return isDisabled
    ? [{ kind: 'enable', skill: other, level: disabledLevel(attributes, other) }, add]
    : [add];
}

/** Several values can be in the way, such as `3` and `'3'`; only one kind of them is a single change. */
function removals(found: readonly unknown[], { path, other }: Place): readonly Change[] {
  const inTheWay = found.filter((element) => equals(element, other) !== FALSE);
  return [...new Set(inTheWay)].filter(isScalar).map((value) => ({ kind: 'remove', path, value }));
}

function settings({ path, found }: Place, value: unknown): readonly Change[] {
  if (!isScalar(value) || isStructure(found)) return [];
  return [{ kind: 'set', path, value, before: isScalar(found) ? found : null }];
}

/** A level that only has to be brought back with its skill. */
function enabledLevel({ path, found, attributes }: Place): readonly Change[] {
  const skill = skillOfLevel(path);
  if (skill === undefined || !isMissing(found)) return [];
  if (!textsAt(attributes, DISABLED_SKILLS).includes(skill)) return [];
  return [{ kind: 'enable', skill, level: disabledLevel(attributes, skill) }];
}

function nearestFirst(values: readonly unknown[], found: unknown): readonly unknown[] {
  const isNear = (value: unknown) =>
    typeof value === 'string' && typeof found === 'string' && textDifferences(found, value).length > 0;
  const few = values.slice(0, MAX_LOOKS);
  return [...few.filter(isNear), ...few.filter((value) => !isNear(value))].slice(0, MAX_VALUES);
}
const MAX_LOOKS = 100;

/** Whether a value can be put at a path without anything of a foreign shape giving way. */
function isReachable(attributes: unknown, path: Path): boolean {
  let value = attributes;
  for (const step of path) {
    if (typeof step === 'number') {
      if (!Array.isArray(value) || step >= value.length) return false;
    } else if (!isMissing(value) && !isObject(value)) {
      return false;
    }
    value = readPath(value, [step]);
  }
  return true;
}

/** What a change touches: {@link CheapestOptions.fixed} paths must be none of them. */
export function touches(change: Change, fixed: Path): boolean {
  const paths: readonly Path[] =
    change.kind === 'enable' ? [['routing'], ['disabled_skills']] : [change.path];
  return paths.some((path) => isIn(path, fixed) || isIn(fixed, path));
}

function isIn(path: Path, outer: Path): boolean {
  return outer.every((step, at) => path[at] === step);
}
