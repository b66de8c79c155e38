import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { differing, type Change } from './change';
import { expectedAfter } from './perform';
import { planAgent, readStands } from './plan-agent';
import { hasOverlap } from './plan-head';
import { planRestore } from './restore';
import { editsOf } from './text-edits';

const read = (text: string) => ({ text, value: JSON.parse(text) as Record<string, unknown> });
const plan = (text: string, ...changes: Change[]) => {
  const planned = planAgent(read(text), changes);
  if ('code' in planned) throw new Error(planned.message);
  return { ...planned, edits: editsOf(planned.steps, 'queues') };
};
const after = (text: string, ...changes: Change[]): unknown => JSON.parse(plan(text, ...changes).text);

const BOTH =
  '{"routing":{"skills":["it","hr"],"levels":{"it":3}},"disabled_skills":{"skills":["sales"],"levels":{"sales":5}}}';

describe('what a plan does to an agent', () => {
  it.each<[string, string, Change[], string]>([
    [
      'an added skill that is disabled is enabled, with its level, and in one list only',
      BOTH,
      [{ do: 'assign', skill: 'sales', level: null }],
      '{"routing":{"skills":["it","hr","sales"],"levels":{"it":3,"sales":5}},"disabled_skills":{"skills":[],"levels":{}}}',
    ],
    [
      'a skill is disabled with its level',
      BOTH,
      [{ do: 'disable', skill: 'it' }],
      '{"routing":{"skills":["hr"],"levels":{}},"disabled_skills":{"skills":["sales","it"],"levels":{"sales":5,"it":3}}}',
    ],
    [
      'the first one that is disabled',
      '{"routing":{"skills":["it"],"levels":{"it":1.50}}}',
      [{ do: 'disable', skill: 'it' }],
      '{"routing":{"skills":[],"levels":{}},"disabled_skills":{"skills":["it"],"levels":{"it":1.50}}}',
    ],
    [
      'a skill is enabled with its level',
      BOTH,
      [{ do: 'enable', skill: 'sales' }],
      '{"routing":{"skills":["it","hr","sales"],"levels":{"it":3,"sales":5}},"disabled_skills":{"skills":[],"levels":{}}}',
    ],
    [
      'a disabled skill gets another level and stays disabled',
      BOTH,
      [{ do: 'level', skill: 'sales', level: 1 }],
      '{"routing":{"skills":["it","hr"],"levels":{"it":3}},"disabled_skills":{"skills":["sales"],"levels":{"sales":1}}}',
    ],
    [
      'a disabled skill is taken away with its level',
      BOTH,
      [{ do: 'remove', skill: 'sales' }],
      '{"routing":{"skills":["it","hr"],"levels":{"it":3}},"disabled_skills":{"skills":[],"levels":{}}}',
    ],
    [
      'one is replaced by another, at its level',
      BOTH,
      [{ do: 'replace', skill: 'it', by: 'tech' }],
      '{"routing":{"skills":["hr","tech"],"levels":{"tech":3}},"disabled_skills":{"skills":["sales"],"levels":{"sales":5}}}',
    ],
    [
      'one is replaced by another that is there, disabled: it is enabled, at its own level',
      BOTH,
      [{ do: 'replace', skill: 'it', by: 'sales' }],
      '{"routing":{"skills":["hr","sales"],"levels":{"sales":5}},"disabled_skills":{"skills":[],"levels":{}}}',
    ],
    [
      'what stands in both lists stands in one afterwards',
      '{"routing":{"skills":["it"],"levels":{"it":1}},"disabled_skills":{"skills":["it"],"levels":{"it":2}}}',
      [{ do: 'disable', skill: 'it' }],
      '{"routing":{"skills":[],"levels":{}},"disabled_skills":{"skills":["it"],"levels":{"it":1}}}',
    ],
    [
      'other attributes, by their paths',
      '{"a":{"b":1, "c":2},"d":3}',
      [
        { do: 'set', path: ['a', 'b'], value: 'x' },
        { do: 'set', path: ['n', 'm'], value: [1] },
        { do: 'unset', path: ['d'] },
      ],
      '{"a":{"b":"x", "c":2},"n":{"m":[1]}}',
    ],
  ])('%s', (_what, text, changes, expected) => {
    expect(plan(text, ...changes).text).toBe(expected);
  });

  it.each<[string, string, Change]>([
    ['a level for who has no such skill', BOTH, { do: 'level', skill: 'x', level: 1 }],
    ['to disable what is not there', BOTH, { do: 'disable', skill: 'x' }],
    ['to enable what is enabled', BOTH, { do: 'enable', skill: 'it' }],
    ['to replace what is not there', BOTH, { do: 'replace', skill: 'x', by: 'it' }],
    [
      'only if absent, and it is disabled',
      BOTH,
      { do: 'assign', skill: 'sales', level: 1, onlyIfAbsent: true },
    ],
    ['only at a level, and it has another', BOTH, { do: 'remove', skill: 'it', onlyAtLevel: 4 }],
    ['only at a level, and it has none', BOTH, { do: 'remove', skill: 'hr', onlyAtLevel: 4 }],
    ['an attribute that says so', '{"a":{"b":1.0}}', { do: 'set', path: ['a', 'b'], value: 1 }],
    ['an attribute, if absent', '{"a":null}', { do: 'set', path: ['a'], value: 1, onlyIfAbsent: true }],
  ])('makes no difference: %s', (_what, text, change) => {
    expect(plan(text, change).text).toBe(text);
  });

  it('goes by the level where it is asked to', () => {
    expect(after(BOTH, { do: 'remove', skill: 'it', onlyAtLevel: 3 })).toHaveProperty('routing.skills', [
      'hr',
    ]);
  });

  it('does not write into what is no object', () => {
    expect(planAgent(read('{"a":"x"}'), [{ do: 'set', path: ['a', 'b'], value: 1 }])).toMatchObject({
      code: 'skills_not_understood',
    });
  });

  it('refuses disabled skills of a shape that is not Flex’s', () => {
    const change: Change = { do: 'assign', skill: 'it', level: 1 };
    expect(planAgent(read('{"disabled_skills":["it"]}'), [change])).toMatchObject({
      code: 'skills_not_understood',
      message: expect.stringMatching(/^disabled_skills is an array/) as unknown,
    });
  });
});

