import { describe, expect, it } from '@jest/globals';
import { changesOf, skillsKind, type SkillsPorts } from './kind';
import { planAgent } from './plan-agent';

type Change = Partial<Parameters<typeof changesOf>[0]>;

const apply = (text: string, change: Change) => {
  const attributes = { text, value: JSON.parse(text) as Record<string, unknown> };
  const plan = planAgent(attributes, changesOf({ add: [], remove: [], ...change }));
  return 'code' in plan ? { refuse: plan } : { write: plan.text === text ? null : plan.text };
};
const give = (name: string, level: number | null = null): Change => ({ add: [{ name, level }] });
const take = (...remove: string[]): Change => ({ remove });

describe('a change of skills', () => {
  it.each<[string, string, Change, string]>([
    [
      'the first skill',
      '{"full_name":"Ada"}',
      give('it'),
      '{"full_name":"Ada","routing":{"skills":["it"],"levels":{}}}',
    ],
    ['the first with a level', '{}', give('it', 3), '{"routing":{"skills":["it"],"levels":{"it":3}}}'],
    [
      'null for routing',
      '{"routing":null}',
      give('it', 3),
      '{"routing":{"skills":["it"],"levels":{"it":3}}}',
    ],
    [
      'null for skills and levels',
      '{"routing":{"skills":null,"levels":null}}',
      give('it', 3),
      '{"routing":{"skills":["it"],"levels":{"it":3}}}',
    ],
    ['no levels', '{"routing":{"skills":["a"]}}', give('it'), '{"routing":{"skills":["a","it"]}}'],
    [
      'a negative level, and one that is no integer',
      '{"routing":{"skills":[]}}',
      {
        add: [
          { name: 'a', level: -1 },
          { name: 'b', level: 2.5 },
        ],
      },
      '{"routing":{"skills":["a","b"],"levels":{"a":-1,"b":2.5}}}',
    ],
    [
      'one level among others, with white space',
      '{ "routing" : { "skills" : [ "it" ], "levels" : { "it" : 1.0 , "hr" : 2e0 } } }',
      give('it', 5),
      '{ "routing" : { "skills" : [ "it" ], "levels" : { "it" : 5 , "hr" : 2e0 } } }',
    ],
    [
      'one level taken away, with white space',
      '{ "routing" : { "skills" : [ "it" ], "levels" : { "it" : 1.0 , "hr" : 2e0 } } }',
      take('hr'),
      '{ "routing" : { "skills" : [ "it" ], "levels" : { "it" : 1.0 } } }',
    ],
    [
      'the first level taken away',
      '{"routing":{"skills":["it","hr"],"levels":{ "it": 1, "hr": 2 }}}',
      take('it'),
      '{"routing":{"skills":["hr"],"levels":{ "hr": 2 }}}',
    ],
    [
      'a level between two, and the last',
      '{"routing":{"skills":["a","b","c","d"],"levels":{"a":1,"b":2,"c":3,"d":4}}}',
      take('b', 'd'),
      '{"routing":{"skills":["a","c"],"levels":{"a":1,"c":3}}}',
    ],
    [
      'a level that stands twice',
      '{"routing":{"skills":["it"],"levels":{"it":1,"hr":3,"it":2}}}',
      take('it'),
      '{"routing":{"skills":[],"levels":{"hr":3}}}',
    ],
    [
      'routing that stands twice, of which the last counts',
      '{"routing":{"skills":["x"],"levels":{"it":1}},"routing":{"skills":["it"],"levels":{"it":2}}}',
      take('it'),
      '{"routing":{"skills":["x"],"levels":{"it":1}},"routing":{"skills":[],"levels":{}}}',
    ],
    [
      'taken away and given again, without a level',
      '{"routing":{"skills":["it","hr"],"levels":{"it":1}}}',
      { ...take('it'), ...give('it') },
      '{"routing":{"skills":["it","hr"],"levels":{}}}',
    ],
    [
      'names that objects have from birth',
      '{"routing":{"skills":["constructor"],"levels":{"__proto__":1}}}',
      { ...take('__proto__', 'constructor'), ...give('toString', 2) },
      '{"routing":{"skills":["toString"],"levels":{"toString":2}}}',
    ],
    [
      'a name with quotes and a dot',
      '{"routing":{"skills":[],"levels":{"a.b":1}}}',
      give('say "a.b"', 2),
      String.raw`{"routing":{"skills":["say \"a.b\""],"levels":{"a.b":1,"say \"a.b\"":2}}}`,
    ],
  ])('%s', (_what, before, change, after) => {
    expect(apply(before, change)).toEqual({ write: after });
  });

  it.each<[string, string, Change]>([
    ['a skill that is there', '{"routing":{"skills":["it"]}}', give('it')],
    ['a level that is there', '{"routing":{"skills":["it"],"levels":{"it":3.0}}}', give('it', 3)],
    ['a skill that is not', '{"routing":{"skills":["it"],"levels":{}}}', take('hr')],
    ['a worker who has nothing', '{}', take('hr')],
    ['null', '{"routing":null}', take('hr')],
  ])('makes no difference: %s', (_what, before, change) => {
    expect(apply(before, change)).toEqual({ write: null });
  });
});

