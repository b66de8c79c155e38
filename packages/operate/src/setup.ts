import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { createRetry } from '@queue-eligibility/batch';
import { queuesAttributeSchema } from '@queue-eligibility/eligibility';
import { createTaskRouter } from '@queue-eligibility/task-router';
import { connect, NotAccepted, readCredentials, type Account } from './account';
import { atTerminal, type Ask, type Choice } from './ask';
import { readEnvFile, withValues, writePrivately } from './env-file';
import { Ledger } from './ledger';
import { main } from './main';
import { oneOf, readOptions } from './options';
import { Refusal } from './refusal';
import { ENV_FILE, EXAMPLE_FILE, ledgerFolder } from './settings';
import { silent } from './silent';
import { ownerOf, readCallback } from './steps/callback';
import { readFlexDefaults, syncChoices, workspaceChoices } from './survey/choices';
import { callbackLines, workersLines, writersLines } from './survey/report';
import { createSurvey, fittingForm, type WorkersSurvey } from './survey/workers';
import { readWriters } from './survey/writers';
import { createTalk, type Talk } from './talk';

const HELP = `Asks for what the deployment needs, looks at the workspace without changing it, and writes .env.

Usage: npm run setup -- [options]

  --account-sid AC…  the account. Its AUTH_TOKEN, or TWILIO_API_KEY and TWILIO_API_SECRET, are taken from the environment
                     or asked for: a command line can be read by others
  --workspace WS…    the TaskRouter workspace (Flex's own)
  --sync IS…         the Sync service (the account's default one, which Flex's pages can watch)
  --attribute NAME   the worker attribute that is to hold the queues (queues)
  --form FORM        sids or codes (whatever fits)
  --yes              ask nothing: take what would be offered. So it is where nobody is at the terminal
  --env FILE         the file to write (.env)
  --help             this`;

type Values = Readonly<Record<string, string | undefined>>;

