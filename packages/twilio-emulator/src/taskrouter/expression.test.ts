import { describe, expect, it, test } from '@jest/globals';
import { defaultDialect, type Dialect } from './dialect';
import { compileExpression, type EvaluatedWorker } from './expression';
import { ExpressionError } from './tokens';

const worker: EvaluatedWorker = {
  sid: 'WK1',
  friendly_name: 'ana',
  activity_sid: 'WA1',
  activity_name: 'Available',
  channel: { voice: { configured_capacity: 1 } },
  attributes: {
    language: 'spanish',
    level: 5,
    ratio: 0.5,
    digits: '5',
    active: true,
    nothing: null,
    sid: 'not the worker',
    list: [{ id: 7 }, 'b'],
    routing: { skills: ['billing', 'sales'], levels: { billing: 3 } },
  },
};

const evaluate = (expression: string, dialect: Partial<Dialect> = {}) =>
  compileExpression(expression, { ...defaultDialect, ...dialect })(worker);

describe('documented expressions', () => {
  test.each([
    ['1==1', true],
    ['1==2', false],
    ['', false],
    ['   ', false],
    ['language == "spanish"', true],
    ["language=='spanish'", true],
    ['"spanish" == language', true],
    ['language != "french"', true],
    ['level > 4', true],
    ['level >= 5', true],
    ['level < 5', false],
    ['level <= 5', true],
    ['5 <= level', true],
    ['level > -1', true],
    ['ratio == 0.5', true],
    ['active == true', true],
    ['active == false', false],
    ['language CONTAINS "pan"', true],
    ['language CONTAINS "x"', false],
    ['routing.skills HAS "billing"', true],
    ['routing.skills HAS "x"', false],
    ['language IN ["french", "spanish"]', true],
    ['level IN [1, 5]', true],
    ['language NOT IN ["french"]', true],
    ['language NOT IN ["spanish"]', false],
    ['routing.levels.billing >= 3', true],
    ['list[0].id == 7', true],
    ['list[1] == "b"', true],
    ['list[9] == null', true],
    ['missing == null', true],
    ['missing != "x"', true],
    ['missing > 1', false],
    ['missing NOT IN ["x"]', true],
    ['missing.deeper.still == null', true],
    ['constructor == null', true],
    ['sid == "WK1"', true],
    ['friendly_name == "ana"', true],
    ['activity_name == "Available"', true],
    ['activity_sid == "WA1"', true],
    ['(level == 1 OR level == 5) AND active == true', true],
    ['level == 5 AND (language == "x" OR active == true)', true],
  ])('%s is %s', (expression, expected) => {
    expect(evaluate(expression)).toBe(expected);
  });
});

describe('operators on the wrong kind of operand are false', () => {
  test.each([
    'routing.skills == "billing"',
    'routing.skills != "billing"',
    'routing.skills CONTAINS "billing"',
    'language HAS "spanish"',
    'language IN language',
    'language NOT IN language',
    'routing.skills IN ["billing"]',
  ])('%s', (expression) => {
    expect(evaluate(expression)).toBe(false);
  });
});

describe('undocumented forms seen in real workspaces', () => {
  test.each([
    ['1=1', true],
    ['language in ["spanish"]', true],
    ['"language" == "spanish"', true],
    ['"routing.skills" HAS "billing"', true],
    ['nothing == null', true],
    ['language != null', true],
    ['language IN []', false],
    ["'billing' IN worker.routing.skills", true],
    ['worker.language == "spanish"', true],
    ['worker.channel.voice.configured_capacity > 0', true],
    ['worker.channel.chat.configured_capacity > 0', false],
  ])('%s is %s', (expression, expected) => {
    expect(evaluate(expression)).toBe(expected);
  });
});

describe('the dialect', () => {
  // 1==1 OR (1==1 AND 1==2) | (1==1 OR 1==1) AND 1==2
  const either = '1==1 OR 1==1 AND 1==2';
  // 1==2 AND (1==2 OR 1==1) | (1==2 AND 1==2) OR 1==1
  const both = '1==2 AND 1==2 OR 1==1';
  test.each([
    ['and-first', true, true],
    ['or-first', false, false],
    ['left-to-right', false, true],
  ] as const)('precedence %s', (precedence, first, second) => {
    expect(evaluate(either, { precedence })).toBe(first);
    expect(evaluate(both, { precedence })).toBe(second);
  });

  test.each([
    ['digits == 5', false, true],
    ['level == "5"', false, true],
    ['active == "true"', false, true],
    ['digits > 4', false, true],
    ['level IN ["5"]', false, true],
    ['missing == 0', false, false],
  ])('coercion of %s: strict %s, loose %s', (expression, strict, loose) => {
    expect(evaluate(expression, { coercion: 'strict' })).toBe(strict);
    expect(evaluate(expression, { coercion: 'loose' })).toBe(loose);
  });

  it('without quoted keys compares two constants', () => {
    expect(evaluate('"language" == "spanish"', { quotedKeys: false })).toBe(false);
    expect(evaluate('"a" == "a"', { quotedKeys: false })).toBe(true);
  });

  it('without case-insensitive keywords refuses lower case', () => {
    expect(() => evaluate('language in ["x"]', { caseInsensitiveKeywords: false })).toThrow(ExpressionError);
  });

  it('without single equals refuses them', () => {
    expect(() => evaluate('1=1', { singleEquals: false })).toThrow(ExpressionError);
  });
});

test.each([
  'language',
  'language ==',
  '== "x"',
  'language == "x',
  'a-b == 1',
  '(1==1',
  '1==1)',
  '1==1 1==1',
  'a NOT HAS "x"',
  'NOT (1==1)',
  'a IS NULL',
  'a EQ 1',
  '1==1 && 1==1',
  'a == [1]',
  'a IN [b]',
  'a IN [1',
])('%s is refused', (expression) => {
  expect(() => evaluate(expression)).toThrow(ExpressionError);
});

test('a quote can be escaped', () => {
  expect(evaluate(String.raw`'O\'Connor' == "O'Connor"`, { quotedKeys: false })).toBe(true);
});
