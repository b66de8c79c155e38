import twilio, { type Twilio } from 'twilio';
import { Refusal, statusOf, twilioWords } from './refusal';

/** What a person identifies with: the auth token, or an API key in its place. */
export interface Credentials {
  accountSid: string;
  /** Null: only the API key is known, and nothing can be signed as Twilio signs. */
  authToken: string | null;
  apiKey?: { sid: string; secret: string } | undefined;
}

/** An account that the credentials were checked for. */
export interface Account {
  client: Twilio;
  credentials: Credentials;
  /** As Console names it. */
  friendlyName: string;
}

/** Twilio knows the account or the key, and not this secret. */
export class NotAccepted extends Refusal {}

/** Nothing that a person waits for takes longer, ms. */
const REQUEST_TIMEOUT_MS = 20_000;

/** @throws Refusal saying which variable is missing or is none. */
export function readCredentials(values: Readonly<Record<string, string | undefined>>): Credentials {
  const accountSid = values['ACCOUNT_SID'] ?? '';
  const authToken = values['AUTH_TOKEN'] || null;
  const [sid, secret] = [values['TWILIO_API_KEY'] ?? '', values['TWILIO_API_SECRET'] ?? ''];
  if (!/^AC[0-9a-f]{32}$/i.test(accountSid))
    throw new Refusal('ACCOUNT_SID must be the SID of the account (AC and 32 hexadecimal digits)');
  if (sid !== '' && !/^SK[0-9a-f]{32}$/i.test(sid))
    throw new Refusal('TWILIO_API_KEY must be the SID of an API key (SK and 32 hexadecimal digits)');
  if ((sid === '') !== (secret === ''))
    throw new Refusal('TWILIO_API_KEY and TWILIO_API_SECRET go together: one of them is missing');
  if (authToken === null && sid === '')
    throw new Refusal('AUTH_TOKEN, or TWILIO_API_KEY with TWILIO_API_SECRET, must be set');
  return { accountSid, authToken, ...(sid === '' ? {} : { apiKey: { sid, secret } }) };
}

/** The key where there is one, else the token: what signs in to Twilio's APIs. */
export const loginOf = ({ accountSid, authToken, apiKey }: Credentials) => ({
  username: apiKey?.sid ?? accountSid,
  password: apiKey?.secret ?? authToken ?? '',
});

/** Signs in, and asks Twilio for the account. @throws NotAccepted, Refusal */
export async function connect(credentials: Credentials): Promise<Account> {
  const { username, password } = loginOf(credentials);
  const client = twilio(username, password, {
    accountSid: credentials.accountSid,
    timeout: REQUEST_TIMEOUT_MS,
    autoRetry: true,
    maxRetries: 3,
  });
  try {
    return { client, credentials, friendlyName: await nameOf(client, credentials) };
  } catch (error) {
    if (statusOf(error) !== 401)
      throw new Refusal(`Twilio could not be asked about ${credentials.accountSid}: ${twilioWords(error)}`);
    const what = credentials.apiKey ? `the API key ${credentials.apiKey.sid}` : 'the auth token';
    throw new NotAccepted(`Twilio does not accept ${what} for ${credentials.accountSid}`);
  }
}

async function nameOf(client: Twilio, { accountSid, apiKey }: Credentials): Promise<string> {
  try {
    return (await client.api.v2010.accounts(accountSid).fetch()).friendlyName;
  } catch (error) {
    if (!apiKey || ![401, 403].includes(statusOf(error) ?? 0)) throw error;
    // A standard key may use every API but that of accounts.
    await client.taskrouter.v1.workspaces.list({ limit: 1 });
    return '';
  }
}
