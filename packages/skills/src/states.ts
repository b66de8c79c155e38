import { isSameJson, type SkillChange, type SkillState } from './change';

/** What an agent has of each skill that was asked for. */
export type States = Map<string, SkillState>;

/** Skills that a change is about. */
export const skillsOf = (change: SkillChange): string[] =>
  change.do === 'replace' ? [change.skill, change.by] : [change.skill];

const has = ({ enabled, disabled }: SkillState): boolean => enabled === true || disabled === true;

/**
 * The level that goes with a skill, wherever it stands. One that stands there without its skill is nobody's: it is taken for
 * this one's, as whoever wrote it meant it.
 */
const levelOf = ({ enabled, disabled, level, disabledLevel }: SkillState): string | undefined =>
  enabled === true || disabled !== true ? (level ?? disabledLevel) : (disabledLevel ?? level);

const enabledAt = (level: string | undefined): SkillState => ({
  enabled: true,
  ...(level === undefined ? {} : { level }),
});
const disabledAt = (disabledLevel: string | undefined): SkillState => ({
  disabled: true,
  ...(disabledLevel === undefined ? {} : { disabledLevel }),
});

/** Makes the changes, in their order: never is a skill in both lists afterwards, and its level goes where it goes. */
export function transform(before: ReadonlyMap<string, SkillState>, changes: readonly SkillChange[]): States {
  const states: States = new Map(before);
  for (const change of changes) {
    const state = states.get(change.skill) ?? {};
    if (!isMet(change, state)) continue;
    const other = change.do === 'replace' ? (states.get(change.by) ?? {}) : {};
    for (const [name, after] of afterOne(change, state, other)) states.set(name, after);
  }
  return states;
}

function isMet(change: SkillChange, state: SkillState): boolean {
  if (change.do === 'assign' && change.onlyIfAbsent && has(state)) return false;
  const { onlyAtLevel } = change;
  return onlyAtLevel === undefined || (has(state) && isSameJson(levelOf(state), JSON.stringify(onlyAtLevel)));
}

function afterOne(change: SkillChange, state: SkillState, other: SkillState): [string, SkillState][] {
  const { skill } = change;
  switch (change.do) {
    case 'assign':
      return [[skill, enabledAt(change.level === null ? levelOf(state) : JSON.stringify(change.level))]];
    case 'level': {
      if (!has(state)) return [];
      const level = JSON.stringify(change.level);
      return [[skill, state.enabled ? enabledAt(level) : disabledAt(level)]];
    }
    case 'remove':
      return [[skill, {}]];
    case 'disable':
      return has(state) ? [[skill, disabledAt(levelOf(state))]] : [];
    case 'enable':
      return has(state) ? [[skill, enabledAt(levelOf(state))]] : [];
    case 'replace': {
      if (!has(state) || change.by === skill) return [];
      const level = has(other) ? (levelOf(other) ?? levelOf(state)) : levelOf(state);
      const isEnabled = state.enabled === true || other.enabled === true;
      return [
        [skill, {}],
        [change.by, isEnabled ? enabledAt(level) : disabledAt(level)],
      ];
    }
  }
}
