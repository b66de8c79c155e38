import { describe, expect, it, test } from '@jest/globals';
import { expressionOf } from '../../test/expressions';
import { explain, lacking, pathText } from '../index';
import type { NearMiss } from '../index';
import { MAX_NEAR_MISSES } from './types';

/** The near misses of a single comparison, paths as text. */
function near(text: string, attributes: unknown): unknown[] {
  const [clause, ...more] = lacking(explain(expressionOf(text), { attributes }));
  if (more.length > 0) throw new Error(`${text} has several comparisons`);
  return (clause?.near ?? []).map((miss: NearMiss) => ({ ...miss, path: pathText(miss.path) }));
}

type Row = readonly [text: string, attributes: unknown, ...misses: unknown[]];

function table(name: string, rows: readonly Row[]): void {
  describe(name, () => {
    test.each(rows.map(([text, attributes, ...misses]) => ({ text, attributes, misses })))(
      '$text of $attributes',
      ({ text, attributes, misses }) => {
        expect(near(text, attributes)).toEqual(misses);
      },
    );
  });
}

const skills = (...list: unknown[]) => ({ routing: { skills: list, levels: {} } });
const at = { path: 'routing.skills' };

table('a text that is nearly the wanted one', [
  [
    "routing.skills HAS 'billing'",
    skills('Billing', 'sales'),
    { kind: 'case', ...at, found: 'Billing', wanted: 'billing' },
  ],
  [
    "routing.skills HAS 'billing'",
    skills('billing '),
    { kind: 'blanks', ...at, found: 'billing ', wanted: 'billing' },
  ],
  [
    "routing.skills HAS 'Free State'",
    skills(' free  State'),
    { kind: 'case', ...at, found: ' free  State', wanted: 'Free State' },
    { kind: 'blanks', ...at, found: ' free  State', wanted: 'Free State' },
  ],
  [
    "routing.skills HAS 'Free State'",
    skills('Free\u00a0State'),
    { kind: 'blanks', ...at, found: 'Free\u00a0State', wanted: 'Free State' },
  ],
  [
    "skills HAS 'Español - ventas'",
    { skills: ['Español – ventas'] },
    { kind: 'look-alike', path: 'skills', found: 'Español – ventas', wanted: 'Español - ventas' },
  ],
  [
    "skills HAS 'Español'",
    { skills: ['Espan\u0303ol'] },
    { kind: 'look-alike', path: 'skills', found: 'Espan\u0303ol', wanted: 'Español' },
  ],
  [
    "skills HAS 'Español'",
    { skills: ['Espanol'] },
    { kind: 'accents', path: 'skills', found: 'Espanol', wanted: 'Español' },
  ],
  [
    "skills HAS 'claims-l1'",
    { skills: ['claims_l1'] },
    { kind: 'separators', path: 'skills', found: 'claims_l1', wanted: 'claims-l1' },
  ],
  [
    "skills HAS 'Inbound Queue 1'",
    { skills: ['InboundQueue1'] },
    { kind: 'separators', path: 'skills', found: 'InboundQueue1', wanted: 'Inbound Queue 1' },
  ],
  [
    "skills HAS 'Spanish'",
    { skills: ['Spansh'] },
    { kind: 'spelling', path: 'skills', found: 'Spansh', wanted: 'Spanish' },
  ],
  ["language == 'french'", { language: 'frehcn' }],
  [
    "language == 'french'",
    { language: 'frecnh' },
    { kind: 'spelling', path: 'language', found: 'frecnh', wanted: 'french' },
  ],
  [
    "helpline IN ['Line A', 'Line B']",
    { helpline: 'line b' },
    { kind: 'case', path: 'helpline', found: 'line b', wanted: 'Line B' },
  ],
  [
    "full_name CONTAINS 'smith'",
    { full_name: 'Anne Smith' },
    { kind: 'case', path: 'full_name', found: 'Anne Smith', wanted: 'smith' },
  ],
  [
    "'Billing' IN routing.skills",
    skills('billing'),
    { kind: 'case', ...at, found: 'billing', wanted: 'Billing' },
  ],
]);

table('a text that only looks so', [
  ["team == 'Team A'", { team: 'Team B' }],
  ["team == 'Team_A'", { team: 'Team_B' }],
  ["skill == 'SkillA'", { skill: 'SkillB' }],
  ["skills HAS 'psu-l1'", { skills: ['psu-l2', 'psu-l11', 'psu'] }],
  ["skills HAS 'en'", { skills: ['es', 'de'] }],
  ["skills HAS 'Sales UK'", { skills: ['Sales US'] }],
  ["version == '1.0'", { version: '10' }],
  ["host == '203.0.113.7'", { host: '20.30.113.7' }],
  ["helpline == ''", { helpline: '-' }],
  ["name != 'Ann'", { name: 'Ann' }],
  ["'hold' NOT IN skills", { skills: ['hold', 'Hold'] }],
]);