const SKILLS = ['it', 'hr', 'a"b', 'Español'];
const anySkill = fc.constantFrom(...SKILLS);
const anyLevel = fc.constantFrom('1', '2.50', '12345678901234567890', '"3"');
const anyBlock = fc
  .tuple(fc.uniqueArray(anySkill), fc.dictionary(anySkill, anyLevel), fc.constantFrom('', ' '))
  .map(
    ([skills, levels, blank]) =>
      `{${blank}"skills":${blank}[${skills.map((one) => JSON.stringify(one)).join(`,${blank}`)}],"levels":{${Object.entries(
        levels,
      )
        .map(([name, level]) => `${blank}${JSON.stringify(name)}:${level}`)
        .join()}}}`,
  );
const anyText = fc
  .tuple(
    fc.option(anyBlock),
    fc.option(anyBlock),
    fc.option(fc.constantFrom('["WQ1"]', '[]', '["WQ1","WQ2"]')),
    fc.constantFrom('', ' '),
    fc.shuffledSubarray(['routing', 'disabled_skills', 'queues', 'x', 'team'], { minLength: 0 }),
  )
  .map(([routing, disabled, queues, blank, order]) => {
    const parts: Record<string, string | null> = {
      ...{ routing, disabled_skills: disabled, queues },
      ...{ x: '{"b":1.0, "c":"é"}', team: '"blue"' },
    };
    const all = order.flatMap((key) => (parts[key] ? [`"${key}"${blank}: ${parts[key]}`] : []));
    return `{${blank}${all.join(`,${blank}`)}${blank}}`;
  });
