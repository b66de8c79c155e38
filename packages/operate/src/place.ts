import path from 'node:path';
import { connect } from './account';
import { Ledger } from './ledger';
import { ledgerFolder, readSettings } from './settings';
import type { Place } from './step';
import { createTalk } from './talk';

/** Reads the settings, signs in, and opens the ledger. @throws Refusal */
export async function openPlace(
  envFile: string,
  output: NodeJS.WriteStream = process.stdout,
): Promise<Place> {
  const file = path.resolve(envFile);
  const settings = await readSettings(file, process.env);
  const account = await connect(settings.credentials);
  const ledger = await Ledger.open(ledgerFolder(), {
    accountSid: settings.credentials.accountSid,
    workspaceSid: settings.workspaceSid,
  });
  return { account, settings, ledger, talk: createTalk(output) };
}
