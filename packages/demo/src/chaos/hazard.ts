import type { EmulatorOptions, Random } from '@queue-eligibility/twilio-emulator';
import type { Scenario } from '../scenario';
import type { Ledger } from './ledger';

/** What the chapters of the table are. */
type Chapter = 'hand-offs' | 'invocations' | 'Twilio' | 'answers' | 'people' | 'events' | 'data' | 'commands';

/** Something that goes wrong, and how it is made to. */
export interface Hazard {
  /** For the command line, kebab-case. */
  name: string;
  /** For the table. */
  what: string;
  chapter: Chapter;
  /** What the account must be like for it. */
  account?: AccountTraits;
  /** Whom it can take out of action: where hop and guard can both be lost, somebody has to pass by. */
  loses?: 'hop' | 'guard' | 'both';
  /** How long it is loose at the most, ms; 25 s unless given. */
  lastsMs?: number;
  /** Nobody looks after the workspace afterwards: once time has passed, events alone must bring the check. */
  isForgotten?: boolean;
  /** Names of hazards that it makes no sense together with. */
  without?: readonly string[];
  /** Lets it loose. */
  begin(storm: Storm): Loose;
}

/** What an account is like, beside what every storm's is. */
export interface AccountTraits {
  emulator?: EmulatorOptions;
  env?: Record<string, string>;
}

/** A hazard that is loose. */
export interface Loose {
  /** How often it has struck. */
  injected: () => number;
  end: () => void;
  /**
   * Workers that can't be in step when the storm is over, and the code of the failure that must say so; they must be
   * left as they are.
   */
  unable?: () => ReadonlyMap<string, string>;
  /** Workers that somebody goes on changing when the storm is over: nobody can say what they carry. */
  restless?: () => ReadonlySet<string>;
  /** What it found wrong itself. */
  violations?: () => string[];
}

/** What a hazard has to work with. */
export interface Storm {
  readonly scenario: Scenario;
  readonly random: Random;
  readonly ledger: Ledger;
  /** The resync that the storm is about, once it was started. */
  readonly jobId: () => string | null;
}

/** Several strikes as one hazard. */
export function strikes(
  storm: Storm,
  {
    times,
    everyMs,
    strike,
  }: { times: number; everyMs: number; strike: (n: number) => boolean | Promise<boolean> },
): Loose {
  let injected = 0;
  let isOver = false;
  let timer: NodeJS.Timeout | undefined;
  const next = (): void => {
    if (isOver || injected >= times) return;
    timer = setTimeout(() => void once(), everyMs * (0.3 + 1.4 * storm.random.next()));
  };
  const once = async (): Promise<void> => {
    if (!isOver && (await strike(injected))) injected += 1;
    next();
  };
  next();
  return {
    injected: () => injected,
    end: () => {
      isOver = true;
      clearTimeout(timer);
    },
  };
}
