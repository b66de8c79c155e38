import { describe, expect, it } from '@jest/globals';
import { parse } from './parse';
import type { Expression, ParseError } from './parse';
import { MAX_DEPTH } from './parser';
import { print } from './print';

function expression(text: string): Expression {
  const result = parse(text);
  if (!result.ok) throw new Error(`${text}: ${result.error.message}`);
  return result.expression;
}

function fault(text: string): ParseError {
  const result = parse(text);
  if (result.ok) throw new Error(`${text} was accepted`);
  return result.error;
}

const forms = (text: string) => expression(text).undocumented.map(({ form }) => form);

describe('the documented language', () => {
  it.each([
    '1 == 1',
    '1==1',
    '0 != 1',
    'key > 1',
    'object.param != "apple"',
    'language IN ["en", "es"]',
    "language NOT  IN ['en']",
    '(condition_a == true) OR (condition_b == true)',
    '(language == "en" OR language == "fr") AND skill_rating >= 5.1',
    "(skills HAS 'support') AND (languages HAS 'english')",
    "object.array[2] == 'c'",
    "name CONTAINS 'ann'",
    "'c' == object.array[2]",
    '3 <= level',
    "team=='X'",
    "a>=3 AND b<4 OR c<=5 AND d>6 AND e!='f'",
    "activity_name == 'Break' OR activity_sid != 'WA1' OR sid == 'WK1' OR friendly_name CONTAINS 'x'",
    'taskrouter.currentTime > 0800',
    "a IN ['x', 1, 2.5, true]",
    "\n\ta == 'día 🙂 日本'\r\n",
    'a.in.has.NOT == 1',
    '1 HAS 2',
    '((1 == 1))',
    '',
    '  \n ',
  ])('accepts %j as documented', (text) => {
    expect(expression(text)).toMatchObject({ text, documented: true, undocumented: [] });
  });
});

describe('undocumented forms', () => {
  it.each([
    ['1=1', ['single-equals']],
    ["a in ['x']", ['keyword-case']],
    ["a Not In ['x'] and b has 'y'", ['keyword-case', 'keyword-case', 'keyword-case', 'keyword-case']],
    ['a == True', ['keyword-case']],
    ['a == NULL', ['keyword-case', 'null-literal']],
    ['"language" == "spanish"', ['quoted-key']],
    ['"apple" != "orange"', ['quoted-key']],
    ["'language' IN ['en']", ['quoted-key']],
    ['a == null', ['null-literal']],
    ['a != null', ['null-literal']],
    ['a IN []', ['empty-array']],
    ["'x' IN routing.skills", ['reference-list']],
    ["'x' IN worker.routing.skills", ['reference-list', 'worker-prefix']],
    ["worker.team == 'X'", ['worker-prefix']],
    ["worker.activity_name in ['Break']", ['worker-prefix', 'keyword-case']],
    ['worker.channel.voice.configured_capacity > 0', ['worker-prefix', 'worker-channel']],
    ["a == 'x\\y'", ['escape']],
    ["a == 'it''s'", ['escape']],
    ["a == ''''", ['escape']],
    ['größe == 1', ['non-ascii-key']],
    ['ın == 1', ['non-ascii-key']],
    ['a.語 == 1', ['non-ascii-key']],
    ['a == -1', ['negative-number']],
    ['a == 9007199254740993', ['large-number']],
    ["skills HAS ['a']", ['array-position']],
    ["['a'] HAS skill", ['array-position']],
    ['a>=3AND b==1', ['no-space']],
    ["a IN['x']", ['no-space']],
    ["a HAS'x'", ['no-space']],
  ])('%j is %j', (text, expected) => {
    expect(forms(text).sort()).toEqual([...expected].sort());
    expect(expression(text).documented).toBe(false);
  });

  it('says where each of them stands, in the order of the text', () => {
    expect(expression("b IN [] AND 'k' = null").undocumented).toEqual([
      { form: 'empty-array', start: 5, end: 7 },
      { form: 'quoted-key', start: 12, end: 15 },
      { form: 'single-equals', start: 16, end: 17 },
      { form: 'null-literal', start: 18, end: 22 },
    ]);
  });
});

describe('the tree', () => {
  it('keeps a mixed chain flat, with offsets', () => {
    expect(expression("a == 1 AND (b HAS 'x') OR worker.c[0].d != null").tree).toEqual({
      kind: 'chain',
      operators: ['AND', 'OR'],
      start: 0,
      end: 47,
      operands: [
        {
          kind: 'comparison',
          operator: '==',
          left: { kind: 'reference', path: ['a'], start: 0, end: 1 },
          right: { kind: 'number', value: 1, start: 5, end: 6 },
          start: 0,
          end: 6,
        },
        {
          kind: 'group',
          start: 11,
          end: 22,
          inner: {
            kind: 'comparison',
            operator: 'HAS',
            left: { kind: 'reference', path: ['b'], start: 12, end: 13 },
            right: { kind: 'string', value: 'x', start: 18, end: 21 },
            start: 12,
            end: 21,
          },
        },
        {
          kind: 'comparison',
          operator: '!=',
          left: { kind: 'reference', prefix: 'worker', path: ['c', 0, 'd'], start: 26, end: 39 },
          right: { kind: 'null', start: 43, end: 47 },
          start: 26,
          end: 47,
        },
      ],
    });
  });

  it('is empty for a blank text', () => {
    expect(expression(' \n').tree).toEqual({ kind: 'empty', start: 0, end: 2 });
  });

  it('takes "worker" alone, or with an index, for an attribute', () => {
    expect(expression('worker == 1').tree).toMatchObject({ left: { path: ['worker'] } });
    expect(expression('worker[0] == 1').tree).toMatchObject({ left: { path: ['worker', 0] } });
    expect(forms('worker[0] == 1')).toEqual([]);
  });

  it('counts offsets in UTF-16 units', () => {
    expect(expression("'🙂' == a").tree).toMatchObject({
      left: { start: 0, end: 4 },
      right: { start: 8, end: 9 },
    });
  });
});

