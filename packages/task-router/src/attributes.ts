import { createHash } from 'node:crypto';
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
 * A short name for everything in the attributes, but for `ours`, where there is one, and for what else there is: as long as
 * it stays, so does the worker's eligibility. It tells nothing of them. Only worth its price where TaskRouter was asked: it
 * serialises the attributes.
 */
export function fingerprint({ value }: Attributes, ours: string | null, beside: readonly string[]): string {
  const { [ours ?? '']: _ours, ...rest } = value;
  const text = JSON.stringify([ours === null ? value : rest, ...beside]);
  return createHash('sha256').update(text).digest('base64url').slice(0, 10);
}
