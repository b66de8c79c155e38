import type { Change } from '../cheapest/types';
import type { Found } from '../explain/types';
import type { UncertainReason } from '../explain/uncertain';
import type { NearMiss } from '../near-miss/types';
import { pathText } from '../path';
import type { Path } from '../tree';

/** Why a comparison is uncertain, in English. */
export const REASONS: Readonly<Record<UncertainReason, string>> = {
  types: 'values of different types, which may count as the same',
  'numeric-texts': 'two texts that compare otherwise as numbers',
  missing: 'nothing is there, and what that means is not documented',
  structure: 'an array or object, of which this is not documented',
  'null-in-list': 'there is a null in the array',
  'two-sources': 'an attribute has the same name and says otherwise',
  'quoted-key': 'the text on the left may be a key or a text',
  escape: 'a backslash may be an escape or itself',
  'large-number': 'the number is too large to be exact',
  'not-known': 'not given',
  taskrouter: 'only TaskRouter knows',
};

/** What was found, in English. */
export function foundInWords({ type, value }: Found): string {
  switch (type) {
    case 'missing':
      return 'nothing';
    case 'not known':
      return 'not known';
    case 'null':
    case 'text':
    case 'number':
    case 'boolean':
    case 'array':
    case 'object':
      return short(value);
  }
}

/** A near miss, in English. */
export function missInWords(miss: NearMiss): string {
  const at = placeInWords(miss.path);
  switch (miss.kind) {
    case 'case':
    case 'blanks':
    case 'look-alike':
    case 'accents':
    case 'separators':
    case 'spelling':
      return `${at} has ${short(miss.found)}: ${DIFFERENCES[miss.kind]}`;
    case 'other-type':
      return `${at} has ${short(miss.found)}, a ${typeof miss.found}, where a ${typeof miss.wanted} is asked for`;
    case 'text-for-array':
    case 'object-for-array':
      return `${at} is ${short(miss.found)}, where an array is needed${miss.matches ? '; in one it would do' : ''}`;
    case 'array-for-text':
      return `${at} is an array${miss.matches ? ' that has it' : ''}, where a single value is needed`;
    case 'not-an-object':
      return `${at} is ${short(miss.found)}, which has no keys`;
    case 'level-short':
      return `${at} is ${miss.by} short`;
    case 'level-over':
      return `${at} is ${miss.by} too much`;
    case 'disabled-skill':
      return `the skill ${miss.skill} is disabled${miss.level === null ? '' : ` (level ${miss.level})`}`;
    case 'skill-without-level':
      return `the skill ${miss.skill} has no level`;
    case 'other-path':
      return `${at} has it: ${short(miss.found)}`;
    case 'hyphen-in-key':
      return `${at} has it, a key that no expression can name`;
  }
}

const DIFFERENCES = {
  case: 'another case',
  blanks: 'other blanks',
  'look-alike': 'other characters that look the same',
  accents: 'other accents',
  separators: 'other separators',
  spelling: 'one letter differs',
} as const;

/** A change, in English. */
export function changeInWords(change: Change): string {
  switch (change.kind) {
    case 'add':
      return `add ${short(change.value)} to ${pathText(change.path)}`;
    case 'remove':
      return `remove ${short(change.value)} from ${pathText(change.path)}`;
    case 'set': {
      const before = change.before === null ? '' : ` (it is ${short(change.before)})`;
      return `set ${pathText(change.path)} to ${short(change.value)}${before}`;
    }
    case 'unset':
      return `remove ${pathText(change.path)} (it is ${short(change.before)})`;
    case 'create':
      return `make ${pathText(change.path)} an empty array`;
    case 'enable':
      return `enable the skill ${change.skill}${change.level === null ? '' : ` (level ${change.level})`}`;
  }
}

function placeInWords(path: Path): string {
  return path.length === 0 ? 'the attributes' : pathText(path);
}

const MAX_SHORT = 80;

function short(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > MAX_SHORT ? `${text.slice(0, MAX_SHORT)}…` : text;
}
