import fc from 'fast-check';
import type { WorkerFacts } from '../src/index';

/** Rules as workspaces have them, over agents as Flex keeps them, so that clauses come near and changes are possible. */
const SKILLS = ['billing', 'Billing', 'sales', 'Español', 'l-1'];
const skill = fc.constantFrom(...SKILLS);
const level = fc.integer({ min: 0, max: 5 });

const clause = fc.oneof(
  skill.map((name) => `routing.skills HAS '${name}'`),
  skill.map((name) => `'${name}' NOT IN worker.routing.skills`),
  skill.map((name) => `skills HAS '${name}'`),
  fc
    .tuple(fc.constantFrom('billing', 'sales'), fc.constantFrom('>=', '>', '<', '<=', '=='), level)
    .map(([name, operator, wanted]) => `routing.levels.${name} ${operator} ${wanted}`),
  fc
    .tuple(fc.constantFrom('==', '!=', 'CONTAINS'), fc.constantFrom('North', 'north', ''))
    .map(([operator, team]) => `team ${operator} '${team}'`),
  fc.constantFrom(
    "team IN ['North', 'South']",
    "team NOT IN ['North', 'South']",
    'on_call == true',
    'on_call != true',
    'sid == owner',
    "activity_name == 'Available'",
    'worker.channel.voice.capacity > 0',
    "'skills' == 'x'",
    '1 == 1',
  ),
);

/** The text of a rule. */
export const rule: fc.Arbitrary<string> = fc.letrec<{ rule: string; term: string }>((tie) => ({
  term: fc.oneof(
    { depthSize: 'small' },
    { weight: 3, arbitrary: clause },
    { weight: 1, arbitrary: tie('rule').map((inner) => `(${inner})`) },
  ),
  rule: fc
    .tuple(tie('term'), fc.array(fc.tuple(fc.constantFrom('AND', 'OR'), tie('term')), { maxLength: 3 }))
    .map(([first, more]) => [first, ...more.map(([operator, term]) => `${operator} ${term}`)].join(' ')),
})).rule;

const skillList = fc.oneof(
  { weight: 5, arbitrary: fc.array(fc.oneof({ weight: 5, arbitrary: skill }, level), { maxLength: 3 }) },
  { weight: 1, arbitrary: fc.constantFrom<unknown>('billing', 'billing, sales', null, { billing: true }) },
);
const levels = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.dictionary(skill, fc.oneof({ weight: 4, arbitrary: level }, fc.constant('3')), {
      maxKeys: 2,
    }),
  },
  { weight: 1, arbitrary: fc.constantFrom<unknown>([], 'none', null) },
);
const lists = fc.record({ skills: skillList, levels }, { requiredKeys: [] });

/** An agent, mostly of Flex's own shape, some with facts that are not known. */
export const agent: fc.Arbitrary<WorkerFacts> = fc.record(
  {
    attributes: fc.record(
      {
        routing: fc.oneof({ weight: 9, arbitrary: lists }, fc.constant('broken')),
        disabled_skills: fc.oneof({ weight: 5, arbitrary: lists }, fc.constant([])),
        skills: skillList,
        team: fc.constantFrom<unknown>('North', 'north ', ['North'], '', null, 3),
        on_call: fc.constantFrom<unknown>(true, false, 'true', 1),
        owner: fc.constantFrom('WK1', 'WK2'),
        worker: lists,
      },
      { requiredKeys: [] },
    ),
    sid: fc.constant('WK1'),
    activityName: fc.constantFrom('Available', 'Break'),
  },
  { requiredKeys: ['attributes'] },
);
