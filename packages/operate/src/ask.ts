import { input, password, select } from '@inquirer/prompts';

export interface Choice {
  value: string;
  name: string;
}

/** How a command gets what it was not told. */
export interface Ask {
  choose(message: string, choices: readonly Choice[], fallback: string | undefined): Promise<string>;
  text(
    message: string,
    fallback: string | undefined,
    problem: (text: string) => string | null,
  ): Promise<string>;
  secret(message: string): Promise<string>;
}

/** Where a prompt reads and writes; the process's own streams unless it is told. */
type Terminal = NonNullable<Parameters<typeof input>[1]>;

/** Asks whoever sits at a terminal. A prompt that is left with Ctrl-C rejects with an `ExitPromptError`. */
export const askAt = (terminal: Terminal): Ask => ({
  choose: (message, choices, fallback) =>
    select(
      { message, choices: [...choices], ...(fallback === undefined ? {} : { default: fallback }) },
      terminal,
    ),
  text: (message, fallback, problem) =>
    input(
      {
        message,
        ...(fallback === undefined ? {} : { default: fallback }),
        validate: (text) => problem(text) ?? true,
      },
      terminal,
    ),
  secret: (message) => password({ message, mask: '*' }, terminal),
});

/** Asks whoever sits at the terminal of this process. */
export const atTerminal: Ask = askAt({});
