import { readCsv } from '@queue-eligibility/skills/plan';
import { text } from '../../strings';
import type { Source } from './draft';

/** More than 15,000 rows have, by far. */
const MAX_BYTES = 20_000_000;

/** Reads a CSV of changes; it goes nowhere else. Never rejects: what is wrong with it is one of its problems. */
export async function readFile(file: File): Promise<Source> {
  const { name } = file;
  if (file.size > MAX_BYTES) return refused(name, text('QueueEligibilitySkillsFileTooLarge'));
  try {
    const { wanted, problems, encoding } = readCsv(new Uint8Array(await bytesOf(file)));
    return { name, wanted, problems, encoding };
  } catch {
    return refused(name, text('QueueEligibilitySkillsFileUnread'));
  }
}

const refused = (name: string, message: string): Source => ({
  ...{ name, wanted: [], encoding: 'none' },
  problems: [{ row: null, column: null, kind: 'csv_encoding', message }],
});

const bytesOf = (file: File): Promise<ArrayBuffer> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result as ArrayBuffer);
    reader.onerror = () => reject(reader.error ?? new Error('the file can’t be read'));
    reader.readAsArrayBuffer(file);
  });
