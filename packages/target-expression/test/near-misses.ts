import { describe, expect, test } from '@jest/globals';
import { explain, lacking, pathText } from '../src/index';
import type { NearMiss } from '../src/index';
import { expressionOf } from './expressions';

/** The near misses of a single comparison, paths as text. */
export function near(text: string, attributes: unknown): unknown[] {
  const [clause, ...more] = lacking(explain(expressionOf(text), { attributes }));
  if (more.length > 0) throw new Error(`${text} has several comparisons`);
  return (clause?.near ?? []).map((miss: NearMiss) => ({ ...miss, path: pathText(miss.path) }));
}

/** A comparison, attributes, and what comes near in them. */
type Row = readonly [text: string, attributes: unknown, ...misses: unknown[]];

/** One test for each row. */
export function table(name: string, rows: readonly Row[]): void {
  describe(name, () => {
    test.each(rows.map(([text, attributes, ...misses]) => ({ text, attributes, misses })))(
      '$text of $attributes',
      ({ text, attributes, misses }) => {
        expect(near(text, attributes)).toEqual(misses);
      },
    );
  });
}
