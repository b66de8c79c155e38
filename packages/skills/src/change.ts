import * as z from 'zod';

/** A skill's name, as TaskRouter's expressions compare it. */
export const skillNameSchema = z.string().min(1).max(100);

/** What JavaScript can hold exactly: beyond it another number than the one asked for would be written. */
export const levelSchema = z
  .number('must be a number')
  .min(-Number.MAX_SAFE_INTEGER, 'must not be below -(2^53 - 1)')
  .max(Number.MAX_SAFE_INTEGER, 'must not be above 2^53 - 1');

/** The steps to an attribute. */
const pathSchema = z
  .tuple([z.string().min(1).max(100)], z.string().min(1).max(100))
  .refine((path) => path.length <= 8, 'must not have more than 8 steps');
export type AttributePath = z.infer<typeof pathSchema>;

/** What must be so for a change to be made; else the agent is no difference. */
const conditions = {
  /** Only where the agent has no such skill, enabled or disabled; or no such attribute. */
  onlyIfAbsent: z.literal(true).optional(),
};
const levelCondition = {
  /** Only where the agent has the skill at this level. */
  onlyAtLevel: levelSchema.optional(),
};

/** Deeper than any attribute that somebody wrote: who sends more wants to see what breaks. */
const MAX_DEPTH = 12;

/** Anything JSON can hold. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

const jsonSchema = z.custom<Json>((value) => isJson(value, MAX_DEPTH), 'must be JSON, and not too deep');

function isJson(value: unknown, depth: number): boolean {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return true;
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object' || depth === 0) return false;
  return Object.values(value).every((inner) => isJson(inner, depth - 1));
}

/** One thing that is done to one agent. A condition that it does not take is refused: left out, it would be done to more. */
export const changeSchema = z.discriminatedUnion('do', [
  /** Gives a skill, enabled; `level` null: the one it has stays, or none. */
  z.strictObject({
    ...{ do: z.literal('assign'), skill: skillNameSchema, level: levelSchema.nullable() },
    ...conditions,
    ...levelCondition,
  }),
  /** Another level for who has the skill, enabled or disabled. */
  z.strictObject({ do: z.literal('level'), skill: skillNameSchema, level: levelSchema, ...levelCondition }),
  /** Takes a skill away, its level too, enabled or disabled. */
  z.strictObject({ do: z.literal('remove'), skill: skillNameSchema, ...levelCondition }),
  /** Moves a skill to `disabled_skills` with its level, for who has it. */
  z.strictObject({ do: z.literal('disable'), skill: skillNameSchema, ...levelCondition }),
  /** And back. */
  z.strictObject({ do: z.literal('enable'), skill: skillNameSchema, ...levelCondition }),
  /** Who has `skill` has `by` in its place: enabled or disabled as that was, at its level unless `by` has one. */
  z.strictObject({
    do: z.literal('replace'),
    skill: skillNameSchema,
    by: skillNameSchema,
    ...levelCondition,
  }),
  z.strictObject({ do: z.literal('set'), path: pathSchema, value: jsonSchema, ...conditions }),
  z.strictObject({ do: z.literal('unset'), path: pathSchema }),
]);
export type Change = z.infer<typeof changeSchema>;
export type SkillChange = Exclude<Change, { do: 'set' | 'unset' }>;
export type AttributeChange = Extract<Change, { do: 'set' | 'unset' }>;

export const isSkillChange = (change: Change): change is SkillChange =>
  change.do !== 'set' && change.do !== 'unset';

/** Whether two changes are about one attribute, or about an attribute and a part of it: their order would matter. */
export function overlap(a: AttributeChange, b: AttributeChange): boolean {
  const [short, long] = a.path.length <= b.path.length ? [a.path, b.path] : [b.path, a.path];
  return short.every((step, i) => step === long[i]);
}

/** The skill that somebody has who had none before this change, if it gives one. */
export function givenSkill(change: Change): string | null {
  if (change.do === 'assign') return change.skill;
  return change.do === 'replace' ? change.by : null;
}

const json = z.string().max(5_000);

/**
 * What an agent has of a skill, as Flex keeps it: absent: nothing. Levels are JSON text, since JavaScript would round some.
 */
const skillStateSchema = z.object({
  /** The name stands in `routing.skills`. */
  enabled: z.literal(true).optional(),
  /** What stands in `routing.levels`. */
  level: json.optional(),
  /** The name stands in `disabled_skills.skills`. */
  disabled: z.literal(true).optional(),
  /** What stands in `disabled_skills.levels`. */
  disabledLevel: json.optional(),
});
export type SkillState = z.infer<typeof skillStateSchema>;

/** Something that a plan touches, and how it stands: a skill's state, or an attribute's JSON text, null where it has none. */
export const standSchema = z.union([
  z.object({ skill: skillNameSchema, state: skillStateSchema }),
  z.object({ path: pathSchema, json: json.nullable() }),
]);
export type Stand = z.infer<typeof standSchema>;

/** What a {@link Stand} is about, for a person: the skill's name, the attribute's path. */
export const nameOfStand = (stand: Stand): string => ('skill' in stand ? stand.skill : stand.path.join('.'));

/** The same for two stands, or changes, that are about the same; a skill is no attribute of that name. */
export const keyOf = (about: { skill: string } | { path: AttributePath }): string =>
  JSON.stringify('skill' in about ? about.skill : about.path);

/** Of `expected`, what is another one in `found`: missing there counts. The spelling of a number is no difference. */
export function differing(expected: readonly Stand[], found: readonly Stand[]): Stand[] {
  const there = new Map(found.map((stand) => [keyOf(stand), stand]));
  return expected.filter((stand) => {
    const other = there.get(keyOf(stand));
    return other === undefined || !isSame(stand, other);
  });
}

function isSame(a: Stand, b: Stand): boolean {
  if ('skill' in a)
    return (
      'skill' in b &&
      a.state.enabled === b.state.enabled &&
      a.state.disabled === b.state.disabled &&
      isSameJson(a.state.level, b.state.level) &&
      isSameJson(a.state.disabledLevel, b.state.disabledLevel)
    );
  return 'path' in b && isSameJson(a.json, b.json);
}

/** Whether two JSON texts say the same, as far as JavaScript can tell. */
export function isSameJson(a: string | null | undefined, b: string | null | undefined): boolean {
  if (a === b) return true;
  if (typeof a !== 'string' || typeof b !== 'string') return false;
  return canonical(JSON.parse(a)) === canonical(JSON.parse(b));
}

/** JSON with the keys of every object in order. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`).join()}}`;
}
