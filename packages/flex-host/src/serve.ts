import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createEmulator, startTwilio } from '@queue-eligibility/twilio-emulator';
import { startFlexHost } from './host';
import { defaultIdentities, usersOf } from './identities';

/**
 * For work on the plugin: Flex on an emulated account, with the Functions when they are built.
 * `node --import tsx packages/flex-host/src/serve.ts --help` lists the options.
 */
const { values } = parseArgs({
  options: {
    workers: { type: 'string', default: '300' },
    queues: { type: 'string', default: '60' },
    state: { type: 'string', default: 'in-step' },
    seed: { type: 'string', default: '1' },
    port: { type: 'string', default: '4600' },
    'queue-filter': { type: 'boolean', default: false },
    'no-plugin': { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

const HELP = `--workers N --queues N --seed N --state absent|in-step|stale --port N
--queue-filter  with Flex's own Queues column and filter
--no-plugin     without our plugin`;

async function main(): Promise<void> {
  if (values.help) return console.log(HELP);
  const pathOf = (path: string): string => fileURLToPath(new URL(`../../../${path}`, import.meta.url));
  const state = (['absent', 'in-step', 'stale'] as const).find((word) => word === values.state);
  const settings = {
    workers: Number(values.workers),
    queues: Number(values.queues),
    seed: Number(values.seed),
    queuesAttribute: state ?? 'in-step',
    flex: { queueFilter: values['queue-filter'], users: usersOf(defaultIdentities) },
  };
  const projectDir = pathOf('serverless/dist');
  const twilio = existsSync(projectDir)
    ? await startTwilio({ emulator: settings, functions: { projectDir } })
    : { emulator: await createEmulator(settings), functions: { url: 'http://127.0.0.1:9' } };
  const file = pathOf('plugin-queue-eligibility/build/plugin-queue-eligibility.js');
  const host = await startFlexHost({
    emulator: twilio.emulator,
    functionsUrl: twilio.functions.url,
    plugin: values['no-plugin'] ? null : { file, name: 'plugin-queue-eligibility', version: '0.1.0' },
    port: Number(values.port),
  });
  console.log(`Flex UI    ${host.url}  (${host.url}teams?as=supervisor, ?as=admin, ?as=agent)`);
  console.log(`Functions  ${twilio.functions.url}`);
  const { url, accountSid, authToken, workspaceSid } = twilio.emulator;
  console.log(`API        ${url}  ${accountSid}:${authToken}  ${workspaceSid}`);
}

await main();
