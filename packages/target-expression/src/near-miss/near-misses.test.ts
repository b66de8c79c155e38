import { describe, expect, it } from '@jest/globals';
import { expressionOf } from '../../test/expressions';
import { near, table } from '../../test/near-misses';
import { explain } from '../index';
import { MAX_NEAR_MISSES } from './types';

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

const skills = (...list: unknown[]) => ({ routing: { skills: list, levels: {} } });

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
