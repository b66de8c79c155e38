import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';
import * as z from 'zod';

/** The command line is not as it must be. */
export class UsageError extends Error {}

/**
 * Reads a command line of `--name value` options by a schema.
 * @throws UsageError naming the option, what it must be and what it is.
 */
export function readCommandLine<T>(
  args: readonly string[],
  how: { options: ParseArgsOptionsConfig; schema: z.ZodType<T>; positionals?: boolean },
): { values: T; positionals: string[] } {
  const { values, positionals } = parsed(args, how);
  const checked = how.schema.safeParse(values);
  if (checked.success) return { values: checked.data, positionals };
  const problems = checked.error.issues.map(({ path, message }) => {
    const name = String(path[0]);
    return `--${name} ${message}, and is "${String(values[name])}"`;
  });
  throw new UsageError(problems.join('\n'));
}

function parsed(
  args: readonly string[],
  { options, positionals = false }: { options: ParseArgsOptionsConfig; positionals?: boolean },
): { values: Record<string, unknown>; positionals: string[] } {
  try {
    return parseArgs({ args: joined(args, options), options, strict: true, allowPositionals: positionals });
  } catch (error) {
    // Node's advice after the first sentence is about programming, not about using.
    throw new UsageError(
      error instanceof Error ? (error.message.split('. To ')[0] ?? error.message) : String(error),
    );
  }
}

/** `--name -5` as `--name=-5`: to Node it would be a missing value and an option. */
function joined(args: readonly string[], options: ParseArgsOptionsConfig): string[] {
  const taken: string[] = [];
  for (const arg of args) {
    const before = taken.at(-1) ?? '';
    const takesValue = before.startsWith('--') && options[before.slice(2)]?.type === 'string';
    if (takesValue && /^-\d/.test(arg)) taken[taken.length - 1] = `${before}=${arg}`;
    else taken.push(arg);
  }
  return taken;
}

/** An option that is a whole number. */
export const wholeOption = (min: number, max: number) =>
  z
    .string()
    .refine(
      (text) => /^\d+$/.test(text) && Number(text) >= min && Number(text) <= max,
      `must be a whole number from ${min} to ${max}`,
    )
    .transform(Number);

/** The port of the demo's control server unless another is given. */
export const DEFAULT_PORT = 4567;