describe('a level that JavaScript would round', () => {
  const BIG =
    '{"routing":{"skills":["it","hr"],"levels":{"it":12345678901234567890,"hr":0.10000000000000000001}}}';

  it.each<[string, Change, string]>([
    ['as another is given', give('x', 1), BIG.replace('"hr"]', '"hr","x"]').replace('01}', '01,"x":1}')],
    ['as another is changed', give('hr', 1), BIG.replace('0.10000000000000000001', '1')],
    [
      'as another is taken away',
      take('hr'),
      '{"routing":{"skills":["it"],"levels":{"it":12345678901234567890}}}',
    ],
  ])('comes out as it went in %s', (_what, change, after) => {
    expect(apply(BIG, change)).toEqual({ write: after });
  });

  it('is no level to ask for', () => {
    const { itemSchema } = skillsKind({ concurrency: 1 } as SkillsPorts);
    const takes = (level: unknown) =>
      itemSchema?.safeParse({ workerSid: `WK${'0'.repeat(32)}`, add: [{ name: 'it', level }] }).success;
    const max = Number.MAX_SAFE_INTEGER;
    expect([max, -max, 0, 2.5, null].map(takes)).toEqual([true, true, true, true, true]);
    expect([max + 1, -max - 1, Infinity, NaN, '3'].map(takes)).toEqual([false, false, false, false, false]);
  });
});

describe('what is not as Flex keeps it', () => {
  it.each<[string, string, RegExp]>([
    ['a text for routing', '{"routing":"vip"}', /^routing is a text, not an object/],
    ['a list for routing', '{"routing":["it"]}', /^routing is an array, not an object/],
    ['a switch for routing', '{"routing":false}', /^routing is a boolean, not an object/],
    [
      'a text for skills',
      '{"routing":{"skills":"billing"}}',
      /^routing\.skills is a text, not an array of names/,
    ],
    [
      'a number among skills',
      '{"routing":{"skills":["billing","sales",5]}}',
      /^routing\.skills is an array with a number in it, not an array of names/,
    ],
    ['null among skills', '{"routing":{"skills":[null]}}', /^routing\.skills is an array with null in it/],
    ['an object for skills', '{"routing":{"skills":{"it":true}}}', /^routing\.skills is an object/],
    [
      'a list for levels',
      '{"routing":{"skills":[],"levels":[1]}}',
      /^routing\.levels is an array with a number in it, not an object/,
    ],
    [
      'a number for levels',
      '{"routing":{"skills":[],"levels":3}}',
      /^routing\.levels is a number, not an object/,
    ],
    [
      'an object for the level',
      '{"routing":{"levels":{"it":{"min":1}}}}',
      /^routing\.levels\.it is an object, not a number/,
    ],
  ])('is refused: %s', (_what, before, message) => {
    for (const change of [give('it', 3), take('it')]) {
      const edit = apply(before, change);
      expect(edit).toEqual({
        refuse: { code: 'skills_not_understood', message: expect.stringMatching(message) as unknown },
      });
      expect(JSON.stringify(edit)).toMatch(/left as it is\. Correct it in TaskRouter, then /);
    }
  });

  it('is named by its type and not by its value', () => {
    expect(JSON.stringify(apply('{"routing":{"skills":"secret 4711"}}', take('it')))).not.toMatch(
      /secret|4711/,
    );
  });
});

describe('workers as they were seen in real workspaces', () => {
  it.each<[string, object, Change, object]>([
    [
      'what Flex writes: a disabled skill that is given is enabled, and in one list only',
      {
        routing: { skills: [], levels: {} },
        full_name: 'Agent One',
        disabled_skills: { skills: ['english'], levels: { english: 5 } },
      },
      { ...give('english', 2), ...take('german') },
      {
        routing: { skills: ['english'], levels: { english: 2 } },
        disabled_skills: { skills: [], levels: {} },
      },
    ],
    [
      'two lists of skills, of which one is to go back to',
      { default_skills: ['claims-l1'], routing: { skills: ['claims-l1', 'overflow_claims'], levels: {} } },
      take('overflow_claims'),
      { routing: { skills: ['claims-l1'], levels: {} } },
    ],
    [
      'skills at the top, which Flex does not look at',
      { skill: 1, skills: [1, 2, 3, 4], languages: ['en'] },
      give('a', 1),
      { routing: { skills: ['a'], levels: { a: 1 } } },
    ],
    [
      'a level as a text, of another skill',
      { routing: { skills: ['sales'], levels: { sales: '3' } } },
      give('it', 2),
      { routing: { skills: ['sales', 'it'], levels: { sales: '3', it: 2 } } },
    ],
    [
      'a level as a text, of the skill that gets another',
      { routing: { skills: ['sales'], levels: { sales: '3' } } },
      give('sales', 4),
      { routing: { skills: ['sales'], levels: { sales: 4 } } },
    ],
    [
      'other scripts',
      { full_name: 'Ñandú O\'Brien "Obi"', routing: { skills: ['Español – ventas', '日本語'], levels: {} } },
      { ...take('日本語'), ...give('Español – ventas', 1) },
      { routing: { skills: ['Español – ventas'], levels: { 'Español – ventas': 1 } } },
    ],
  ])('%s', (_what, before, change, after) => {
    const edit = apply(JSON.stringify(before), change);
    expect('write' in edit && JSON.parse(edit.write ?? 'null')).toEqual({ ...before, ...after });
  });

  it('leaves the broken ones alone', () => {
    const broken = '{"routing":{"skills":"sales","levels":{}},"disabled_skills":[]}';
    expect(apply(broken, give('it'))).toHaveProperty('refuse.code', 'skills_not_understood');
  });

  it('keeps the escapes that Twilio writes outside of the skills', () => {
    const escaped = String.raw`{"image_url":"https:\/\/x.example\/a","routing":{"skills":["a"],"levels":{}}}`;
    expect(apply(escaped, give('b'))).toEqual({ write: escaped.replace('["a"]', '["a","b"]') });
  });
});
