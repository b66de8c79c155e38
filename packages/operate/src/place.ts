import path from 'node:path';
import { connect } from './account';
import { Ledger } from './ledger';
import { ledgerFolder, readSettings } from './settings';
import type { Place } from './step';
import { createTalk } from './talk';

/** Reads the settings, signs in, and opens the ledger; `writes`: for this process alone. @throws Refusal */
export async function openPlace(
  envFile: string,
  { writes = false }: { writes?: boolean } = {},
): Promise<Place> {
  const file = path.resolve(envFile);
  const settings = await readSettings(file, process.env);
  const account = await connect(settings.credentials);
  const { workspaceSid } = settings;
  const { accountSid } = settings.credentials;
  const ledger = await Ledger.open(ledgerFolder(), { accountSid, workspaceSid }, { writes });
  return { account, settings, ledger, talk: createTalk(process.stdout) };
}
