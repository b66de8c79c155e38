import { expect, test } from '@jest/globals';
import { evaluate, parse } from '../src/index';
import type { Verdict, WorkerFacts } from '../src/index';

/** What an expression says of a worker. */
export function verdict(text: string, worker: WorkerFacts): Verdict {
  const result = parse(text);
  if (!result.ok) throw new Error(`${text}: ${result.error.message}`);
  return evaluate(result.expression, worker);
}

/** The value of `a` and what each text says of it. */
type Table = readonly (readonly [value: unknown, expected: Readonly<Record<string, Verdict>>])[];

/** One test for each text and value. `undefined` stands for a worker without the attribute. */
export function checkValues(table: Table): void {
  const rows = table.flatMap(([a, expected]) =>
    Object.entries(expected).map(([text, is]) => ({ a, text, is })),
  );
  test.each(rows)('$text with a = $a is $is', ({ a, text, is }) => {
    expect(verdict(text, { attributes: a === undefined ? {} : { a } })).toBe(is);
  });
}
