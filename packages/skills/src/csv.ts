import { readTable, type CsvProblem } from './csv-cells';
import { COLUMNS, placeOf, whoReader } from './csv-columns';
import { decodeCsv } from './csv-decode';
import { readLong } from './csv-long';
import { readWide } from './csv-wide';
import type { Wanted } from './gather-changes';

export interface ReadCsv {
  wanted: Wanted[];
  /** With any of these, nothing should be planned: each names its row and column. */
  problems: CsvProblem[];
  form: 'wide' | 'long';
  /** What the file was read as; windows-1252 is a guess to be shown. */
  encoding: string;
}

/** Reads a CSV of changes, in the wide form (a skill a column) or the long one (a column `action`). */
export function readCsv(bytes: Uint8Array): ReadCsv {
  const decoded = decodeCsv(bytes);
  if ('kind' in decoded)
    return {
      wanted: [],
      problems: [{ row: null, column: null, ...decoded }],
      form: 'wide',
      encoding: 'none',
    };
  const { table, problems } = readTable(decoded.text);
  const form = placeOf(table.heading, COLUMNS.action) === -1 ? 'wide' : 'long';
  if (table.heading.length > 0 && !whoReader(table.heading)) {
    const message = `No column says whom a row is about: ${COLUMNS.sid}, ${COLUMNS.name} or ${COLUMNS.email}.`;
    problems.push({ row: 1, column: null, kind: 'csv_heading', message });
    return { wanted: [], problems, form, encoding: decoded.encoding };
  }
  const read = form === 'wide' ? readWide(table) : readLong(table);
  return { wanted: read.wanted, problems: [...problems, ...read.problems], form, encoding: decoded.encoding };
}
