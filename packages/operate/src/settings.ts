import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  DEFAULT_QUEUES_ATTRIBUTE,
  QUEUES_FORMS,
  queuesAttributeSchema,
  type QueuesAttribute,
} from '@queue-eligibility/eligibility';
import * as z from 'zod';
import { readCredentials, type Credentials } from './account';
import { namesIn, readEnvFile } from './env-file';
import { Refusal } from './refusal';

/** The folder of this repository. */
export const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
/** Where a person's variables are unless `--env` says otherwise. */
export const ENV_FILE = path.join(ROOT, '.env');
/** The one list of variables. */
export const EXAMPLE_FILE = path.join(ROOT, '.env.example');
/** Where ledgers are, unless the environment names a folder that outlives this one. */
export const ledgerFolder = (): string =>
  process.env['QUEUE_ELIGIBILITY_LEDGERS'] ?? path.join(ROOT, '.queue-eligibility');

/** Variables of whoever deploys: no Function reads them from its environment, or Twilio sets them there. */
const OPERATORS: ReadonlySet<string> = new Set([
  'ACCOUNT_SID',
  'AUTH_TOKEN',
  'TWILIO_API_KEY',
  'TWILIO_API_SECRET',
]);

/** What the commands after `setup` go by. */
export interface Settings {
  credentials: Credentials;
  workspaceSid: string;
  syncServiceSid: string;
  queuesAttribute: QueuesAttribute;
  /** The address of the Functions where it is not that of their service. */
  functionsBaseUrl: string | null;
  /** What the Functions get as their environment. */
  variables: Readonly<Record<string, string>>;
  /** Names in the file that are in no list: they are not uploaded. */
  unknown: readonly string[];
}

const schema = z.object({
  TWILIO_FLEX_WORKSPACE_SID: z
    .string({ error: 'is not set' })
    .regex(/^WS[0-9a-f]{32}$/i, 'must be the SID of a workspace (WS…)'),
  TWILIO_FLEX_SYNC_SID: z
    .string({ error: 'is not set' })
    .regex(/^IS[0-9a-f]{32}$/i, 'must be the SID of a Sync service (IS…)'),
  WORKER_QUEUES_ATTRIBUTE: queuesAttributeSchema.default(DEFAULT_QUEUES_ATTRIBUTE),
  WORKER_QUEUES_FORM: z.enum(QUEUES_FORMS).default('sids'),
  FUNCTIONS_BASE_URL: z.url({ protocol: /^https?$/, error: 'must be a URL' }).optional(),
});

/**
 * Reads the file, and what the environment says in its place.
 * @throws Refusal naming every variable that is missing or wrong.
 */
export async function readSettings(
  file: string,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<Settings> {
  const { text, values } = await readEnvFile(file);
  const names = namesIn(await readFile(EXAMPLE_FILE, 'utf8'));
  const known = valuesOf(names, values, environment);
  if (text === '' && known['ACCOUNT_SID'] === undefined)
    throw new Refusal(`${path.relative(process.cwd(), file)} is not there: run \`npm run setup\` first`);
  const parsed = schema.safeParse(known);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path: [name], message }) => `${String(name)} ${message}`);
    throw new Refusal(`${problems.join('\n')}\n\`npm run setup\` asks for what is missing`);
  }
  const env = parsed.data;
  return {
    credentials: readCredentials(known),
    workspaceSid: env.TWILIO_FLEX_WORKSPACE_SID,
    syncServiceSid: env.TWILIO_FLEX_SYNC_SID,
    queuesAttribute: { name: env.WORKER_QUEUES_ATTRIBUTE, form: env.WORKER_QUEUES_FORM },
    functionsBaseUrl: env.FUNCTIONS_BASE_URL?.replace(/\/+$/, '') ?? null,
    variables: Object.fromEntries(Object.entries(known).filter(([name]) => !OPERATORS.has(name))),
    unknown: Object.keys(values).filter((name) => !names.includes(name)),
  };
}

/** The variables of the list that have a value: the environment's, else the file's. */
function valuesOf(
  names: readonly string[],
  values: Readonly<Record<string, string>>,
  environment: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  const entries = names.map((name) => [name, (environment[name] ?? values[name] ?? '').trim()] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== ''));
}
