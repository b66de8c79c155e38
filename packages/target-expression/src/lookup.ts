import { OPERATIONS } from './comparison';
import { createPresentKeys, neededKey } from './present-keys';
import { print } from './print';
import { literalValues, NOT_POSSIBLE, readingsOf } from './readings';
import type { Reading, WorkerFacts } from './readings';
import { quotedKey } from './references';
import type { Comparison, Reference } from './tree';
import { FALSE } from './truth';
import type { Truth } from './truth';

/** A comparison of one key with texts: for most workers a map tells which of many such can hold. */
interface Matchable {
  readonly reference: Reference;
  /** What the value must be for the map to know: a text, or an array of texts. */
  readonly shape: 'text' | 'list';
  readonly texts: readonly string[];
  /** Whether it can be other than false of a missing value. */
  readonly takesNull: boolean;
}

/** The comparison as one for a map to find, or undefined when it has to be evaluated for every worker. */
export function matchable(node: Comparison): Matchable | undefined {
  const { operator, left, right } = node;
  if (operator !== '==' && operator !== 'HAS' && operator !== 'IN') return undefined;
  const operation = OPERATIONS[operator];
  if (right.kind === 'reference') {
    // 'x' == key, 'x' IN key
    if (left.kind !== 'string') return undefined;
    const shape = operator === '==' ? 'text' : 'list';
    return matchableWith(right, shape, literalValues(left), (text) => operation(text, null));
  }
  if (right.kind !== (operator === 'IN' ? 'array' : 'string')) return undefined;
  const constants = literalValues(right);
  const reference = left.kind === 'reference' ? left : quotedKey(node);
  if (reference === undefined) return undefined;
  // A text in quotes that is no key but a constant must be one that makes the comparison false.
  const asConstants = left.kind === 'string' ? literalValues(left) : [];
  if (asConstants.some((text) => constants.some((one) => operation(text, one) !== FALSE))) return undefined;
  return matchableWith(reference, operator === 'HAS' ? 'list' : 'text', constants, (one) =>
    operation(null, one),
  );
}

function matchableWith(
  reference: Reference,
  shape: Matchable['shape'],
  constants: readonly unknown[],
  ofNull: (constant: unknown) => Truth,
): Matchable | undefined {
  const texts = constants.flat();
  if (!isTexts(texts)) return undefined;
  return { reference, shape, texts, takesNull: constants.some((constant) => ofNull(constant) !== FALSE) };
}

/** The comparisons of one key, by what they look for. */
interface Lookup {
  readonly readings: readonly Reading[];
  readonly shape: Matchable['shape'];
  readonly byText: Map<string, number[]>;
  readonly ofNull: number[];
  readonly all: number[];
}

/**
 * Makes a function that visits comparisons, by their numbers: all those that can be other than false of a worker, and
 * perhaps some that are not, or one of them twice. What the truth is, only evaluating it tells: so a map that finds too
 * much is slower and never wrong. `numbers` are the comparisons to look for.
 */
export function finder(
  comparisons: readonly Comparison[],
  numbers: Iterable<number>,
): (worker: WorkerFacts, visit: (number: number, worker: WorkerFacts) => void) => void {
  const lookups = new Map<string, Lookup>();
  const presentKeys = createPresentKeys();
  const always: number[] = [];
  for (const number of numbers) {
    const node = comparisons[number];
    const match = node && matchable(node);
    if (!match) {
      const needed = node && neededKey(node);
      if (needed) presentKeys.add(needed, number);
      else always.push(number);
      continue;
    }
    const name = `${match.shape} ${print(match.reference)}`;
    let lookup = lookups.get(name);
    if (!lookup) {
      const readings = readingsOf(match.reference);
      lookup = { readings, shape: match.shape, byText: new Map(), ofNull: [], all: [] };
      lookups.set(name, lookup);
    }
    enter(lookup, match, number);
  }
  const each = [...lookups.values()];
  return (worker, visit) => {
    for (const number of always) visit(number, worker);
    presentKeys.find(worker, visit);
    for (const lookup of each) {
      for (const reading of lookup.readings) lookUp(lookup, reading(worker), worker, visit);
    }
  };
}

function enter({ byText, ofNull, all }: Lookup, { texts, takesNull }: Matchable, number: number): void {
  all.push(number);
  if (takesNull) ofNull.push(number);
  for (const text of new Set(texts)) {
    const known = byText.get(text);
    if (known) known.push(number);
    else byText.set(text, [number]);
  }
}

function lookUp(
  { shape, byText, ofNull, all }: Lookup,
  value: unknown,
  worker: WorkerFacts,
  visit: (number: number, worker: WorkerFacts) => void,
): void {
  // Where this reading is not possible another one is, which is looked up too.
  if (value === NOT_POSSIBLE) return;
  if (shape === 'list' && isTexts(value)) {
    for (const text of value) for (const number of byText.get(text) ?? NONE) visit(number, worker);
    return;
  }
  let found: readonly number[] = all;
  if (value === null) found = ofNull;
  else if (shape === 'text' && typeof value === 'string') found = byText.get(value) ?? NONE;
  for (const number of found) visit(number, worker);
}

const NONE: readonly number[] = [];

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((element) => typeof element === 'string');
}
