import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from '@jest/globals';
import { readSettings } from './settings';
import { newFolder } from './test-support/folder';

const SID = (prefix: string) => prefix + 'a1'.repeat(16);

async function envFile(lines: Record<string, string>): Promise<string> {
  const file = path.join(await newFolder(), '.env');
  await writeFile(
    file,
    Object.entries(lines)
      .map(([name, value]) => `${name}=${value}\n`)
      .join(''),
  );
  return file;
}

const RIGHT = {
  ACCOUNT_SID: SID('AC'),
  AUTH_TOKEN: 'secret',
  TWILIO_FLEX_WORKSPACE_SID: SID('WS'),
  TWILIO_FLEX_SYNC_SID: SID('IS'),
};

it('uploads what Functions read, no credentials and nothing of somebody else', async () => {
  const file = await envFile({
    ...RIGHT,
    FLEX_ORIGINS: 'https://flex.example.com',
    OTHERS: 'x',
    TR_EVENTS_LOG_EVENTS: '',
  });
  const settings = await readSettings(file, { AUTH_TOKEN: 'of the environment' });
  expect(settings.credentials.authToken).toBe('of the environment');
  expect(settings.unknown).toEqual(['OTHERS']);
  expect(settings.variables).toEqual({
    TWILIO_FLEX_WORKSPACE_SID: SID('WS'),
    TWILIO_FLEX_SYNC_SID: SID('IS'),
    FLEX_ORIGINS: 'https://flex.example.com',
  });
});

it('names everything that is wrong, and how to begin', async () => {
  const file = await envFile({ ACCOUNT_SID: SID('AC'), TWILIO_FLEX_SYNC_SID: 'nonsense' });
  await expect(readSettings(file, {})).rejects.toThrow(
    /WORKSPACE_SID is not set[\s\S]*SYNC_SID must be[\s\S]*run setup/,
  );
  await expect(readSettings('/nowhere/.env', {})).rejects.toThrow('run `npm run setup` first');
});

it.each([
  [{ AUTH_TOKEN: '' }, 'AUTH_TOKEN, or TWILIO_API_KEY'],
  [{ TWILIO_API_KEY: SID('SK') }, 'go together'],
  [{ ACCOUNT_SID: 'AC1' }, 'ACCOUNT_SID must be'],
])('says what is missing to sign in: %j', async (change, words) => {
  const file = await envFile({ ...RIGHT, ...change });
  await expect(readSettings(file, {})).rejects.toThrow(words);
});
