import type { ProbeAccount } from './account';

/** What a probe found. */
export interface Answer {
  /** In a word or two. */
  readonly found: string;
  /** Whether the emulator does the same; null: what was found decides nothing. */
  readonly agrees: boolean | null;
  /** For an expression: what `packages/target-expression` says without asking TaskRouter. */
  readonly ours?: string;
}

/** One question to an account. */
export interface Probe {
  /** The belief of the emulator that it is about, by its id. */
  readonly belief: string;
  readonly asks: string;
  /** What the emulator answers. */
  readonly emulator: string;
  /** @throws what kept it from being asked. */
  readonly run: (account: ProbeAccount) => Promise<Answer>;
}

/** Why a question could not be decided. */
export class Undecided {
  constructor(readonly why: string) {}
}

/** A probe whose answer is a text that agrees where it is the emulator's. */
export function probe(
  belief: string,
  asks: string,
  { emulator, find }: { emulator: string; find: (account: ProbeAccount) => Promise<string | Undecided> },
): Probe {
  return {
    belief,
    asks,
    emulator,
    run: async (account) => {
      const found = await find(account);
      return found instanceof Undecided
        ? { found: found.why, agrees: null }
        : { found, agrees: found === emulator };
    },
  };
}
