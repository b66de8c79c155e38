import { isObject, readPath } from './path';

/**
 * Where Flex keeps a worker's skills with their levels, and those that are switched off
 * (https://www.twilio.com/docs/flex/end-user-guide/insights/multi-skill-routing).
 */
export const SKILLS = ['routing', 'skills'];
export const LEVELS = ['routing', 'levels'];
export const DISABLED_SKILLS = ['disabled_skills', 'skills'];
export const DISABLED_LEVELS = ['disabled_skills', 'levels'];

/** The skill whose level stands at a path, if it is one. */
export function skillOfLevel(path: readonly (string | number)[]): string | undefined {
  const skill = path[LEVELS.length];
  const isLevel = path.length === LEVELS.length + 1 && LEVELS.every((step, at) => path[at] === step);
  return isLevel && typeof skill === 'string' ? skill : undefined;
}

/** The level that a disabled skill is kept with; `null` where that holds no number for it. */
export function disabledLevel(attributes: unknown, skill: string): number | null {
  const levels = readPath(attributes, DISABLED_LEVELS);
  const level = isObject(levels) && Object.hasOwn(levels, skill) ? levels[skill] : undefined;
  return typeof level === 'number' ? level : null;
}

/** The texts of an array; none where there is no array. */
export function textsAt(attributes: unknown, path: readonly string[]): readonly string[] {
  const list = readPath(attributes, path);
  return Array.isArray(list) ? list.filter((element) => typeof element === 'string') : [];
}
