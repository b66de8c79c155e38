import { distance } from 'fastest-levenshtein';
import type { SkillDefinition } from './skill-definition';

/** So many letters may be wrong in a name that is taken for another one's misspelling. */
const wrongIn = (name: string): number => Math.min(3, Math.max(1, Math.round(name.length * 0.4)));

/** How many letters are wrong; letters that changed places count once. */
const farFrom = (sought: string, known: string): number =>
  [...sought].sort().join() === [...known].sort().join() ? Number(sought !== known) : distance(sought, known);

/** Names that a name which is none of them may have meant, the nearest first, at most three. */
function didYouMean(name: string, names: readonly string[]): string[] {
  const plain = (text: string): string =>
    text
      .normalize('NFKD')
      .replace(/[\p{M}\s_-]/gu, '')
      .toLowerCase();
  const sought = plain(name);
  return names
    .map((known) => ({ known, far: farFrom(sought, plain(known)) }))
    .filter(({ far }) => far <= wrongIn(sought))
    .sort((a, b) => a.far - b.far)
    .slice(0, 3)
    .map(({ known }) => known);
}

/** What is wrong with a skill that is given at a level; null: nothing. */
export type SkillFault =
  | { kind: 'skill_unknown'; skill: string; meant: string[] }
  | { kind: 'skill_hyphen'; skill: string }
  | {
      kind: 'level_out_of_range';
      skill: string;
      level: number;
      minimum: number | null;
      maximum: number | null;
    };

/** Looks skills up in the workspace's list. */
export function createSkillCheck(skills: readonly SkillDefinition[]) {
  const byName = new Map(skills.map((skill) => [skill.name, skill]));
  const names = [...byName.keys()];
  const unknown = new Map<string, string[]>();
  return function check(skill: string, level: number | null): SkillFault[] {
    const faults: SkillFault[] = [];
    const known = byName.get(skill);
    if (!known) {
      const meant = unknown.get(skill) ?? didYouMean(skill, names);
      unknown.set(skill, meant);
      faults.push({ kind: 'skill_unknown', skill, meant });
    }
    // "Worker attribute values do not support hyphens": https://www.twilio.com/docs/taskrouter/api/worker
    if (skill.includes('-')) faults.push({ kind: 'skill_hyphen', skill });
    const { minimum = null, maximum = null } = known ?? {};
    if (level !== null && ((minimum !== null && level < minimum) || (maximum !== null && level > maximum)))
      faults.push({ kind: 'level_out_of_range', skill, level, minimum, maximum });
    return faults;
  };
}
