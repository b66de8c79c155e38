#!/usr/bin/env -S node --import tsx
import twilio from 'twilio';
import { HELP, readOptions, UsageError } from './options';
import { tellStory } from './run';
import { NotFound } from './source';

/** `npm run logs`: one job's story. */
async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (options.help) {
    console.log(HELP);
    return;
  }
  try {
    process.loadEnvFile('.env');
  } catch {
    // Then the environment has it, or it is missed below.
  }
  const { ACCOUNT_SID: accountSid, AUTH_TOKEN: authToken } = process.env;
  if (!accountSid || !authToken)
    throw new UsageError('ACCOUNT_SID and AUTH_TOKEN must be set, in the environment or in .env');
  const lines = await tellStory(twilio(accountSid, authToken), options, (line) => console.log(line));
  if (lines > 0) return;
  console.error('Nothing of it is in the log: look further back with --hours.');
  process.exitCode = 1;
}

main().catch((error: unknown) => {
  const isExpected = error instanceof UsageError || error instanceof NotFound;
  console.error(isExpected || error instanceof Error ? (error as Error).message : error);
  if (error instanceof UsageError) console.error('npm run logs -- --help lists the options.');
  process.exitCode = error instanceof UsageError ? 2 : 1;
});
