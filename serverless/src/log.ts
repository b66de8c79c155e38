import type { Log } from '@queue-eligibility/batch';
import type { Configuration } from './configuration';
import { correlation } from './correlation';

const HANDOVERS: ReadonlySet<string> = new Set(['hop.claimed', 'hop.handed_on', 'hop.ignored']);

/**
 * Logs one line of JSON a call, for Twilio's log viewer and whatever reads it. Callers give SIDs, counts and codes:
 * never attribute values, never tokens. Each carries `cid`: see correlation.ts.
 */
export function createLog({ logHandovers, logDebug }: Pick<Configuration, 'logHandovers' | 'logDebug'>): Log {
  return (level, event, facts) => {
    if (level === 'debug' && !logDebug) return;
    if (HANDOVERS.has(event) && !logHandovers && !logDebug) return;
    const line = JSON.stringify({ level, event, at: new Date().toISOString(), ...correlation(), ...facts });
    if (level === 'error') console.error(line);
    else if (level === 'warn') console.warn(line);
    else console.log(line);
  };
}
