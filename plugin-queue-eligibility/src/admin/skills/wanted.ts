import { readAttributeCell, readLevel, type Change, type Wanted } from '@queue-eligibility/skills/plan';
import type { Action, ChangeRow, Condition, Draft } from './draft';

const ofSkill = { about: 'skill', level: 'none', conditions: ['always', 'level'] } as const;

interface Fields {
  about: 'skill' | 'attribute';
  level: 'none' | 'optional' | 'required';
  conditions: readonly Condition[];
}

/** Which fields an action has. */
export const FIELDS: Readonly<Record<Action, Fields>> = {
  assign: { about: 'skill', level: 'optional', conditions: ['always', 'absent', 'level'] },
  level: { ...ofSkill, level: 'required' },
  remove: ofSkill,
  disable: ofSkill,
  enable: ofSkill,
  replace: ofSkill,
  set: { about: 'attribute', level: 'none', conditions: ['always', 'absent'] },
  unset: { about: 'attribute', level: 'none', conditions: ['always'] },
};

/** A row as a change; null: something of it is not there yet, or is no number. */
export function changeOf(row: ChangeRow): Change | null {
  if (row.action === 'set' || row.action === 'unset') return attributeChangeOf(row);
  const [skill, by] = [row.skill.trim(), row.by.trim()];
  const level = row.level.trim() === '' ? null : readLevel(row.level);
  const conditionLevel = readLevel(row.conditionLevel);
  const isAtLevel = row.condition === 'level';
  if (skill === '' || (isAtLevel && conditionLevel === null)) return null;
  const condition = isAtLevel && conditionLevel !== null ? { onlyAtLevel: conditionLevel } : {};
  switch (row.action) {
    case 'assign': {
      if (level === null && row.level.trim() !== '') return null;
      const absent = row.condition === 'absent' ? ({ onlyIfAbsent: true } as const) : {};
      return { do: 'assign', skill, level, ...condition, ...absent };
    }
    case 'level':
      return level === null ? null : { do: 'level', skill, level, ...condition };
    case 'replace':
      return by === '' || by === skill ? null : { do: 'replace', skill, by, ...condition };
    default:
      return { do: row.action, skill, ...condition };
  }
}

/** The same words as in a cell of a file. */
function attributeChangeOf({ action, path, value, condition }: ChangeRow): Change | null {
  const written = action === 'unset' ? '-' : value.trim();
  const read = written === '' ? '' : readAttributeCell(path.trim().split('.'), written);
  const change = typeof read === 'string' ? undefined : read[0];
  if (change?.do !== action) return null;
  return change.do === 'set' && condition === 'absent' ? { ...change, onlyIfAbsent: true } : change;
}

/** What a draft asks for; null: not all of it is there yet. `matched`: SIDs of the agents that its rule matches. */
export function wantedOf(
  { mode, source, rows, chosen }: Pick<Draft, 'mode' | 'source' | 'rows' | 'chosen'>,
  matched: readonly string[],
): readonly Wanted[] | null {
  if (mode === 'file') return source && source.problems.length === 0 ? source.wanted : null;
  const changes = rows.map(changeOf);
  const known = changes.flatMap((change) => (change ? [change] : []));
  const sids = mode === 'rule' ? matched : chosen;
  if (sids.length === 0 || known.length === 0 || known.length < changes.length) return null;
  return sids.map((sid) => ({ row: null, who: { sid }, changes: known, isMarked: true }));
}
