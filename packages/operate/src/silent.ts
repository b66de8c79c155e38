import type { Ask } from './ask';
import { Refusal } from './refusal';

const missing = (message: string): never => {
  throw new Refusal(
    `${message}: nobody is there to be asked, and it is neither an option nor in the environment`,
  );
};

/** Takes what would be offered; for a machine. @throws Refusal where there is nothing to offer. */
export const silent: Ask = {
  choose: async (message, _choices, fallback) => fallback ?? missing(message),
  text: async (message, fallback, problem) => {
    const why = fallback === undefined ? null : problem(fallback);
    return fallback === undefined || why ? missing(why ?? message) : fallback;
  },
  secret: async (message) => missing(message),
};
