import type { Account } from './account';
import type { Ledger } from './ledger';
import type { Settings } from './settings';
import type { Talk } from './talk';

/** Where a command works, and what it goes by. */
export interface Place {
  account: Account;
  settings: Settings;
  ledger: Ledger;
  talk: Talk;
}

/**
 * One thing that a deployment changes in an account. Each looks again at what is there, so that a deployment can be
 * repeated wherever it broke.
 */
export interface StepDefinition<Found> {
  /** What it is about, for a heading. */
  readonly title: string;
  /** What is there now. Writes nothing. @throws Refusal where a person has to decide first. */
  look: (place: Place) => Promise<Found>;
  /** What `make` is going to do, a sentence each, with what it replaces; none: nothing is to be done. */
  say: (found: Found, place: Place) => string[];
  /** Does it, and answers what there is to tell of it. */
  make: (found: Found, place: Place) => Promise<string[]>;
}

/** A step of whatever it finds. */
export interface Step {
  readonly title: string;
  /** Looks; answers what it is going to do about what it found, and how. */
  plan: (place: Place) => Promise<{ sentences: string[]; make: () => Promise<string[]> }>;
}

export const step = <Found>({ title, look, say, make }: StepDefinition<Found>): Step => ({
  title,
  async plan(place) {
    const found = await look(place);
    return { sentences: say(found, place), make: () => make(found, place) };
  },
});

/** Takes back what a step did, by the ledger, and only what is still as that step left it. */
export interface Undo {
  readonly title: string;
  /** What it is going to do; none: there is nothing of ours. */
  say(place: Place): Promise<string[]>;
  /** Does it, and answers what it did and what it left. */
  undo(place: Place): Promise<string[]>;
}

/** As much of a place as tells where our Functions are. */
export interface Whereabouts {
  settings: Pick<Settings, 'functionsBaseUrl'>;
  ledger: Pick<Ledger, 'get'>;
}

/** As much of it as it takes to call our Functions. */
export interface Caller extends Whereabouts {
  account: { credentials: Pick<Account['credentials'], 'authToken'> };
}

/** The same, with somebody who is told how far it is. */
export interface ToldCaller extends Caller {
  talk: Talk;
}

/** Where our Functions are, as far as the ledger and the settings know; null: nowhere yet. */
export function addressOf({ settings, ledger }: Whereabouts): string | null {
  const domain = ledger.get('functions')?.domain;
  return settings.functionsBaseUrl ?? (domain === undefined ? null : `https://${domain}`);
}