describe('texts that are no expression', () => {
  it.each([
    ['a', 'Expected a comparison operator (== != > >= < <= CONTAINS HAS IN NOT IN), found the end.', 1, 1],
    ['true', 'Expected a comparison operator', 4, 4],
    ['a == ', 'Expected a key or a constant, found the end.', 5, 5],
    ['== 1', 'Expected a key or a constant, found "==".', 0, 2],
    ['a == 1 b == 2', 'Expected AND, OR or the end, found "b".', 7, 8],
    ['a == 1 AND', 'Expected a key or a constant', 10, 10],
    ['(a == 1', 'closing parenthesis', 7, 7],
    ['a == 1)', 'the end, found ")"', 6, 7],
    ['()', 'Expected a key or a constant', 1, 2],
    ["a == 'x", 'does not end', 5, 7],
    ["a NOT HAS 'x'", 'NOT can only be followed by IN, found "HAS".', 6, 9],
    ["NOT a == 'x'", 'Expected a key or a constant', 0, 3],
    ['a IS NULL', 'Expected a comparison operator', 2, 4],
    ["a EQ 'x'", 'Expected a comparison operator', 2, 4],
    ['a == 1 && b == 2', 'joined by AND and OR', 7, 8],
    ['a === 1', 'Expected a key or a constant, found "="', 4, 5],
    ['a <> 1', 'found ">"', 3, 4],
    ["customer-value == 'gold'", 'Hyphens', 8, 9],
    ['a == b-1', 'Hyphens', 6, 7],
    ['a.-b == 1', '"." is not part', 1, 2],
    ['a . b == 1', '"."', 2, 3],
    ['a == 1.', '"."', 6, 7],
    ['$a == 1', '"$" is not part of the language.', 0, 1],
    ["a IN ('x', 'y')", 'Expected a key or a constant', 5, 6],
    ['a IN [b]', 'Expected a constant, found "b".', 6, 7],
    ["a IN ['x',]", 'Expected a constant, found "]".', 10, 11],
    ["a IN ['x' 'y']", 'Expected a comma or ]', 10, 13],
    ['a IN [[1]]', 'Expected a constant', 6, 7],
    ['[0] == 1 🙂', '"🙂" is not part of the language.', 9, 11],
    [`a == ${'9'.repeat(400)}`, 'too large', 5, 405],
    ['in == 1', 'Expected a key or a constant', 0, 2],
  ])('%j', (text, message, start, end) => {
    const error = fault(text);
    expect(error.message).toContain(message);
    expect(error).toMatchObject({ start, end });
  });
});

describe('needs, volatile and reads', () => {
  it.each([
    ["a.b HAS 'x' AND sid != 'WK1' AND friendly_name == 'x'", 'worker', [['a', 'b']]],
    ["a == 1 OR activity_name == 'Break'", 'activity', [['a']]],
    ["worker.activity_sid == 'WA1'", 'activity', []],
    ['worker.channel.voice.available == 1 OR activity_sid == a[0]', 'unavailable', [['a', 0]]],
    ["taskrouter.dayOfWeek == 'Mon'", 'unavailable', []],
    [
      'taskrouter == 1 OR worker.channel == 2 OR channel.x == 3',
      'worker',
      [['taskrouter'], ['channel'], ['channel', 'x']],
    ],
    ['a == 1 OR worker.a == b OR (a == 3)', 'worker', [['a'], ['b']]],
    ['"routing.level" == 3', 'worker', [['routing', 'level']]],
    ['"customer-value" == "gold"', 'worker', [['customer-value']]],
    ['"activity_name" == "Break"', 'activity', []],
    ["'x' == a", 'worker', [['a']]],
    ['', 'worker', []],
  ])('%j needs %s', (text, needs, reads) => {
    expect(expression(text)).toMatchObject({ needs, volatile: needs !== 'worker', reads });
  });
});

describe('limits', () => {
  it('refuses parentheses that are too deep, with no stack overflow', () => {
    expect(fault('('.repeat(10_000)).message).toContain('nested');
    const nested = (depth: number) => `${'('.repeat(depth)}1 == 1${')'.repeat(depth)}`;
    expect(print(expression(nested(MAX_DEPTH)).tree)).toBe(nested(MAX_DEPTH));
    expect(parse(nested(MAX_DEPTH + 1)).ok).toBe(false);
  });

  it('reads texts of 100 KB', () => {
    const long = Array.from({ length: 6_000 }, (_, at) => `k${at} == 'v${at}'`).join(' OR ');
    expect(long.length).toBeGreaterThan(100_000);
    expect(expression(long).reads).toHaveLength(6_000);
    expect(parse(`a == '${'x'.repeat(100_000)}'`).ok).toBe(true);
    expect(parse('='.repeat(100_000)).ok).toBe(false);
  });
});
