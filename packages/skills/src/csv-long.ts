import * as z from 'zod';
import { changeSchema, isSkillChange, nameOfStand, type Change, type Stand } from './change';
import { COLUMNS, markReader, placeOf, whoReader } from './csv-columns';
import { writeTable, type CsvProblem, type Table } from './csv-cells';
import { noMark, noWho, readAttributeCell, readLevel } from './csv-wide';
import type { Wanted } from './gather-changes';

/** What the column `action` can say. */
const ACTIONS = ['assign', 'level', 'remove', 'disable', 'enable', 'replace', 'set', 'unset'] as const;

/** One change a row: `action`, and the `skill`, `level`, `by`, `attribute`, `value` that it takes; `if`: absent, level 3. */
export function readLong({ heading, rows }: Table): { wanted: Wanted[]; problems: CsvProblem[] } {
  const problems: CsvProblem[] = [];
  const [whoOf, markOf] = [whoReader(heading), markReader(heading)];
  const places = new Map(Object.values(COLUMNS).map((column) => [column, placeOf(heading, column)]));
  const wanted = rows.flatMap(({ row, cells }): Wanted[] => {
    const cell: Cell = (column) => cells[places.get(column) ?? -1] ?? '';
    const who = whoOf?.(cells) ?? null;
    const isMarked = markOf(cells);
    // Something that is said beside the changes, in a file that we have written.
    if (isMarked === false && cell(COLUMNS.action) === '') return [];
    if (who === null) problems.push(noWho(row));
    if (isMarked === null) problems.push(noMark(row));
    const read = readChange(cell);
    if ('message' in read) problems.push({ ...read, row, kind: 'csv_cell' });
    return who === null || isMarked === null || 'message' in read
      ? []
      : [{ row, who, changes: read.changes, isMarked }];
  });
  return { wanted, problems };
}

type Cell = (column: (typeof COLUMNS)[keyof typeof COLUMNS]) => string;
type Fault = Pick<CsvProblem, 'column' | 'message'>;

function readChange(cell: Cell): { changes: Change[] } | Fault {
  const word = cell(COLUMNS.action).toLowerCase().trim();
  const action = ACTIONS.find((one) => one === word);
  if (!action) {
    const message = `"${word.slice(0, 40)}" is none of: ${ACTIONS.join(', ')}.`;
    return { column: COLUMNS.action, message };
  }
  const condition = readCondition(cell(COLUMNS.condition));
  if ('message' in condition) return condition;
  if (action === 'set' || action === 'unset') {
    const value = action === 'unset' ? '-' : cell(COLUMNS.value);
    const read = readAttributeCell(cell(COLUMNS.attribute).split('.'), value);
    if (typeof read === 'string')
      return { column: COLUMNS.attribute, message: 'Name the attribute, with dots between its steps.' };
    return checked(read.map((change) => ({ ...change, ...condition })));
  }
  const level = cell(COLUMNS.level) === '' ? null : readLevel(cell(COLUMNS.level));
  if (level === null && (cell(COLUMNS.level) !== '' || action === 'level'))
    return { column: COLUMNS.level, message: 'The level must be a number.' };
  const takesLevel = action === 'assign' || action === 'level';
  const change = {
    ...{ do: action, skill: cell(COLUMNS.skill) },
    ...(takesLevel ? { level } : action === 'replace' ? { by: cell(COLUMNS.by) } : {}),
  };
  return checked([{ ...change, ...condition }]);
}

function checked(changes: readonly object[]): { changes: Change[] } | Fault {
  const parsed = z.array(changeSchema).safeParse(changes);
  if (parsed.success) return { changes: parsed.data };
  const [issue] = parsed.error.issues;
  if (issue?.code === 'unrecognized_keys')
    return { column: COLUMNS.condition, message: 'This action does not take that condition.' };
  const column = issue?.path[1];
  if (column === 'by') return { column: COLUMNS.by, message: 'Name the skill that takes its place.' };
  return column === 'skill'
    ? { column: COLUMNS.skill, message: 'Name the skill.' }
    : { column: COLUMNS.attribute, message: issue?.message ?? 'It can not be changed like that.' };
}

function readCondition(text: string): { onlyIfAbsent?: true; onlyAtLevel?: number } | Fault {
  const word = text.toLowerCase().trim();
  if (word === '') return {};
  if (word === 'absent') return { onlyIfAbsent: true };
  const level = readLevel(/^level\s*=?\s*(.+)$/.exec(word)?.[1] ?? '');
  if (level !== null) return { onlyAtLevel: level };
  return { column: COLUMNS.condition, message: 'The condition must be "absent", or "level" and a number.' };
}

/** One agent's change, and what became of it, as {@link exportLong} writes it. */
export interface AuditRow {
  workerSid: string;
  friendlyName: string;
  /** What a file called an agent by whom nobody has found. */
  email?: string;
  /** Null: what was to be done is not known here. */
  change: Change | null;
  /** As it was before. */
  before: readonly Stand[];
  status: string;
  message: string;
  /** It is to be done when the file is read again. */
  isToDo: boolean;
}

/** The long form with a status for each row: what can be corrected is marked, and the file can be read again as it is. */
export function exportLong(rows: readonly AuditRow[]): string {
  const hasEmails = rows.some(({ email }) => email !== undefined);
  const heading = [
    ...[COLUMNS.sid, COLUMNS.name, ...(hasEmails ? [COLUMNS.email] : []), COLUMNS.changed],
    ...[COLUMNS.action, COLUMNS.skill, COLUMNS.level, COLUMNS.by],
    ...[COLUMNS.attribute, COLUMNS.value, COLUMNS.condition, COLUMNS.before, COLUMNS.status, COLUMNS.message],
  ];
  return writeTable(
    heading,
    rows.map(({ workerSid, friendlyName, email = '', change, before, status, message, isToDo }) => [
      ...[workerSid, friendlyName, ...(hasEmails ? [email] : []), isToDo ? 'y' : '', ...cellsOf(change)],
      ...[before.map(standText).join('; '), status, message],
    ]),
  );
}

function cellsOf(change: Change | null): string[] {
  if (change === null) return ['', '', '', '', '', '', ''];
  const condition =
    'onlyIfAbsent' in change && change.onlyIfAbsent
      ? 'absent'
      : 'onlyAtLevel' in change && change.onlyAtLevel !== undefined
        ? `level ${change.onlyAtLevel}`
        : '';
  if (!isSkillChange(change)) {
    const value = change.do === 'set' ? JSON.stringify(change.value) : '';
    return [change.do, '', '', '', change.path.join('.'), value, condition];
  }
  const level = 'level' in change && change.level !== null ? String(change.level) : '';
  return [change.do, change.skill, level, change.do === 'replace' ? change.by : '', '', '', condition];
}

/** How something stood, for a person. */
export function standText(stand: Stand): string {
  if ('path' in stand) return `${nameOfStand(stand)}: ${stand.json ?? 'nothing'}`;
  const { enabled, level, disabled, disabledLevel } = stand.state;
  const has = enabled
    ? (level ?? 'no level')
    : disabled
      ? `disabled${disabledLevel === undefined ? '' : `, ${disabledLevel}`}`
      : 'not there';
  return `${stand.skill}: ${has}`;
}
