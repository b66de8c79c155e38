import path from 'node:path';
import { connect } from './account';
import { Ledger } from './ledger';
import { LEDGERS, readSettings } from './settings';
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
  // Beside the file: whoever deploys from another place has another one.
  const folder = process.env['QUEUE_ELIGIBILITY_LEDGERS'] ?? LEDGERS;
  const ledger = await Ledger.open(folder, {
    accountSid: settings.credentials.accountSid,
    workspaceSid: settings.workspaceSid,
  });
  return { account, settings, ledger, talk: createTalk(output) };
}
