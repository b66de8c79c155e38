import { toCsv, type Cell } from '@queue-eligibility/insight';

/** Gives a table to the person as a file. With a mark of its encoding: Excel takes it for another without. */
export const download = (fileName: string, rows: readonly (readonly Cell[])[]): void =>
  downloadText(fileName, `\uFEFF${toCsv(rows)}`);

/** Gives a CSV to the person as a file, as it is. */
export function downloadText(fileName: string, csv: string): void {
  const file = new Blob([csv], { type: 'text/csv;charset=utf-8' });
  const address = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  link.click();
  // The browser has to have begun before its file is taken away.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** A name as a part of a file's name. */
export const fileName = (...parts: readonly string[]): string =>
  `${parts.map((part) => part.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '')).join('_')}.csv`;
