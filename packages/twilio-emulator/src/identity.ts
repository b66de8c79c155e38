import { seedApiKeys, type ApiKey } from './account/api-keys';
import type { ResolvedOptions } from './options';
import { Random } from './random';

/** The SIDs of an account and what authenticates for it. */
export interface Identity {
  readonly accountSid: string;
  readonly authToken: string;
  /** Each of them authenticates like SID and auth token. */
  readonly apiKeys: readonly ApiKey[];
  readonly workspaceSid: string;
  readonly syncServiceSid: string;
  readonly flexInstanceSid: string;
}

/** What the options name, and for the rest what follows from the seed. */
export function identityOf(settings: ResolvedOptions): Identity {
  const random = new Random(`${settings.seed}/identity`);
  const derived = {
    accountSid: random.sid('AC'),
    authToken: random.hex(32),
    workspaceSid: random.sid('WS'),
    syncServiceSid: random.sid('IS'),
    flexInstanceSid: random.sid('GO'),
  };
  return {
    flexInstanceSid: derived.flexInstanceSid,
    apiKeys: settings.apiKeys ?? seedApiKeys(new Random(`${settings.seed}/api-keys`)),
    accountSid: settings.accountSid ?? derived.accountSid,
    authToken: settings.authToken ?? derived.authToken,
    workspaceSid: settings.workspaceSid ?? derived.workspaceSid,
    syncServiceSid: settings.syncServiceSid ?? derived.syncServiceSid,
  };
}

/** What the account has beside ours, with SIDs that follow from the seed. */
export function others(
  names: readonly string[],
  prefix: string,
  random: Random,
): { sid: string; friendlyName: string }[] {
  return names.map((friendlyName) => ({ sid: random.sid(prefix), friendlyName }));
}
