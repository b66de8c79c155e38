import { chmod, readFile, rename, writeFile } from 'node:fs/promises';
import { parse } from 'dotenv';

/** A file of `NAME=value` lines, `.env` for instance: what it says, and its text. */
export interface EnvFile {
  text: string;
  values: Readonly<Record<string, string>>;
}

/** Reads such a file; one that is not there is empty. */
export async function readEnvFile(path: string): Promise<EnvFile> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  return { text, values: parse(text) };
}

/**
 * The text with these values: a line that sets a variable is replaced, one that is commented out (`# NAME=`) is taken
 * up, what is in no line is added at the end. Comments, order and lines of somebody else stay.
 */
export function withValues(text: string, values: Readonly<Record<string, string>>): string {
  const lines = text === '' ? [] : text.replace(/\n$/, '').split(/\r?\n/);
  for (const [name, value] of Object.entries(values)) {
    const line = `${name}=${quoted(value)}`;
    const sets = lines.findLastIndex((other) => setsName(other, name));
    const mentions = lines.findLastIndex((other) => new RegExp(`^#\\s*${name}=`).test(other));
    if (sets >= 0) lines[sets] = line;
    else if (mentions >= 0) lines[mentions] = line;
    else lines.push(line);
  }
  return `${lines.join('\n')}\n`;
}

const setsName = (line: string, name: string): boolean =>
  new RegExp(`^\\s*(export\\s+)?${name}\\s*=`).test(line);

/** As dotenv reads it back. */
function quoted(value: string): string {
  if (/^[\w.,:/@+-]*$/.test(value)) return value;
  const mark = ["'", '"', '`'].find((quote) => !value.includes(quote)) ?? "'";
  return mark + value + mark;
}

/** The names that a file of examples lists, those that are commented out among them. */
export const namesIn = (example: string): string[] =>
  [...example.matchAll(/^(?:#\s*)?([A-Z][A-Z0-9_]*)=/gm)].map(([, name]) => name ?? '');

/** Writes a file whole or not at all; nobody but its owner can read it. */
export async function writePrivately(path: string, text: string): Promise<void> {
  const next = `${path}.next`;
  await writeFile(next, text, { mode: 0o600 });
  // An older file's mode is not changed by writing to it.
  await chmod(next, 0o600);
  await rename(next, path);
}
