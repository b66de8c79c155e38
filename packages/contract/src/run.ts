import { beliefs } from '@queue-eligibility/twilio-emulator';
import type { ProbeAccount } from './account';
import { elsewhere } from './elsewhere';
import type { Answer, Probe } from './probe';

/** A question with what came of it. */
export interface Finding extends Answer {
  readonly belief: string;
  readonly asks: string;
  readonly emulator: string;
  /** `failed`: it could not be asked; `elsewhere`: no probe is about it. */
  readonly outcome: 'asked' | 'failed' | 'elsewhere';
}

interface RunOptions {
  readonly onFinding?: (finding: Finding, done: number) => void;
  /** Ends the run before the next question. */
  readonly signal?: AbortSignal;
}

/** Asks one question after the other; one that fails stops no other. Removes nothing. */
export async function askAll(
  account: ProbeAccount,
  probes: readonly Probe[],
  { onFinding = () => {}, signal }: RunOptions = {},
): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const probe of probes) {
    if (signal?.aborted) break;
    const finding = await ask(account, probe);
    findings.push(finding);
    onFinding(finding, findings.length);
  }
  return findings;
}

async function ask(account: ProbeAccount, { belief, asks, emulator, run }: Probe): Promise<Finding> {
  const question = { belief, asks, emulator };
  try {
    return { ...question, outcome: 'asked', ...(await run(account)) };
  } catch (error) {
    const found = `could not be asked: ${error instanceof Error ? error.message : String(error)}`;
    return { ...question, outcome: 'failed', found, agrees: null };
  }
}

/** The open beliefs that have no probe, each with the reason. */
export function notAsked(): Finding[] {
  return beliefs.flatMap(({ id, findOut = '', assumes }) => {
    const why = elsewhere[id];
    if (why === undefined) return [];
    const question = { belief: id, asks: findOut, emulator: assumes };
    return [{ ...question, outcome: 'elsewhere' as const, found: why, agrees: null }];
  });
}
