import type { Miss } from './miss';
import type { NumberMiss } from './types';
import { numberIn } from './values';

/** A number on the wrong side of the wanted one. */
export function* numberMisses({ path, relation, found, wanted }: Miss): Generator<NumberMiss> {
  const [one] = wanted;
  const [has, needs] = [numberIn(found), numberIn(one)];
  // Two texts compare as texts.
  if (has === undefined || needs === undefined || (typeof found === 'string' && typeof one === 'string'))
    return;
  const nearest = nearestThatHolds(relation, needs);
  if (nearest === undefined) return;
  const isMore = relation === '>' || relation === '>=';
  const by = rounded(isMore ? nearest - has : has - nearest);
  if (by > 0) yield { kind: isMore ? 'level-short' : 'level-over', path, found: has, wanted: needs, by };
}

/** The number nearest to the wanted one of which a relation holds, a whole one where the wanted one is left out. */
export function nearestThatHolds(relation: string, wanted: number): number | undefined {
  switch (relation) {
    case '>=':
    case '<=':
      return wanted;
    case '>':
      return Math.floor(wanted) + 1;
    case '<':
      return Math.ceil(wanted) - 1;
    default:
      return undefined;
  }
}

/** Without what binary fractions leave: 5.1 - 5 is 0.1. */
function rounded(difference: number): number {
  return Number(difference.toPrecision(12));
}
