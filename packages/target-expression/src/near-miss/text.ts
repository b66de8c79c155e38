import { mayMeet } from './may-meet';
import { isMisspelt } from './spelling';
import type { TextMiss } from './types';

type Difference = Exclude<TextMiss['kind'], 'spelling'>;

/** What takes each difference out of a text, in the order in which they are taken out. */
const TAKEN_OUT: Readonly<Record<Difference, (text: string) => string>> = {
  'look-alike': (text) =>
    text
      .normalize('NFKC')
      .replace(DASHES, '-')
      .replace(APOSTROPHES, "'")
      .replace(FOREIGN, (one) => LATIN.get(one) ?? ''),
  accents: (text) => text.normalize('NFD').replace(/\p{M}/gu, ''),
  case: (text) => text.toLowerCase(),
  blanks: (text) => text.trim().replace(/\s+/g, ' '),
  separators: withoutSeparators,
};
const DASHES = /[\u2010-\u2015\u2212]/g;
const APOSTROPHES = /[\u2018\u2019\u02bc\u00b4]/g;
/** Letters of Cyrillic and Greek as they are drawn, and the Latin ones they are taken for, in the same order. */
const TWINS = [
  'аеорсхуіјѕАВЕКМНОРСТХУІЈЅοΑΒΕΖΗΙΚΜΝΟΡΤΥΧ',
  'aeopcxyijsABEKMHOPCTXYIJSoABEZHIKMNOPTYX',
] as const;
const LATIN: ReadonlyMap<string, string> = new Map(
  Array.from(TWINS[0], (one, at) => [one, TWINS[1].charAt(at)]),
);
/** Those, and what nobody sees: blanks without width, soft hyphens, marks of direction. */
const FOREIGN = new RegExp(`[\\p{Cf}${TWINS[0]}]`, 'gu');
const ALL: readonly Difference[] = ['look-alike', 'accents', 'case', 'blanks', 'separators'];
/** The least telling difference first: one that isn't needed to explain it is left out. */
const BY_WEIGHT: readonly Difference[] = ['separators', 'accents', 'look-alike', 'blanks', 'case'];
/** Longer texts only differ. */
const MAX_LENGTH = 1_000;

/** How two texts are to meet: one is the other, or the found one has the wanted one in it. */
type Meet = (found: string, wanted: string) => boolean;
const isSame: Meet = (found, wanted) => found === wanted;
const hasInIt: Meet = (found, wanted) => wanted !== '' && found.includes(wanted);

/**
 * In which ways a text differs from the wanted one, if it comes near: the fewest that explain it. Empty where it doesn't
 * come near, or is the same.
 */
export function textDifferences(found: string, wanted: string): readonly TextMiss['kind'][] {
  if (mayMeet(found, wanted)) {
    const differences = explained(found, wanted, isSame);
    if (differences !== undefined) return differences;
  }
  return isMisspelt(found, wanted) ? ['spelling'] : [];
}

/** The same where the wanted text only has to be a part of the one found. */
export function partDifferences(found: string, wanted: string): readonly TextMiss['kind'][] {
  return explained(found, wanted, hasInIt) ?? [];
}

function explained(found: string, wanted: string, meet: Meet): readonly Difference[] | undefined {
  if (found.length > MAX_LENGTH || wanted.length > MAX_LENGTH) return undefined;
  const meetWithout = (differences: readonly Difference[]) =>
    meet(without(differences, found), without(differences, wanted));
  if (!meetWithout(ALL)) return undefined;
  let needed = ALL;
  for (const difference of BY_WEIGHT) {
    const fewer = needed.filter((one) => one !== difference);
    if (meetWithout(fewer)) needed = fewer;
  }
  return needed;
}

function without(differences: readonly Difference[], text: string): string {
  let rest = text;
  for (const difference of differences) rest = TAKEN_OUT[difference](rest);
  return rest;
}

/** A point between digits is no separator, and where there is nothing else they are all there is. */
function withoutSeparators(text: string): string {
  const isDigit = (at: number) => /\d/.test(text.charAt(at));
  const rest = text.replace(/[\s_./-]+/g, (run, at: number) =>
    isDigit(at - 1) && isDigit(at + run.length) ? run : '',
  );
  return rest === '' ? text : rest;
}
