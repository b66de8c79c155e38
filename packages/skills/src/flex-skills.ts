import {
  attributeText,
  withAttribute,
  withAttributeText,
  withoutAttribute,
  type Attributes,
  type Refusal,
} from '@queue-eligibility/task-router/attributes';
import { isSameJson, type SkillState } from './change';

/** Skills that we can't read, or a level that we can't keep. */
export const NOT_UNDERSTOOD = 'skills_not_understood';

/** Where Flex keeps the skills that count, and those that don't. */
type Block = 'routing' | 'disabled_skills';

interface Names {
  skills: readonly string[];
  levels: Readonly<Record<string, unknown>>;
}

/** A worker's skills as Flex keeps them. */
export interface FlexSkills {
  enabled: Names;
  disabled: Names;
  /** What the worker has of a skill. */
  stateOf(name: string): SkillState | Refusal;
}

/**
 * Reads a worker's skills: names in `routing.skills`, levels in `routing.levels`, disabled ones in `disabled_skills`. What is
 * not as Flex keeps it is refused: whoever put it there meant something by it.
 */
export function readSkills({ text, value }: Attributes): FlexSkills | Refusal {
  const [enabled, disabled] = [readBlock(value, 'routing'), readBlock(value, 'disabled_skills')];
  if ('code' in enabled) return enabled;
  if ('code' in disabled) return disabled;
  const levelOf = (block: Block, { levels }: Names, name: string): string | null | Refusal => {
    if (!Object.hasOwn(levels, name)) return null;
    const found = levels[name];
    if (typeof found === 'object' && found !== null)
      return refused(`${block}.levels.${name}`, found, 'a number');
    return attributeText(text, [block, 'levels', name]);
  };
  return {
    enabled,
    disabled,
    stateOf(name) {
      const level = levelOf('routing', enabled, name);
      if (isRefused(level)) return level;
      const disabledLevel = levelOf('disabled_skills', disabled, name);
      if (isRefused(disabledLevel)) return disabledLevel;
      return {
        ...(enabled.skills.includes(name) ? { enabled: true } : {}),
        ...(level === null ? {} : { level }),
        ...(disabled.skills.includes(name) ? { disabled: true } : {}),
        ...(disabledLevel === null ? {} : { disabledLevel }),
      };
    },
  };
}

const isRefused = (level: string | null | Refusal): level is Refusal =>
  typeof level === 'object' && level !== null;

function readBlock(value: Record<string, unknown>, block: Block): Names | Refusal {
  const found = value[block] ?? {};
  if (!isObject(found)) return refused(block, found, 'an object');
  const skills = found['skills'] ?? [];
  if (!isNames(skills)) return refused(`${block}.skills`, skills, 'an array of names');
  const levels = found['levels'] ?? {};
  return isObject(levels) ? { skills, levels } : refused(`${block}.levels`, levels, 'an object');
}

/**
 * The attributes with these states, step by step. Only the names and the levels that they are about are written; a level
 * that JavaScript would round, and whatever else stands there, comes out as it went in.
 */
export function* writeSkills(
  text: string,
  { enabled, disabled }: FlexSkills,
  wanted: ReadonlyMap<string, SkillState>,
): Generator<string, void> {
  const states = [...wanted];
  const inRouting = states.map(([name, { enabled: isIn, level }]): Place => ({
    name,
    isIn: isIn === true,
    level,
  }));
  const inDisabled = states.map(([name, { disabled: isIn, disabledLevel }]): Place => ({
    ...{ name, isIn: isIn === true, level: disabledLevel },
  }));
  let now = text;
  for (const after of writeBlock(now, 'routing', { names: enabled, places: inRouting })) yield (now = after);
  yield* writeBlock(now, 'disabled_skills', { names: disabled, places: inDisabled });
}

/** What is to stand of a skill in one of the blocks. */
interface Place {
  name: string;
  isIn: boolean;
  /** As JSON; undefined: none. */
  level: string | undefined;
}

function* writeBlock(
  text: string,
  block: Block,
  { names: { skills: before, levels }, places }: { names: Names; places: readonly Place[] },
): Generator<string, void> {
  const out = new Set(places.filter(({ isIn }) => !isIn).map(({ name }) => name));
  const skills = before.filter((name) => !out.has(name));
  for (const { name, isIn } of places) if (isIn && !skills.includes(name)) skills.push(name);
  let now = text;
  if (JSON.stringify(skills) !== JSON.stringify(before)) {
    const found = attributeText(now, [block]);
    // Flex writes both where it writes the first skill.
    const isFirst = found === null || found === 'null';
    yield (now = isFirst
      ? withAttribute(now, [block], { skills, levels: {} })
      : withAttribute(now, [block, 'skills'], skills));
  }
  for (const { name, level } of places) {
    const found = Object.hasOwn(levels, name) ? JSON.stringify(levels[name]) : undefined;
    if (level === undefined ? found === undefined : isSameJson(found, level)) continue;
    const path = [block, 'levels', name] as const;
    yield (now = level === undefined ? withoutAttribute(now, path) : withAttributeText(now, path, level));
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isNames = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((name) => typeof name === 'string');

/** Says what was found without its value, which may be personal data. */
function refused(path: string, found: unknown, expected: string): Refusal {
  const inside = Array.isArray(found)
    ? (found as unknown[]).find((element) => typeof element !== 'string')
    : undefined;
  const what = inside === undefined ? typeName(found) : `an array with ${typeName(inside)} in it`;
  const message =
    `${path} is ${what}, not ${expected}: the worker was left as it is. ` +
    'Correct it in TaskRouter, then update the skills of this worker again.';
  return { code: NOT_UNDERSTOOD, message };
}

function typeName(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'object') return 'an object';
  return typeof value === 'string' ? 'a text' : `a ${typeof value}`;
}
