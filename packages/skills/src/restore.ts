import {
  isRefusal,
  readAttributes,
  withAttributeText,
  withoutAttribute,
  type Attributes,
  type Refusal,
} from '@queue-eligibility/task-router/attributes';
import { differing, keyOf, type SkillState, type Stand } from './change';
import { writeSkills } from './flex-skills';
import { readStands, readStates, type AgentPlan } from './plan-agent';
import type { Result } from './result';
import { undoEdits } from './text-edits';

export interface RestorePlan extends AgentPlan {
  /** What is not as it was left, and so stays as it is. */
  others: Stand[];
  /** What stands again as before already. */
  back: Stand[];
}

/**
 * What taking back makes of an agent's attributes: only what is still as it was left, to the last character where nobody
 * touched it. What stands again as before is no difference.
 */
export function planRestore(attributes: Attributes, whole: Result, ours: string): RestorePlan | Refusal {
  const changed = differing(whole.left, whole.before);
  const result = { ...whole, left: changed, before: only(whole.before, changed) };
  const now = readStands(attributes, result.left);
  if ('code' in now) return now;
  const isBefore = without(result.before, differing(result.before, now));
  const others = without(differing(result.left, now), isBefore);
  const target = without(without(result.before, isBefore), others);
  const exact =
    others.length === 0 && isBefore.length === 0 ? restoreExactly(attributes, result, ours) : null;
  const steps = exact === null ? [...restoreSteps(attributes, target)] : [attributes.text, exact];
  const text = steps.at(-1) ?? attributes.text;
  return { text, before: only(now, target), after: target, steps, others, back: isBefore };
}

/** Of these, those that are about the same as one of `named`. */
export const only = (stands: readonly Stand[], named: readonly Stand[]): Stand[] => {
  const keys = new Set(named.map(keyOf));
  return stands.filter((stand) => keys.has(keyOf(stand)));
};

const without = (stands: readonly Stand[], named: readonly Stand[]): Stand[] => {
  const keys = new Set(named.map(keyOf));
  return stands.filter((stand) => !keys.has(keyOf(stand)));
};

/** The very text of before, where it can be told from the edits, and says what it is to say; else null. */
function restoreExactly({ text, value }: Attributes, result: Result, ours: string): string | null {
  if (result.edits.length === 0) return null;
  const before = undoEdits(text, result.edits, ours);
  const read = before === null ? null : readAttributes(before);
  if (!read || isRefusal(read)) return null;
  const stands = readStands(read, result.before);
  if ('code' in stands || differing(result.before, stands).length > 0) return null;
  const touched = new Set(result.before.map((stand) => ('path' in stand ? stand.path[0] : 'routing')));
  const rest = (all: Record<string, unknown>): string =>
    JSON.stringify(Object.entries(all).filter(([key]) => !touched.has(key) && key !== 'disabled_skills'));
  return rest(read.value) === rest(value) ? read.text : null;
}

function* restoreSteps(attributes: Attributes, target: readonly Stand[]): Generator<string, void> {
  yield attributes.text;
  let { text } = attributes;
  const states = new Map<string, SkillState>();
  for (const stand of target) if ('skill' in stand) states.set(stand.skill, stand.state);
  const read = readStates(attributes, [...states.keys()]);
  if ('flex' in read && read.flex)
    for (const after of writeSkills(text, read.flex, states)) yield (text = after);
  for (const stand of target) {
    if (!('path' in stand)) continue;
    const { path, json } = stand;
    yield (text = json === null ? withoutAttribute(text, path) : withAttributeText(text, path, json));
  }
}
