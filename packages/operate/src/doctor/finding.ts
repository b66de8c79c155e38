import { twilioWords } from '../refusal';
import type { Place } from '../step';
import type { Facts } from './facts';

/** `unknown`: it could not be found out; that is no good news either. */
type State = 'ok' | 'warn' | 'fail' | 'unknown';

/** One thing that was looked at. */
export interface Finding {
  /** Stable: a monitor may go by it. */
  id: string;
  state: State;
  what: string;
  /** What to do about it. */
  mend?: string;
}

/** What a probe looks at. */
export interface Patient {
  place: Place;
  facts: Facts;
}

/** Looks at one thing, within a time. */
export interface Probe {
  id: string;
  /** Longer than that, ms, it is not waited for. Default 15,000. */
  limitMs?: number;
  look: (patient: Patient) => Promise<Finding | Finding[]>;
}

export const ok = (id: string, what: string): Finding => ({ id, state: 'ok', what });
export const warn = (id: string, what: string, mend: string): Finding => ({ id, state: 'warn', what, mend });
export const fail = (id: string, what: string, mend: string): Finding => ({ id, state: 'fail', what, mend });

const LIMIT_MS = 15_000;

/** Runs a probe: one that fails or takes too long has found out nothing. */
export async function examine({ id, look, limitMs = LIMIT_MS }: Probe, patient: Patient): Promise<Finding[]> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Finding>((resolve) => {
    const what = `there was no answer within ${limitMs / 1000} s`;
    timer = setTimeout(() => resolve({ id, state: 'unknown', what, mend: 'Run it again' }), limitMs);
  });
  try {
    return [await Promise.race([look(patient), late])].flat();
  } catch (error) {
    const what = `could not be found out: ${twilioWords(error)}`;
    return [{ id, state: 'unknown', what, mend: 'Run it again; status.twilio.com tells of outages' }];
  } finally {
    clearTimeout(timer);
  }
}

/** Whether a monitor may sleep: nothing fails, and everything could be looked at. */
export const isHealthy = (findings: readonly Finding[]): boolean =>
  findings.every(({ state }) => state === 'ok' || state === 'warn');
