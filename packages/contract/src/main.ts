import { writeFile } from 'node:fs/promises';
import {
  atTerminal,
  connect,
  createTalk,
  ENV_FILE,
  main,
  readOptions,
  readSettings,
  Refusal,
  type Account,
  type Settings,
} from '@queue-eligibility/operate';
import { openProbeAccount } from './account';
import { probes } from './probes';
import { report, summary } from './report';
import { askAll, notAsked } from './run';

const HELP = `Asks a real account what the emulator takes for granted, and prints a table of what was found. It makes a few
workers who get no tasks, a queue that matches only them, and objects in Sync, and removes them all; nothing else changes.

Usage: npm run contract -- [options]

  --yes          don't ask first
  --write FILE   write the table there as well
  --env FILE     the variables (.env)
  --help         this

It takes a few minutes, at three requests a second. The exit code is 0 where everything could be asked and removed.`;

async function contract(args: readonly string[]): Promise<number> {
  const options = readOptions(args, {
    yes: { type: 'boolean' },
    write: { type: 'string' },
    env: { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  });
  if (options.help) {
    console.log(HELP);
    return 0;
  }
  const talk = createTalk(process.stdout);
  const settings = await readSettings(options.env ?? ENV_FILE, process.env);
  const account = await connect(settings.credentials);
  const place = await nameOf(account, settings);
  talk.line(place);
  if (!options.yes && !(await agreed())) {
    talk.line('Nothing was made.');
    return 0;
  }
  const interrupted = new AbortController();
  process.once('SIGINT', () => {
    talk.line('Stopping after this question; what was made is removed');
    interrupted.abort();
  });
  const probed = await openProbeAccount({
    client: account.client,
    workspaceSid: settings.workspaceSid,
    syncServiceSid: settings.syncServiceSid,
    usesKey: settings.credentials.apiKey !== undefined,
  });
  const asking = askAll(probed, probes, {
    signal: interrupted.signal,
    onFinding: ({ asks, found }, done) => talk.line(`${done}/${probes.length} ${asks}: ${found}`),
  });
  const remove = (): Promise<string[]> => {
    talk.line('Removing what was made');
    return probed.objects.removeAll();
  };
  const left = await asking.then(remove, remove);
  const findings = await asking;
  const all = [...findings, ...notAsked()];
  const text = report(all, { at: new Date(), account: place });
  talk.line(`\n${text}`);
  if (options.write !== undefined) await writeFile(options.write, text);
  talk.line(`${summary(all)}.`);
  if (left.length > 0) talk.line(`Still there, remove by hand or run again: ${left.join(', ')}`);
  const isComplete =
    findings.length === probes.length && !findings.some(({ outcome }) => outcome === 'failed');
  return isComplete && left.length === 0 ? 0 : 1;
}

/** Which account and workspace, as a person knows them. */
async function nameOf({ client, credentials, friendlyName }: Account, settings: Settings): Promise<string> {
  const workspace = await client.taskrouter.v1.workspaces(settings.workspaceSid).fetch();
  const account =
    friendlyName === '' ? credentials.accountSid : `${friendlyName} (${credentials.accountSid})`;
  return `Account ${account}, workspace ${workspace.friendlyName} (${settings.workspaceSid})`;
}

/** @throws Refusal where nobody can be asked. */
async function agreed(): Promise<boolean> {
  if (!process.stdin.isTTY) throw new Refusal('Nobody is there to be asked: --yes goes on without');
  const answer = await atTerminal.choose(
    'Make workers who get no tasks, a queue and Sync objects there, and remove them again?',
    [
      { value: 'no', name: 'No' },
      { value: 'yes', name: 'Yes' },
    ],
    'no',
  );
  return answer === 'yes';
}

await main(contract);
