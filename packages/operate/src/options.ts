import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';
import { Refusal } from './refusal';

/** The command line is not as it must be. */
export class UsageError extends Refusal {}

type Values<T extends ParseArgsOptionsConfig> = {
  [Name in keyof T]?: T[Name]['type'] extends 'boolean' ? boolean : string;
};

/** Reads a command line of options. @throws UsageError */
export function readOptions<const T extends ParseArgsOptionsConfig>(
  args: readonly string[],
  options: T,
): Values<T> {
  try {
    return parseArgs({ args: [...args], options, strict: true }).values;
  } catch (error) {
    // Node's advice after the first sentence is about programming, not about using.
    throw new UsageError(error instanceof Error ? (error.message.split('. To ')[0] ?? '') : String(error));
  }
}

/** One of these words. @throws UsageError */
export function oneOf<W extends string>(name: string, words: readonly W[], value: string): W {
  const found = words.find((word) => word === value);
  if (found) return found;
  throw new UsageError(`--${name} must be ${words.join(', ')}, and is "${value}"`);
}
