import { expect, it } from '@jest/globals';
import { contradicted, report } from '../src/report';
import type { Finding } from '../src/run';

const finding = (changes: Partial<Finding>): Finding => ({
  belief: 'taskrouter.list-order',
  asks: 'The order',
  emulator: 'as created',
  found: 'as created',
  agrees: true,
  outcome: 'asked',
  ...changes,
});
const WHERE = { at: new Date('2026-11-26T00:00:00Z'), account: 'Account A' };

it('is a table that can be pasted, with what we would have got wrong at its top', () => {
  const text = report(
    [
      finding({}),
      finding({ asks: 'The end', found: 'another', agrees: false }),
      finding({ asks: 'The middle', found: 'could not be asked: 503', agrees: null, outcome: 'failed' }),
      finding({
        asks: 'x: `a || b`',
        emulator: 'refused',
        found: 'eligible',
        agrees: false,
        ours: 'not eligible',
      }),
      finding({ asks: 'In\na browser', found: 'A browser shows it', agrees: null, outcome: 'elsewhere' }),
    ],
    WHERE,
  );
  expect(text).toBe(`# What Twilio answered

Account A, 2026-11-26. 1 agree, 2 differ, 0 undecided, 1 could not be asked, 1 have to be found out elsewhere.

**Our own reading is wrong here; see packages/target-expression.**

- x: \`a || b\`: we say not eligible, TaskRouter eligible

## Questions

| Belief | Question | The emulator | Found | Agrees |
| --- | --- | --- | --- | --- |
| \`taskrouter.list-order\` | The order | as created | as created | yes |
| \`taskrouter.list-order\` | The end | as created | another | **no** |
| \`taskrouter.list-order\` | The middle | as created | could not be asked: 503 | unknown |

## Expressions

| Expression | The emulator | Found | Agrees | Our own reading |
| --- | --- | --- | --- | --- |
| x: \`a \\|\\| b\` | refused | eligible | **no** | not eligible |

## Not asked

| Belief | The emulator | Why not |
| --- | --- | --- |
| \`taskrouter.list-order\` | as created | A browser shows it |
`);
});

it('an expression that we would ask TaskRouter about is not wrong', () => {
  expect(contradicted(finding({ found: 'eligible', ours: 'asks TaskRouter' }))).toBe(false);
  expect(contradicted(finding({ found: 'refused', ours: 'eligible' }))).toBe(true);
});
