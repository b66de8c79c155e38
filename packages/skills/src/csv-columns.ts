import type { Who } from './who';

/** Headings of the columns that say whom a row is about, and what else a file may have beside skills. */
export const COLUMNS = {
  sid: 'worker_sid',
  name: 'friendly_name',
  email: 'email',
  changed: 'Row changed',
  // The long form.
  action: 'action',
  skill: 'skill',
  level: 'level',
  by: 'by',
  attribute: 'attribute',
  value: 'value',
  condition: 'if',
  // What was, and what came of it: for people, and not read.
  before: 'before',
  status: 'status',
  message: 'message',
} as const;

const plain = (heading: string): string => heading.toLowerCase().replace(/[\s_-]+/g, '');

/** The place of a column, whatever its case and blanks; -1: there is none. */
export const placeOf = (heading: readonly string[], column: string): number =>
  heading.findIndex((one) => plain(one) === plain(column));

/** Reads whom a row is about: by SID, else by friendly name, else by e-mail. */
export function whoReader(heading: readonly string[]): ((cells: readonly string[]) => Who | null) | null {
  const [sid, name, email] = [COLUMNS.sid, COLUMNS.name, COLUMNS.email].map((one) => placeOf(heading, one));
  if (sid === -1 && name === -1 && email === -1) return null;
  const cell = (cells: readonly string[], at: number | undefined): string => cells[at ?? -1] ?? '';
  return (cells) => {
    if (cell(cells, sid) !== '') return { sid: cell(cells, sid) };
    if (cell(cells, name) !== '') return { friendlyName: cell(cells, name) };
    return cell(cells, email) === '' ? null : { email: cell(cells, email) };
  };
}

const YES = new Set(['x', 'y', 'yes', 'true', '1', 'sí', 'si', 's']);
const NO = new Set(['', 'n', 'no', 'false', '0']);

/** Reads *Row changed*: null where it says neither yes nor no; true where there is no such column. */
export function markReader(heading: readonly string[]): (cells: readonly string[]) => boolean | null {
  const at = placeOf(heading, COLUMNS.changed);
  return (cells) => {
    if (at === -1) return true;
    const mark = (cells[at] ?? '').toLowerCase();
    return YES.has(mark) ? true : NO.has(mark) ? false : null;
  };
}
