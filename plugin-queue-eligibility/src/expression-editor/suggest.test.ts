import { describe, expect, it } from '@jest/globals';
import { suggest, written, type Key } from './suggest';

const keys: Key[] = [
  {
    text: 'routing.skills',
    agents: 90,
    values: [
      { text: "'billing'", agents: 40 },
      { text: "'Spanish'", agents: 12 },
      { text: `"o'hara"`, agents: 1 },
    ],
  },
  { text: 'routing.levels.billing', agents: 40, values: [{ text: '3', agents: 9 }] },
  { text: 'team', agents: 100, values: [{ text: "'north'", agents: 50 }] },
];

/** The bar stands for the caret. */
function at(marked: string) {
  const caret = marked.indexOf('|');
  const found = suggest(marked.replace('|', ''), caret, keys);
  return found && { ...found, options: found.options.map(({ text }) => text) };
}

describe('what can stand at the caret', () => {
  it.each([
    ['rout|', ['routing.skills', 'routing.levels.billing']],
    ['skills|', ['routing.skills']],
    ['1 == 1 AND te|', ['team']],
    ['team |', ['==', '!=', 'HAS', 'IN', 'NOT IN', 'CONTAINS', '>=', '>', '<=', '<']],
    ['team no|', ['NOT IN']],
    ['team NOT i|', ['IN']],
    ["team == 'north' |", ['AND', 'OR']],
    ["(team == 'north' |", ['AND', 'OR', ')']],
    ["team == '|", ["'north'"]],
    ['routing.skills HAS bil|', ["'billing'", 'routing.levels.billing']],
    ["routing.skills HAS 'span|", ["'Spanish'"]],
    ["worker.routing.skills HAS 'o|", [`"o'hara"`]],
    ["team IN ['south', '|", ["'north'"]],
    ['team IN [|', ["'north'"]],
    [
      'routing.levels.billing >= |',
      [
        '3',
        'routing.skills',
        'routing.levels.billing',
        'team',
        'activity_name',
        'activity_sid',
        'friendly_name',
        'sid',
      ],
    ],
  ])('%s', (marked, options) => {
    const found = at(marked);
    if (options.length === 1) expect(found?.options).toEqual(options);
    else expect([...(found?.options ?? [])].sort()).toEqual([...options].sort());
  });

  it.each(["team == 'north|'", 'team|', "a-b == '|", 'a && te|', '$|', "nobody HAS 'x|"])(
    'nothing where nothing is known or it stands there already: %s',
    (marked) => {
      expect(at(marked)).toBeNull();
    },
  );

  it('takes the place of the whole word, and of the quotes around a text', () => {
    expect(at('te|am == 1 AND x == 1')).toMatchObject({ from: 0, to: 4 });
    expect(at("routing.skills HAS 'Spa|nsh' AND 1 == 1")).toMatchObject({ from: 19, to: 27 });
    expect(at("routing.skills HAS 'Spa| AND 1 == 1")).toMatchObject({ from: 19, to: 23 });
  });

  it('is offered by itself only where somebody writes, or where a value comes next', () => {
    expect(at('team |')?.isLikely).toBe(false);
    expect(at('1 == 1 AND |')?.isLikely).toBe(false);
    expect(at('team == |')?.isLikely).toBe(true);
    expect(at('t|')?.isLikely).toBe(true);
  });
});

it('a value is written as the language has it', () => {
  expect([written("o'hara"), written(3), written(true), written(null), written({ a: 1 })]).toEqual([
    `"o'hara"`,
    '3',
    'true',
    null,
    null,
  ]);
});
