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

/** Asks whoever sits at the terminal. */
export const atTerminal: Ask = {
  choose: (message, choices, fallback) =>
    select({ message, choices: [...choices], ...(fallback === undefined ? {} : { default: fallback }) }),
  text: (message, fallback, problem) =>
    input({
      message,
      ...(fallback === undefined ? {} : { default: fallback }),
      validate: (text) => problem(text) ?? true,
    }),
  secret: (message) => password({ message, mask: '*' }),
};
