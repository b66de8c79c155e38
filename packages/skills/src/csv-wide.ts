import { levelSchema, type Change, type Json, type SkillState } from './change';
import { COLUMNS, markReader, placeOf, whoReader } from './csv-columns';
import type { CsvProblem, Table } from './csv-cells';
import { writeTable } from './csv-cells';
import { readSkills } from './flex-skills';
import type { Wanted } from './gather-changes';
import { emailOf } from './who';
import type { Agent } from './workspace';

/** What a heading may begin with: a skill by any name, and an attribute by its path. */
const SKILL = 'skill:';
const ATTRIBUTE = '@';

/** What a cell can say of a skill, beside a level. */
const CELLS = { has: 'x', remove: '-', disabled: 'off' } as const;

/** An agent a row, a skill a column: a level, `x` (has it), `-` (take it away), `off` (disabled; `off 3`: at level 3). */
export function readWide({ heading, rows }: Table): { wanted: Wanted[]; problems: CsvProblem[] } {
  const problems: CsvProblem[] = [];
  const whoOf = whoReader(heading);
  const markOf = markReader(heading);
  const columns = skillColumns(heading);
  const twice = columns.find(({ key }, i) => columns.findIndex((other) => other.key === key) !== i);
  if (twice) {
    const message = `There are two columns for ${twice.heading}.`;
    problems.push({ row: 1, column: twice.heading, kind: 'csv_heading', message });
  }
  const wanted = rows.flatMap(({ row, cells }): Wanted[] => {
    const who = whoOf?.(cells) ?? null;
    const isMarked = markOf(cells);
    if (who === null) problems.push(noWho(row));
    if (isMarked === null) problems.push(noMark(row));
    const changes: Change[] = [];
    for (const column of columns) {
      const cell = cells[column.at] ?? '';
      if (cell === '') continue;
      const read = column.read(cell);
      if (typeof read === 'string')
        problems.push({ row, column: column.heading, kind: 'csv_cell', message: read });
      else changes.push(...read);
    }
    if (who === null || isMarked === null || changes.length === 0) return [];
    return [{ row, who, changes, isMarked }];
  });
  return { wanted, problems };
}

export const noWho = (row: number): CsvProblem => ({
  ...{ row, column: COLUMNS.sid, kind: 'csv_cell' as const },
  message: `The row names nobody: fill ${COLUMNS.sid}, ${COLUMNS.name} or ${COLUMNS.email}.`,
});

export const noMark = (row: number): CsvProblem => ({
  ...{ row, column: COLUMNS.changed, kind: 'csv_cell' as const },
  message: 'Write y for a row that is to be done, and nothing else for the others.',
});

interface Column {
  at: number;
  heading: string;
  key: string;
  /** What a cell that is not empty asks for, or what is wrong with it. */
  read(cell: string): Change[] | string;
}

function skillColumns(heading: readonly string[]): Column[] {
  const others = new Set(
    [COLUMNS.sid, COLUMNS.name, COLUMNS.email, COLUMNS.changed, COLUMNS.status, COLUMNS.message].map((one) =>
      placeOf(heading, one),
    ),
  );
  return heading.flatMap((text, at): Column[] => {
    if (others.has(at) || text === '') return [];
    if (text.startsWith(ATTRIBUTE)) {
      const path = text.slice(ATTRIBUTE.length).split('.');
      return [{ at, heading: text, key: text, read: (cell) => readAttributeCell(path, cell) }];
    }
    const skill = text.startsWith(SKILL) ? text.slice(SKILL.length) : text;
    return [{ at, heading: text, key: `${SKILL}${skill}`, read: (cell) => readSkillCell(skill, cell) }];
  });
}

function readSkillCell(skill: string, cell: string): Change[] | string {
  const word = cell.toLowerCase();
  if (word === CELLS.has) return [{ do: 'assign', skill, level: null }];
  if (word === CELLS.remove) return [{ do: 'remove', skill }];
  if (word === CELLS.disabled) return [{ do: 'disable', skill }];
  const off = word.startsWith(`${CELLS.disabled} `);
  const level = readLevel(off ? word.slice(CELLS.disabled.length) : word);
  if (level === null)
    return `"${cell.slice(0, 40)}" is none of: a level, x (has it), - (take it away), off, off and a level, nothing.`;
  if (!off) return [{ do: 'assign', skill, level }];
  return [
    { do: 'level', skill, level },
    { do: 'disable', skill },
  ];
}

/** A level as people write it, with a decimal comma too; null: it is none. */
export function readLevel(text: string): number | null {
  const trimmed = text.trim().replace(',', '.');
  if (!/^[+-]?(\d+(\.\d*)?|\.\d+)$/.test(trimmed)) return null;
  return levelSchema.safeParse(Number(trimmed)).data ?? null;
}

/** `-` takes the attribute away; JSON is taken for what it says, everything else for a text. */
export function readAttributeCell(path: readonly string[], cell: string): Change[] | string {
  const [first, ...rest] = path;
  if (first === undefined || path.some((step) => step === ''))
    return 'The heading is no path of an attribute.';
  const steps: [string, ...string[]] = [first, ...rest];
  if (cell === CELLS.remove) return [{ do: 'unset', path: steps }];
  return [{ do: 'set', path: steps, value: readValue(cell) }];
}

function readValue(cell: string): Json {
  if (!/^(?:["[{]|-?\d|true$|false$|null$)/.test(cell)) return cell;
  try {
    return JSON.parse(cell) as Json;
  } catch {
    return cell;
  }
}

/** All agents with all their skills, so that what is edited in it and read again is what was changed. */
export function exportWide(agents: readonly Agent[], skills: readonly string[]): string {
  const read = agents.map(skillsOfAgent);
  const found = read.flatMap((flex) => (flex ? [...flex.enabled.skills, ...flex.disabled.skills] : []));
  const columns = [...new Set([...skills, ...found])];
  const heading = [COLUMNS.sid, COLUMNS.name, COLUMNS.email, COLUMNS.changed, ...columns.map(headingOf)];
  const rows = agents.map((agent, i) => [
    ...[agent.sid, agent.friendlyName, emailOf(agent), ''],
    ...columns.map((skill) => cellOf(read[i]?.stateOf(skill))),
  ]);
  return writeTable(heading, rows);
}

function skillsOfAgent({ attributes }: Agent) {
  if (typeof attributes !== 'object' || attributes === null || Array.isArray(attributes)) return null;
  const value = attributes as Record<string, unknown>;
  const flex = readSkills({ text: JSON.stringify(value), value });
  return 'code' in flex ? null : flex;
}

/** A skill that is called as another column is, or begins as one, is named in full. */
const headingOf = (skill: string): string =>
  skill.startsWith(ATTRIBUTE) || skill.startsWith(SKILL) || placeOf(Object.values(COLUMNS), skill) !== -1
    ? `${SKILL}${skill}`
    : skill;

function cellOf(state: SkillState | { code: string } | undefined): string {
  if (!state || 'code' in state) return '';
  const { enabled, level, disabled, disabledLevel } = state;
  const number = (json: string | undefined): string => {
    const parsed = levelSchema.safeParse(json === undefined ? null : JSON.parse(json));
    return parsed.success ? String(parsed.data) : '';
  };
  if (enabled) return number(level) || CELLS.has;
  if (!disabled) return '';
  return `${CELLS.disabled} ${number(disabledLevel)}`.trim();
}
