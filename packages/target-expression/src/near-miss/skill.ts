import { DISABLED_LEVELS, DISABLED_SKILLS, disabledLevel, skillOfLevel, SKILLS, textsAt } from '../flex';
import { MAX_ELEMENTS } from './miss';
import type { Miss } from './miss';
import { textDifferences } from './text';
import type { SkillMiss, TextMiss } from './types';

/** A skill that is disabled, nearly spelt as wanted and disabled, or has no level. */
export function* skillMisses(miss: Miss): Generator<SkillMiss | TextMiss> {
  const { path, relation, found, wanted, attributes } = miss;
  const [one] = wanted;
  if (relation === 'HAS' && typeof one === 'string' && path.at(-1) === 'skills') {
    yield* disabled(attributes, one);
  }
  const skill = skillOfLevel(path);
  if (found !== null || skill === undefined) return;
  const level = disabledLevel(attributes, skill);
  if (textsAt(attributes, SKILLS).includes(skill)) {
    yield { kind: 'skill-without-level', path: SKILLS, skill, level };
  } else if (level !== null || textsAt(attributes, DISABLED_SKILLS).includes(skill)) {
    const place = level === null ? DISABLED_SKILLS : [...DISABLED_LEVELS, skill];
    yield { kind: 'disabled-skill', path: place, skill, level };
  }
}

function* disabled(attributes: unknown, wanted: string): Generator<SkillMiss | TextMiss> {
  const skills = textsAt(attributes, DISABLED_SKILLS).slice(0, MAX_ELEMENTS);
  if (skills.includes(wanted)) {
    const level = disabledLevel(attributes, wanted);
    yield { kind: 'disabled-skill', path: DISABLED_SKILLS, skill: wanted, level };
    return;
  }
  for (const found of skills) {
    for (const kind of textDifferences(found, wanted)) yield { kind, path: DISABLED_SKILLS, found, wanted };
  }
}