const anyChange = fc.oneof(
  fc.record({ do: fc.constant('assign' as const), skill: anySkill, level: fc.constantFrom(null, 1, 4) }),
  fc.record({ do: fc.constant('level' as const), skill: anySkill, level: fc.constantFrom(1, 4) }),
  fc.record({
    do: fc.constantFrom('remove' as const, 'disable' as const, 'enable' as const),
    skill: anySkill,
  }),
  fc.record({ do: fc.constant('replace' as const), skill: anySkill, by: anySkill }),
  fc.record({
    do: fc.constant('set' as const),
    path: fc.constantFrom<[string, ...string[]]>(['x', 'b'], ['team'], ['new', 'er']),
    value: fc.constantFrom(1, 'x', null),
  }),
  fc.record({
    do: fc.constant('unset' as const),
    path: fc.constantFrom<[string, ...string[]]>(['x', 'b'], ['team'], ['x']),
  }),
) as fc.Arbitrary<Change>;
const anyChanges = fc
  .array(anyChange, { minLength: 1, maxLength: 4 })
  .filter((changes) => !hasOverlap(changes));

/** Our attribute, as somebody writes it between a plan and its undoing. */
const withQueues = (text: string, queues: string): string =>
  text.replace(/("queues"\s*: )\[[^\]]*\]/, (_all, key: string) => key + queues);

describe('a plan that is taken back', () => {
  it('gives the attributes back to the last character, whatever happened to our own meanwhile', () => {
    fc.assert(
      fc.property(anyText, anyChanges, (text, changes) => {
        const { before, after: left, edits, text: then } = plan(text, ...changes);
        const result = { workerSid: 'WK', before, left, edits };
        const meanwhile = withQueues(then, '["WQ1","WQ2","WQ3"]');
        const restored = planRestore(read(meanwhile), result, 'queues');
        expect(restored).toMatchObject({ text: withQueues(text, '["WQ1","WQ2","WQ3"]'), others: [] });
      }),
      { numRuns: 2_000 },
    );
  });

  it('says what it says by what it is to do to each thing', () => {
    fc.assert(
      fc.property(anyText, anyChanges, (text, changes) => {
        const { before, after: left, text: then } = plan(text, ...changes);
        expect(readStands(read(then), left)).toEqual(left);
        expect(planAgent(read(text), changes)).toMatchObject({ after: left });
        expect(differing(expectedAfter(before, changes), left)).toEqual([]);
      }),
    );
  });

  it('leaves alone what somebody else has changed since, and takes back the rest', () => {
    const {
      before,
      after: left,
      edits,
      text,
    } = plan(BOTH, { do: 'assign', skill: 'it', level: 9 }, { do: 'assign', skill: 'new', level: 1 });
    const meanwhile = text.replace('"new":1', '"new":2');
    const restored = planRestore(read(meanwhile), { workerSid: 'WK', before, left, edits }, 'queues');
    expect(restored).toMatchObject({ others: [{ skill: 'new' }] });
    expect(JSON.parse((restored as { text: string }).text)).toMatchObject({
      routing: { skills: ['it', 'hr', 'new'], levels: { it: 3, new: 2 } },
    });
  });

  it('keeps what somebody else has added beside it', () => {
    const { before, after: left, edits, text } = plan(BOTH, { do: 'assign', skill: 'new', level: 1 });
    const meanwhile = plan(text, { do: 'assign', skill: 'other', level: 2 }).text;
    const restored = planRestore(read(meanwhile), { workerSid: 'WK', before, left, edits }, 'queues');
    expect(JSON.parse((restored as { text: string }).text)).toMatchObject({
      routing: { skills: ['it', 'hr', 'other'], levels: { it: 3, other: 2 } },
    });
  });

  it('does nothing where all is as before already', () => {
    const { before, after: left, edits } = plan(BOTH, { do: 'assign', skill: 'new', level: 1 });
    expect(planRestore(read(BOTH), { workerSid: 'WK', before, left, edits }, 'queues')).toMatchObject({
      ...{ text: BOTH, others: [] },
    });
  });
});