table('another type', [
  ['level == 3', { level: '3' }, { kind: 'other-type', path: 'level', found: '3', wanted: 3 }],
  ["level == '3'", { level: 3 }, { kind: 'other-type', path: 'level', found: 3, wanted: '3' }],
  [
    'on_call == true',
    { on_call: 'True' },
    { kind: 'other-type', path: 'on_call', found: 'True', wanted: true },
  ],
  [
    'on_call != true',
    { on_call: 'true' },
    { kind: 'other-type', path: 'on_call', found: 'true', wanted: true },
  ],
  ["skills HAS '2'", { skills: [1, 2] }, { kind: 'other-type', path: 'skills', found: 2, wanted: '2' }],
  ['id IN [42]', { id: '42' }, { kind: 'other-type', path: 'id', found: '42', wanted: 42 }],
  ['level >= 3', { level: '4' }, { kind: 'other-type', path: 'level', found: '4', wanted: 3 }],
  [
    'level >= 3',
    { level: '1' },
    { kind: 'other-type', path: 'level', found: '1', wanted: 3 },
    { kind: 'level-short', path: 'level', found: 1, wanted: 3, by: 2 },
  ],
  ['level >= 3', { level: 'high' }],
]);

table('another shape', [
  [
    "languages HAS 'es'",
    { languages: 'es' },
    { kind: 'text-for-array', path: 'languages', found: 'es', matches: true },
  ],
  [
    "languages HAS 'es'",
    { languages: 'en, es' },
    { kind: 'text-for-array', path: 'languages', found: 'en, es', matches: true },
  ],
  [
    "languages HAS 'es'",
    { languages: '["en","es"]' },
    { kind: 'text-for-array', path: 'languages', found: '["en","es"]', matches: true },
  ],
  [
    "languages HAS 'es'",
    { languages: 'en' },
    { kind: 'text-for-array', path: 'languages', found: 'en', matches: false },
  ],
  [
    "languages HAS 'Es'",
    { languages: 'es' },
    { kind: 'text-for-array', path: 'languages', found: 'es', matches: false },
    { kind: 'case', path: 'languages', found: 'es', wanted: 'Es' },
  ],
  [
    "'hold' NOT IN skills",
    { skills: 'sales' },
    { kind: 'text-for-array', path: 'skills', found: 'sales', matches: true },
  ],
  [
    "skills HAS 'a'",
    { skills: { a: true, b: false } },
    { kind: 'object-for-array', path: 'skills', found: { a: true, b: false }, matches: true },
  ],
  [
    "skills HAS 'a'",
    { skills: [{ name: 'a', level: 3 }] },
    { kind: 'object-for-array', path: 'skills', found: [{ name: 'a', level: 3 }], matches: true },
  ],
  ["skills HAS 'a'", { skills: [{ name: 'b', level: 3 }, ['b']] }],
  [
    "language == 'en'",
    { language: ['en', 'de'] },
    { kind: 'array-for-text', path: 'language', found: ['en', 'de'], matches: true },
  ],
  [
    "language != 'en'",
    { language: ['de'] },
    { kind: 'array-for-text', path: 'language', found: ['de'], matches: true },
  ],
  [
    "routing.skills HAS 'a'",
    { routing: '{"skills":["a"]}' },
    { kind: 'not-an-object', path: 'routing', found: '{"skills":["a"]}', matches: true },
  ],
  [
    "routing.skills HAS 'a'",
    { routing: ['a'] },
    { kind: 'not-an-object', path: 'routing', found: ['a'], matches: false },
    { kind: 'other-path', path: 'routing', found: ['a'] },
  ],
  ["a == 'x'", '{"a": "x"}', { kind: 'not-an-object', path: '', found: '{"a": "x"}', matches: true }],
  ["a.b == 'x'", { a: '{' }, { kind: 'not-an-object', path: 'a', found: '{', matches: false }],
  [
    "skills[0] == 'x'",
    { skills: 'x' },
    { kind: 'text-for-array', path: 'skills', found: 'x', matches: true },
  ],
]);

table('a number on the wrong side', [
  [
    'routing.levels.billing >= 3',
    { routing: { levels: { billing: 2 } } },
    { kind: 'level-short', path: 'routing.levels.billing', found: 2, wanted: 3, by: 1 },
  ],
  ['rating >= 5.1', { rating: 5 }, { kind: 'level-short', path: 'rating', found: 5, wanted: 5.1, by: 0.1 }],
  ['level > 3', { level: 3 }, { kind: 'level-short', path: 'level', found: 3, wanted: 3, by: 1 }],
  ['3 < level', { level: 1 }, { kind: 'level-short', path: 'level', found: 1, wanted: 3, by: 3 }],
  ['level <= 3', { level: 5 }, { kind: 'level-over', path: 'level', found: 5, wanted: 3, by: 2 }],
  ['level < 3', { level: 3 }, { kind: 'level-over', path: 'level', found: 3, wanted: 3, by: 1 }],
  ['level == 3', { level: 2 }],
  ['level >= 3', {}],
]);

