import { ERROR_CODES, MAX_FETCHED, type AgentView } from '@queue-eligibility/api';
import { FunctionsError, type FunctionsClient } from '../functions-client';

/** How far a reading of all agents has come, and all that it takes to go on from there. */
export interface AgentsReading {
  readonly agents: ReadonlyMap<string, AgentView>;
  /** Where the list goes on; null: from its beginning, or it is at its end. */
  readonly next: string | null;
  readonly isListed: boolean;
  /** Agents whose attributes the list did not say: they are fetched one by one. */
  readonly lacking: readonly string[];
  /** How many those were before any of them was fetched. */
  readonly lackedAtFirst: number;
  /** Entries of the list that nobody understood. */
  readonly odd: number;
}

/** Nothing is read yet. */
export const NOTHING_READ: AgentsReading = {
  agents: new Map(),
  next: null,
  isListed: false,
  lacking: [],
  lackedAtFirst: 0,
  odd: 0,
};

interface ReadOptions {
  /** Waits. Default: a timer. */
  wait?: (ms: number) => Promise<void>;
  onProgress: (reading: AgentsReading) => void;
}

/** A page is asked for so often before a person is told. */
const ATTEMPTS = 3;
/** The first pause, ms, which then doubles; Twilio's own word counts more. */
const PAUSE_MS = 1_000;
/** What passes by itself. */
const PASSING = new Set<string>(['unavailable', ERROR_CODES.throttled, 'unreachable']);

/**
 * Reads all agents from where a reading stands, page by page, then one by one those whose attributes did not come.
 *
 * @throws FunctionsError when one request keeps failing; what `onProgress` heard last is where to go on.
 */
export async function readAgents(
  functions: FunctionsClient,
  from: AgentsReading,
  options: ReadOptions,
): Promise<AgentsReading> {
  let reading = from;
  const step = async (request: Parameters<typeof askFor>[1]) => askFor(functions, request, options);
  const goOn = (changes: Partial<AgentsReading>): void => {
    reading = { ...reading, ...changes };
    options.onProgress(reading);
  };
  while (!reading.isListed) {
    const { workers, next, odd } = await step({ cursor: reading.next });
    const agents = new Map(reading.agents);
    for (const worker of workers) agents.set(worker.sid, worker);
    const isListed = next === null;
    const lacking = isListed ? lackingIn(agents) : [];
    goOn({ agents, next, isListed, lacking, lackedAtFirst: lacking.length, odd: reading.odd + odd });
  }
  while (reading.lacking.length > 0) {
    const asked = reading.lacking.slice(0, MAX_FETCHED);
    const { workers, unread, gone } = await step({ workerSids: asked });
    const agents = new Map(reading.agents);
    for (const worker of workers) agents.set(worker.sid, worker);
    for (const sid of gone) agents.delete(sid);
    // Where nobody was read of those who were asked for, they stay unknown: it would go on for ever.
    const isStuck = unread.length === asked.length;
    goOn({ agents, lacking: [...reading.lacking.slice(asked.length), ...(isStuck ? [] : unread)] });
  }
  return reading;
}

const lackingIn = (agents: ReadonlyMap<string, AgentView>): string[] =>
  [...agents.values()].filter(({ attributes }) => attributes === null).map(({ sid }) => sid);

async function askFor(
  functions: FunctionsClient,
  request: { cursor: string | null } | { workerSids: string[] },
  { wait = pause }: ReadOptions,
) {
  for (let attempt = 1; ; attempt++) {
    try {
      return await functions.call('/jobs/workers', request);
    } catch (error) {
      if (!(error instanceof FunctionsError) || attempt >= ATTEMPTS || !PASSING.has(error.code)) throw error;
      await wait(error.facts.retryAfterMs ?? PAUSE_MS * 2 ** (attempt - 1));
    }
  }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