async function setup(args: readonly string[]): Promise<number> {
  const options = readOptions(args, {
    'account-sid': { type: 'string' },
    workspace: { type: 'string' },
    sync: { type: 'string' },
    attribute: { type: 'string' },
    form: { type: 'string' },
    yes: { type: 'boolean' },
    env: { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  });
  if (options.help) {
    console.log(HELP);
    return 0;
  }
  const form = options.form === undefined ? undefined : oneOf('form', ['sids', 'codes'], options.form);
  const talk = createTalk(process.stdout);
  const ask = options.yes || !process.stdin.isTTY ? silent : atTerminal;
  const file = path.resolve(options.env ?? ENV_FILE);
  const { text, values } = await readEnvFile(file);
  const known: Values = { ...values, ...present(process.env) };

  const account = await signIn(ask, { ...known, ...present({ ACCOUNT_SID: options['account-sid'] }) }, talk);
  talk.line(`Signed in to ${account.friendlyName || account.credentials.accountSid}`);
  if (account.credentials.authToken === null)
    talk.line('Without AUTH_TOKEN deploy can start no resync, and doctor can sign no probe');
  const flex = await readFlexDefaults(account.client);
  if (flex === null)
    talk.line(
      'This account has no Flex, or these credentials may not read it: there is nothing to show a plugin in',
    );
  const workspaceSid = await choose(ask, 'The TaskRouter workspace', {
    given: options.workspace ?? known['TWILIO_FLEX_WORKSPACE_SID'],
    choices: await workspaceChoices(account.client, flex?.workspaceSid ?? null),
  });
  const syncServiceSid = await choose(ask, 'The Sync service', {
    given: options.sync ?? known['TWILIO_FLEX_SYNC_SID'],
    choices: await syncChoices(account.client),
  });

  talk.line('Looking at the workspace; nothing is changed');
  let name = options.attribute ?? known['WORKER_QUEUES_ATTRIBUTE'] ?? 'queues';
  let survey = await surveyWorkers(account, workspaceSid, { name, talk });
  if (survey.foreign.workers > 0) {
    name = await ask.text('Another name for the worker attribute', `eligible_${name}`, (text) => {
      const checked = queuesAttributeSchema.safeParse(text);
      return checked.success ? null : (checked.error.issues[0]?.message ?? 'is no name');
    });
    talk.line(`The attribute is to be "${name}"`);
    survey = await surveyWorkers(account, workspaceSid, { name, talk });
    if (survey.foreign.workers > 0) throw new Refusal(`"${name}" is used by something else, too`);
  }
  await tellEvents(account, workspaceSid, talk);

  const credentials = account.credentials;
  const chosen = {
    ACCOUNT_SID: credentials.accountSid,
    ...(credentials.authToken === null ? {} : { AUTH_TOKEN: credentials.authToken }),
    ...(credentials.apiKey
      ? { TWILIO_API_KEY: credentials.apiKey.sid, TWILIO_API_SECRET: credentials.apiKey.secret }
      : {}),
    TWILIO_FLEX_WORKSPACE_SID: workspaceSid,
    TWILIO_FLEX_SYNC_SID: syncServiceSid,
    WORKER_QUEUES_ATTRIBUTE: name,
    // A form that was chosen before stays: changing it rewrites every list.
    WORKER_QUEUES_FORM: form ?? known['WORKER_QUEUES_FORM'] ?? fittingForm(survey),
  };
  const before = text === '' ? await readFile(EXAMPLE_FILE, 'utf8') : text;
  await writePrivately(file, withValues(before, chosen));
  const changed = Object.entries(chosen).filter(([variable, value]) => values[variable] !== value);
  talk.line(
    `Wrote ${file} (only you can read it): ${changed.map(([variable]) => variable).join(', ') || 'no change'}`,
  );
  talk.line('Next: `npm run deploy -- --plan` says what it would do, `npm run deploy` does it');
  return 0;
}

/** Asks for what is missing, until Twilio accepts it. */
async function signIn(ask: Ask, known: Values, talk: Talk): Promise<Account> {
  const accountSid =
    known['ACCOUNT_SID'] ??
    (await ask.text('Account SID', undefined, (sid) =>
      /^AC[0-9a-f]{32}$/i.test(sid.trim()) ? null : 'AC and 32 hexadecimal digits; Console shows it',
    ));
  const hasSecret = known['AUTH_TOKEN'] || known['TWILIO_API_SECRET'];
  const secret = hasSecret ? {} : { AUTH_TOKEN: (await ask.secret('Auth token')).trim() };
  try {
    return await connect(readCredentials({ ...known, ...secret, ACCOUNT_SID: accountSid.trim() }));
  } catch (error) {
    if (hasSecret || !(error instanceof NotAccepted)) throw error;
    talk.line(`${error.message}. Console shows both; Ctrl-C ends this`);
    return signIn(ask, known, talk);
  }
}

async function choose(
  ask: Ask,
  message: string,
  { given, choices }: { given: string | undefined; choices: readonly Choice[] },
): Promise<string> {
  if (choices.length === 0) throw new Refusal(`${message}: this account has none`);
  if (given !== undefined && given !== '') {
    if (choices.some(({ value }) => value === given)) return given;
    throw new Refusal(
      `${message}: ${given} is not in this account. There are: ${choices.map(({ name }) => name).join('; ')}`,
    );
  }
  return ask.choose(message, choices, choices[0]?.value);
}

async function surveyWorkers(
  { client }: Account,
  workspaceSid: string,
  { name, talk }: { name: string; talk: Talk },
): Promise<WorkersSurvey> {
  const retry = createRetry({ retries: 5, minBackoffMs: 300, maxBackoffMs: 2_000 });
  const taskRouter = createTaskRouter(client.taskrouter.v1.workspaces(workspaceSid), retry);
  const queues = await taskRouter.listQueues();
  const survey = createSurvey(queues, name);
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof taskRouter.listWorkers>> = await taskRouter.listWorkers(cursor);
    survey.look(page.entries);
    talk.progress(`  ${survey.result().workers} workers`);
    cursor = page.next;
  } while (cursor !== null);
  const result = survey.result();
  talk.line(`  ${queues.length} queues`);
  for (const line of workersLines(result, name)) talk.line(`  ${line}`);
  return result;
}

async function tellEvents(account: Account, workspaceSid: string, talk: Talk): Promise<void> {
  const { accountSid } = account.credentials;
  const ledger = await Ledger.open(ledgerFolder(), { accountSid, workspaceSid });
  const found = await readCallback({ account, settings: { workspaceSid } });
  const lines = [
    ...callbackLines(found, ownerOf(found, { ledger, settings: { functionsBaseUrl: null } })),
    ...writersLines(await readWriters(account.client, workspaceSid)),
  ];
  for (const line of lines) talk.line(`  ${line}`);
}

const present = (values: Values): Record<string, string> =>
  Object.fromEntries(Object.entries(values).filter((entry): entry is [string, string] => !!entry[1]));

await main(setup);
