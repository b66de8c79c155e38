import type { Path } from './tree';

const { isArray } = Array;

const IDENTIFIER = /[\p{L}_][\p{L}\p{M}\p{N}_]*/uy;
const INDEX = /\[(\d{1,9})\]/y;

/** The identifier that begins at an offset, if one does: letters of any script, digits and underscores. */
export function readIdentifier(text: string, at: number): string | undefined {
  IDENTIFIER.lastIndex = at;
  return IDENTIFIER.exec(text)?.[0];
}

/** Follows `.key` and `[0]` as far as they go after `first`, which begins at `start`. No spaces in between. */
export function readReferencePath(text: string, start: number, first: string): { path: Path; end: number } {
  const path: (string | number)[] = [first];
  let end = start + first.length;
  for (;;) {
    const key = text.charAt(end) === '.' ? readIdentifier(text, end + 1) : undefined;
    if (key !== undefined) {
      path.push(key);
      end += 1 + key.length;
      continue;
    }
    INDEX.lastIndex = end;
    const index = INDEX.exec(text);
    if (index === null) return { path, end };
    path.push(Number(index[1]));
    end += index[0].length;
  }
}

/** A path as it is written in an expression: `routing.skills[0]`. */
export function pathText(path: Path): string {
  return path
    .map((step, at) => (typeof step === 'number' ? `[${step}]` : at === 0 ? step : `.${step}`))
    .join('');
}

/** Whether an expression can name a path: a key with a hyphen it can't. */
export function isNameable(path: Path): boolean {
  return path.every((step) => typeof step === 'number' || readIdentifier(step, 0) === step);
}

/**
 * The value at a path, `null` where there is none. Only own properties count, so `constructor` and `__proto__` are
 * keys like any other; a key leads nowhere on an array and an index nowhere on an object.
 */
export function readPath(attributes: unknown, path: Path): unknown {
  return pathReader(path)(attributes);
}

/** {@link readPath} for many attributes. */
export function pathReader(path: Path): (attributes: unknown) => unknown {
  const [first, second, ...rest] = path.map(stepReader);
  if (first === undefined) return (attributes) => attributes;
  if (second === undefined) return first;
  if (rest.length === 0) return (attributes) => second(first(attributes));
  return (attributes) => rest.reduce((value, step) => step(value), second(first(attributes)));
}

function stepReader(step: string | number): (value: unknown) => unknown {
  if (typeof step === 'number') {
    return (value) => (isArray(value) ? ((value as readonly unknown[])[step] ?? null) : null);
  }
  if (step in Object.prototype) {
    return (value) => (isObject(value) && Object.hasOwn(value, step) ? (value[step] ?? null) : null);
  }
  // A JSON value has no other properties than its own under this name, and a plain look-up is faster.
  return (value) => (isObject(value) ? (value[step] ?? null) : null);
}

/** Neither an array nor null. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !isArray(value);
}
