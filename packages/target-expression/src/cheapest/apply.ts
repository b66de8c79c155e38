import type { Path } from '../tree';
import type { Change } from './types';

/** Makes changes in a copy: what is not changed is shared with what was given. */
export function applyChanges(attributes: unknown, changes: readonly Change[]): unknown {
  return changes.reduce(applyChange, attributes);
}

function applyChange(attributes: unknown, change: Change): unknown {
  switch (change.kind) {
    case 'add':
      return replaceAt(attributes, change.path, (value) => [
        ...(Array.isArray(value) ? (value as unknown[]) : []),
        change.value,
      ]);
    case 'remove':
      return replaceAt(attributes, change.path, (value) =>
        Array.isArray(value) ? value.filter((element) => element !== change.value) : value,
      );
    case 'set':
      return replaceAt(attributes, change.path, () => change.value);
    case 'unset':
      return replaceAt(attributes, change.path, () => undefined);
    case 'create':
      return replaceAt(attributes, change.path, () => []);
    case 'enable':
      return applyChanges(attributes, [
        { kind: 'add', path: ['routing', 'skills'], value: change.skill },
        { kind: 'remove', path: ['disabled_skills', 'skills'], value: change.skill },
      ]);
  }
}

/** A copy with another value at a path; `undefined` removes the key. */
function replaceAt(attributes: unknown, path: Path, replace: (value: unknown) => unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return replace(attributes);
  if (typeof step === 'number' && Array.isArray(attributes)) {
    return attributes.map((element: unknown, at) =>
      at === step ? replaceAt(element, rest, replace) : element,
    );
  }
  const object = typeof attributes === 'object' && attributes !== null ? attributes : {};
  const before = Object.hasOwn(object, step) ? (object as Record<string, unknown>)[step] : undefined;
  const after = replaceAt(before, rest, replace);
  const entries = Object.entries(object).filter(([key]) => key !== step || after !== undefined);
  const isNew = !Object.hasOwn(object, step) && after !== undefined;
  return Object.fromEntries([
    ...entries.map(([key, value]) => [key, key === step ? after : (value as unknown)]),
    ...(isNew ? [[step, after]] : []),
  ]) as unknown;
}
