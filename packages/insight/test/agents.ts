import fc from 'fast-check';
import type { Agent, Queue } from '../src/index';

/** An agent with these attributes, available unless it says otherwise. */
export const anAgent = (
  sid: string,
  attributes: unknown,
  more: Partial<Omit<Agent, 'sid' | 'attributes'>> = {},
): Agent => ({
  ...{ sid, friendlyName: sid, activitySid: 'WA1', activityName: 'Available', available: true, attributes },
  ...more,
});

/** An agent with these skills, each with its level where it has one: `billing:3`. */
export function skilled(sid: string, ...skills: string[]): Agent {
  const pairs = skills.map((skill) => skill.split(':'));
  const levels = pairs.flatMap(([name = '', level]) => (level === undefined ? [] : [[name, Number(level)]]));
  return anAgent(sid, {
    routing: { skills: pairs.map(([name]) => name), levels: Object.fromEntries(levels) as unknown },
  });
}

export const aQueue = (sid: string, targetWorkers: string, more: Partial<Queue> = {}): Queue => ({
  ...{ sid, friendlyName: sid, targetWorkers, distrusted: false },
  ...more,
});

export const sidsOf = (agents: readonly Pick<Agent, 'sid'>[]): string[] => agents.map(({ sid }) => sid);

// Few values, so that rules and agents meet.
const SKILLS = ['billing', 'Billing', 'sales', 'es-MX', 'fr'];
const clause = fc.oneof(
  fc.constantFrom(...SKILLS).map((skill) => `routing.skills HAS '${skill}'`),
  fc
    .tuple(fc.constantFrom('billing', 'sales'), fc.nat({ max: 5 }))
    .map(([skill, level]) => `routing.levels.${skill} >= ${level}`),
  fc.constantFrom("team == 'x'", "team != 'x'", "'fr' IN languages", 'vip == true', "level == '3'", '1 == 1'),
  fc.constantFrom("activity_name == 'Available'", "routing.skills NOT IN ['x']", "team IN ['x', 'y']"),
);

/** Rules as people write them, with parentheses and without. */
export const expression: fc.Arbitrary<string> = fc.letrec<{ rule: string }>((tie) => ({
  rule: fc.oneof(
    { depthSize: 'small' },
    clause,
    fc
      .tuple(tie('rule'), fc.constantFrom('AND', 'OR'), tie('rule'), fc.boolean())
      .map(([left, join, right, isGroup]) =>
        isGroup ? `(${left} ${join} ${right})` : `${left} ${join} ${right}`,
      ),
  ),
})).rule;

const attributes = fc.record(
  {
    routing: fc.record(
      {
        skills: fc.oneof(fc.subarray(SKILLS), fc.constantFrom<unknown>('billing', null, 3)),
        levels: fc.dictionary(fc.constantFrom('billing', 'sales'), fc.nat({ max: 5 }), { maxKeys: 2 }),
      },
      { requiredKeys: [] },
    ),
    team: fc.constantFrom('x', 'y', 'X'),
    languages: fc.subarray(['fr', 'es']),
    vip: fc.constantFrom<unknown>(true, 'true', false),
    level: fc.constantFrom<unknown>(3, '3', null),
  },
  { requiredKeys: [] },
);

/** Some of whom nothing is known. */
export const agents: fc.Arbitrary<Agent[]> = fc
  .array(
    fc.record({
      attributes: fc.oneof({ weight: 9, arbitrary: attributes }, fc.constant(null)),
      available: fc.boolean(),
      activityName: fc.constantFrom('Available', 'Break', ''),
    }),
    { maxLength: 12 },
  )
  .map((list) => list.map(({ attributes: value, ...more }, i) => anAgent(`WK${i}`, value, more)));
