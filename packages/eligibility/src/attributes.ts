import { createHash } from 'node:crypto';
import { parseTree, type Node } from 'jsonc-parser';
import { QUEUES_ATTRIBUTE } from './report';

/** A worker's attributes: the text as TaskRouter holds it, and what it says. */
export interface Attributes {
  text: string;
  value: Record<string, unknown>;
}

/** Reads a worker's attributes; null when they are not a JSON object, which nothing of ours may then touch. */
export function readAttributes(text: string): Attributes | null {
  // TaskRouter's default is {}, and an empty text says as much.
  const source = text.trim() === '' ? '{}' : text;
  try {
    const value: unknown = JSON.parse(source);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
    return { text: source, value: value as Record<string, unknown> };
  } catch {
    return null;
  }
}

/**
 * Whether the worker carries exactly these values. Order is no difference; one that stands twice, or anything that is
 * not an array of strings, is.
 */
export function carries({ value }: Attributes, values: ReadonlySet<string>): boolean {
  const carried = Object.hasOwn(value, QUEUES_ATTRIBUTE) ? value[QUEUES_ATTRIBUTE] : undefined;
  if (!Array.isArray(carried) || carried.length !== values.size) return false;
  const seen = new Set<unknown>(carried);
  return seen.size === carried.length && carried.every((one) => typeof one === 'string' && values.has(one));
}

/**
 * The attributes with these queues and not one other character changed: a number that JavaScript can't hold, a
 * key that stands twice, or somebody's white space comes out as it went in.
 */
export function withQueues({ text }: Attributes, values: readonly string[]): string {
  return withAttribute(text, [QUEUES_ATTRIBUTE], values);
}

/**
 * Replaces the value at `path` in a JSON text, or adds it, leaving every other character alone. Where a key stands
 * twice, the last one counts, as it does for whoever parses the text.
 */
export function withAttribute(text: string, path: readonly [string, ...string[]], value: unknown): string {
  const root = parseTree(text);
  if (root?.type !== 'object') throw new TypeError('only an object has attributes');
  let parent: Node = root;
  const rest = [...path];
  for (;;) {
    const key = rest.shift() ?? '';
    const property: Node | undefined = parent.children
      ?.filter(({ children }) => children?.[0]?.value === key)
      .at(-1);
    const node = property?.children?.[1];
    if (rest.length === 0 || node?.type !== 'object') {
      const inner = rest.reduceRight<unknown>((nested, step) => ({ [step]: nested }), value);
      return node
        ? splice(text, node.offset, node.length, JSON.stringify(inner))
        : insertProperty(text, parent, `${JSON.stringify(key)}:${JSON.stringify(inner)}`);
    }
    parent = node;
  }
}

function insertProperty(text: string, parent: Node, property: string): string {
  const last = parent.children?.at(-1);
  if (!last) return splice(text, parent.offset + 1, 0, property);
  return splice(text, last.offset + last.length, 0, `,${property}`);
}

const splice = (text: string, offset: number, length: number, inserted: string): string =>
  text.slice(0, offset) + inserted + text.slice(offset + length);

/**
 * A short name for everything in the attributes but the queues: as long as it stays, so does the worker's
 * eligibility. Only worth its price where TaskRouter was asked: it serialises the attributes.
 */
export function fingerprint({ value }: Attributes): string {
  const { [QUEUES_ATTRIBUTE]: _ours, ...others } = value;
  return createHash('sha256').update(JSON.stringify(others)).digest('base64url').slice(0, 10);
}
