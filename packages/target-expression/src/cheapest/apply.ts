import { DISABLED_LEVELS, DISABLED_SKILLS, LEVELS, SKILLS, textsAt } from '../flex';
import { isObject, readPath } from '../path';
import type { Path } from '../tree';
import type { Change, EnableChange } from './types';

/** Makes changes in a copy: what is not changed is shared with what was given. A value of a foreign shape stays. */
export function applyChanges(attributes: unknown, changes: readonly Change[]): unknown {
  return changes.reduce(applyChange, attributes);
}

function applyChange(attributes: unknown, change: Change): unknown {
  switch (change.kind) {
    case 'add':
      return replaceAt(attributes, change.path, (value) => {
        if (value !== undefined && value !== null && !Array.isArray(value)) return value;
        const list: readonly unknown[] = value ?? [];
        return list.includes(change.value) ? list : [...list, change.value];
      });
    case 'remove':
      return replaceAt(attributes, change.path, (value) =>
        Array.isArray(value) ? value.filter((element) => element !== change.value) : value,
      );
    case 'set':
      return replaceAt(attributes, change.path, (value) => (isStructure(value) ? value : change.value));
    case 'unset':
      return replaceAt(attributes, change.path, (value) => (isStructure(value) ? value : undefined));
    case 'create':
      return replaceAt(attributes, change.path, (value) => value ?? []);
    case 'enable':
      return enable(attributes, change);
  }
}

function enable(attributes: unknown, { skill, level }: EnableChange): unknown {
  const added = applyChange(attributes, { kind: 'add', path: SKILLS, value: skill });
  if (!textsAt(added, SKILLS).includes(skill)) return attributes;
  const after = applyChange(added, { kind: 'remove', path: DISABLED_SKILLS, value: skill });
  if (level === null) return after;
  const withLevel = replaceAt(after, [...LEVELS, skill], (before) => before ?? level);
  // Kept where it could not be moved to.
  if (typeof readPath(withLevel, [...LEVELS, skill]) !== 'number') return after;
  return replaceAt(withLevel, [...DISABLED_LEVELS, skill], () => undefined);
}

/**
 * A copy with another value at a path; `undefined` removes the key. What has no such path is given back as it is. A path may
 * have thousands of steps: no recursion.
 */
function replaceAt(value: unknown, path: Path, replace: (value: unknown) => unknown): unknown {
  const passed: { holder: unknown; step: string | number }[] = [];
  let inner = value;
  for (const step of path) {
    if (!canHold(inner, step)) return value;
    passed.push({ holder: inner, step });
    inner = insideOf(inner, step);
  }
  let after = replace(inner);
  for (const { holder, step } of passed.reverse()) {
    if (after === insideOf(holder, step)) return value;
    after = withStep(holder, step, after);
  }
  return after;
}

/** What is not there can be made, but for an element of an array. */
function canHold(value: unknown, step: string | number): boolean {
  if (typeof step === 'number') return Array.isArray(value) && step < value.length;
  return value === undefined || value === null || isObject(value);
}

function insideOf(holder: unknown, step: string | number): unknown {
  if (Array.isArray(holder)) return (holder as readonly unknown[])[Number(step)];
  return isObject(holder) && Object.hasOwn(holder, step) ? holder[step] : undefined;
}

function withStep(holder: unknown, step: string | number, value: unknown): unknown {
  if (Array.isArray(holder)) return holder.map((element: unknown, at) => (at === step ? value : element));
  const object = isObject(holder) ? holder : {};
  if (value !== undefined) return { ...object, [step]: value };
  return Object.fromEntries(Object.entries(object).filter(([key]) => key !== step));
}

function isStructure(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}