const disabled = (skills: unknown, levels: unknown = {}) => ({
  routing: { skills: [], levels: {} },
  disabled_skills: { skills, levels },
});

table('a skill that is disabled or has no level', [
  [
    "routing.skills HAS 'english'",
    disabled(['english'], { english: 5 }),
    { kind: 'disabled-skill', path: 'disabled_skills.skills', skill: 'english', level: 5 },
  ],
  [
    "worker.skills HAS 'english'",
    disabled(['english'], { english: 'five' }),
    { kind: 'disabled-skill', path: 'disabled_skills.skills', skill: 'english', level: null },
  ],
  [
    "routing.skills HAS 'english'",
    disabled(['English']),
    { kind: 'case', path: 'disabled_skills.skills', found: 'English', wanted: 'english' },
  ],
  [
    'routing.levels.english >= 3',
    disabled(['english'], { english: 5 }),
    { kind: 'disabled-skill', path: 'disabled_skills.levels.english', skill: 'english', level: 5 },
  ],
  [
    'routing.levels.english >= 3',
    skills('english'),
    { kind: 'skill-without-level', path: 'routing.skills', skill: 'english', level: null },
  ],
  ["routing.skills HAS 'english'", { disabled_skills: [] }],
  ["routing.skills HAS 'english'", { disabled_skills: { skills: 'english' } }],
]);

table('another path', [
  [
    "routing.skills HAS 'general'",
    { skills: ['general'] },
    { kind: 'other-path', path: 'skills', found: ['general'] },
  ],
  [
    "skills HAS 'general'",
    { routing: { skills: ['general'] } },
    { kind: 'other-path', path: 'routing.skills', found: ['general'] },
  ],
  [
    "worker.attributes.skills HAS 'technical'",
    { skills: ['technical'] },
    { kind: 'other-path', path: 'skills', found: ['technical'] },
  ],
  [
    "routing.skills HAS 'l2'",
    { default_skills: ['l2'], routing: { skills: ['l1'] } },
    { kind: 'other-path', path: 'default_skills', found: ['l2'] },
  ],
  ["Language == 'en'", { language: 'en' }, { kind: 'other-path', path: 'language', found: 'en' }],
  ["langauge == 'en'", { language: 'en' }, { kind: 'other-path', path: 'language', found: 'en' }],
  [
    "language == 'en'",
    { languages: ['en', 'de'] },
    { kind: 'other-path', path: 'languages', found: ['en', 'de'] },
  ],
  [
    'routing.levels.billing >= 3',
    { routing: { levels: { Billing: 4 } } },
    { kind: 'other-path', path: 'routing.levels.Billing', found: 4 },
  ],
  ["language == 'en'", { language: 'de', colour: 'en' }],
  ["routing.skills HAS 'general'", { skills: ['General'] }],
  ["'hold' NOT IN routing.skills", { skills: ['general'] }],
  [
    "customer_value == 'gold'",
    { 'customer-value': 'gold' },
    { kind: 'hyphen-in-key', path: 'customer-value', found: 'gold' },
  ],
  ["skills HAS 'a'", { 'my skills': ['a'] }, { kind: 'hyphen-in-key', path: 'my skills', found: ['a'] }],
]);

table('nothing', [
  ["sid == 'WK2'", { sid: 'WK2' }],
  ["friendly_name == 'ann'", { friendly_name: 'Ann' }],
  ['worker.channel.voice.capacity > 0', { channel: { voice: { capacity: 1 } } }],
  ['1 == 2', { 1: 2 }],
  ["a HAS 'x'", null],
  ["a HAS 'x'", 5, { kind: 'not-an-object', path: '', found: 5, matches: false }],
]);

describe('hostile attributes', () => {
  it('give no more than a few', () => {
    const attributes = { skills: Array.from({ length: 5_000 }, () => 'Billing') };
    expect(near("skills HAS 'billing'", attributes)).toHaveLength(MAX_NEAR_MISSES);
  });

  it('are looked at no further once a bound is reached, and the verdicts are there all the same', () => {
    const clauses = Array.from({ length: 500 }, (_, at) => `skills HAS 'billing${at}'`).join(' AND ');
    const attributes = { skills: Array.from({ length: 500 }, (_, at) => `Billing${at}`) };
    const { root, verdict } = explain(expressionOf(clauses), { attributes });
    if (root?.kind !== 'chain') throw new Error('not a chain');
    const misses = root.operands.map((operand) => (operand.kind === 'comparison' ? operand.near.length : 0));
    expect(verdict).toBe(false);
    expect([misses[0], misses.at(-1)]).toEqual([1, 0]);
  });
});
