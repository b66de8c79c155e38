import type { Emulator } from '@queue-eligibility/twilio-emulator';
import { Ledger } from '../ledger';
import type { Place } from '../step';
import { newFolder } from './folder';

/** Where commands work: an emulated account, seen from a machine with ledgers in this folder. Nobody hears what is told. */
export async function placeIn(
  emulator: Emulator,
  { folder, functionsBaseUrl = null }: { folder?: string; functionsBaseUrl?: string | null } = {},
): Promise<Place> {
  const { accountSid, authToken, workspaceSid, syncServiceSid } = emulator;
  const credentials = { accountSid, authToken };
  return {
    account: { client: emulator.client(), credentials, friendlyName: 'Emulated account' },
    settings: {
      ...{ credentials, workspaceSid, syncServiceSid, functionsBaseUrl, variables: {}, unknown: [] },
      queuesAttribute: { name: 'queues', form: 'sids' },
    },
    ledger: await Ledger.open(folder ?? (await newFolder()), { accountSid, workspaceSid }),
    talk: { line: () => {}, progress: () => {} },
  };
}
