import { parseTree, type Node } from 'jsonc-parser';
import { ATTRIBUTES_MAX_CHARACTERS, EDIT_REFUSALS } from './refusals';

/** A worker's attributes: the text as TaskRouter holds it, and what it says. */
export interface Attributes {
  text: string;
  value: Record<string, unknown>;
}

/** Why a worker is left untouched: for a person to read, with what to do. */
export interface Refusal {
  /** One of `EDIT_REFUSALS`, or of whoever decides about the edit. */
  code: string;
  message: string;
}

/**
 * Reads a worker's attributes, or says why nothing of ours may touch them. TaskRouter's default is `{}`: where there is
 * nothing at all, the answer lacks something, and nobody knows what.
 */
export function readAttributes(text: string | null): Attributes | Refusal {
  if (text === null || text.trim() === '') {
    const message = 'TaskRouter did not say what the attributes are. Nothing was written; try again later.';
    return { code: EDIT_REFUSALS.unknown, message };
  }
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return { text, value: value as Record<string, unknown> };
  } catch {
    // As below.
  }
  const message =
    'The attributes are not a JSON object. Correct them in TaskRouter; they were left as they are.';
  return { code: EDIT_REFUSALS.invalid, message };
}

export const isRefusal = (read: Attributes | Refusal): read is Refusal => 'code' in read;

/** The refusal of attributes that would not fit, or null: both sizes are named, and nothing was written. */
export function checkLength(before: string, after: string): Refusal | null {
  if (after.length <= ATTRIBUTES_MAX_CHARACTERS) return null;
  return {
    code: EDIT_REFUSALS.tooLong,
    message:
      `The attributes are ${before.length} characters and would be ${after.length}; TaskRouter takes ` +
      `${ATTRIBUTES_MAX_CHARACTERS}. Shorten the worker's other attributes or the number of its queues.`,
  };
}

/**
 * Replaces the value at `path` in a JSON text, or adds it, leaving every other character alone. Where a key stands
 * twice, the last one counts, as it does for whoever parses the text.
 */
export const withAttribute = (text: string, path: readonly [string, ...string[]], value: unknown): string =>
  withAttributeText(text, path, JSON.stringify(value));

/** The same, for a value that is JSON text already: a number comes out with all its digits. */
export function withAttributeText(text: string, path: readonly [string, ...string[]], json: string): string {
  const root = parseTree(text);
  if (root?.type !== 'object') throw new TypeError('only an object has attributes');
  let parent: Node = root;
  const rest = [...path];
  for (;;) {
    const key = rest.shift() ?? '';
    const property: Node | undefined = parent.children?.filter((one) => nameOf(one) === key).at(-1);
    const node = property?.children?.[1];
    if (rest.length === 0 || node?.type !== 'object') {
      const inner = rest.reduceRight((nested, step) => `{${JSON.stringify(step)}:${nested}}`, json);
      return node
        ? splice(text, node.offset, node.length, inner)
        : insertProperty(text, parent, `${JSON.stringify(key)}:${inner}`);
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
 * Takes the property at `path` out of a JSON text, each time it stands there, with the comma that parts it from its
 * neighbour, and nothing else.
 */
export function withoutAttribute(text: string, path: readonly [string, ...string[]]): string {
  const key = path.at(-1);
  let rest = text;
  for (;;) {
    const properties = nodeAt(parseTree(rest), path.slice(0, -1))?.children ?? [];
    const at = properties.findIndex((property) => nameOf(property) === key);
    const [before, property, next] = [properties[at - 1], properties[at], properties[at + 1]];
    if (!property) return rest;
    const start = before ? endOf(before) : property.offset;
    const end = before || !next ? endOf(property) : next.offset;
    rest = splice(rest, start, end - start, '');
  }
}

/** The JSON text of the value at `path`, as it stands there; null: there is none. */
export function attributeText(text: string, path: readonly string[]): string | null {
  const span = attributeSpan(text, path);
  return span && text.slice(span.start, span.end);
}

/** Where the value at `path` stands: UTF-16 offsets, `end` exclusive; null: there is none. */
export function attributeSpan(text: string, path: readonly string[]): { start: number; end: number } | null {
  const node = nodeAt(parseTree(text), path);
  return node ? { start: node.offset, end: endOf(node) } : null;
}

/** The value that counts at a path, where a key stands twice. */
const nodeAt = (root: Node | undefined, path: readonly string[]): Node | undefined =>
  path.reduce<Node | undefined>(
    (node, key) =>
      node?.type === 'object'
        ? node.children?.filter((property) => nameOf(property) === key).at(-1)?.children?.[1]
        : undefined,
    root,
  );

const nameOf = ({ children }: Node): unknown => children?.[0]?.value;

const endOf = ({ offset, length }: Node): number => offset + length;
