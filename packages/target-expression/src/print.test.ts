import { describe, expect, it } from '@jest/globals';
import { parse } from './parse';
import { print } from './print';

function printed(text: string): string {
  const result = parse(text);
  if (!result.ok) throw new Error(result.error.message);
  return print(result.expression.tree);
}

describe('print', () => {
  it.each([
    ["a=='x'and b  not in[ 1,2.50 , true ]", "a == 'x' AND b NOT IN [1, 2.5, true]"],
    ['a = 1 or ( b HAS "x" )', "a == 1 OR (b HAS 'x')"],
    ['worker.a[0].b != NULL', 'worker.a[0].b != null'],
    [`a == "it's"`, `a == "it's"`],
    [`a == 'say "hi"'`, `a == 'say "hi"'`],
    [`a == 'it''s "it"'`, `a == 'it''s "it"'`],
    ["a == '\\'", "a == '\\'"],
    ['a IN []', 'a IN []'],
    ['a == 0800', 'a == 800'],
    ['a == 1000000000000000000000000', 'a == 1000000000000000000000000'],
    ['a == -0.00000025', 'a == -0.00000025'],
    [' \n', ''],
  ])('%j becomes %j', (text, canonical) => {
    expect(printed(text)).toBe(canonical);
    expect(printed(canonical)).toBe(canonical);
  });
});
