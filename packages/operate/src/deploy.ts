import { confirm } from '@inquirer/prompts';
import { DEPLOYMENT_OPTIONS, openDeployment } from './deployment';
import { main } from './main';
import { oneOf, readOptions } from './options';
import { makeSteps, planSteps } from './run-steps';
import type { Place, Step } from './step';
import { build, readBundle, TO_BE_BUILT } from './steps/build';
import { callbackStep, ownerOf, readCallback } from './steps/callback';
import { flexAddressStep } from './steps/flex-address';
import { functionsStep } from './steps/functions';
import { pluginStep } from './steps/plugin';
import { resyncStep } from './steps/resync';
import { streamsStep } from './steps/streams';

const HELP = `Builds and deploys the Functions and the Flex plugin, tells Flex where the Functions are, has TaskRouter's
events sent to them, and follows the first resync until it is verified. It can be repeated wherever it broke.

Usage: npm run deploy -- [options]

  --plan             say what would be done, and do nothing
  --yes              do it without asking
  --events WAY       callback, streams, both, none; auto: the callback where it is free or ours, else streams (auto)
  --replace          replace somebody else's event callback; undeploy puts it back
  --no-build         deploy what was built last
  --no-plugin        leave the Flex plugin and Flex's configuration as they are
  --no-resync        start no resync
  --service NAME     the unique name of the Functions service (queue-eligibility)
  --environment NAME of its environment (prod)
  --env FILE         the variables (.env)
  --help             this`;

const WAYS = ['auto', 'callback', 'streams', 'both', 'none'] as const;

async function deploy(args: readonly string[]): Promise<number> {
  const options = readOptions(args, {
    plan: { type: 'boolean' },
    yes: { type: 'boolean' },
    events: { type: 'string' },
    replace: { type: 'boolean' },
    'no-build': { type: 'boolean' },
    'no-plugin': { type: 'boolean' },
    'no-resync': { type: 'boolean' },
    ...DEPLOYMENT_OPTIONS,
  });
  if (options.help) {
    console.log(HELP);
    return 0;
  }
  const way = oneOf('events', WAYS, options.events ?? 'auto');
  const { place, names } = await openDeployment({ ...options, writes: !options.plan });
  const { talk, settings, account } = place;
  talk.line(`Account ${account.friendlyName || settings.credentials.accountSid}, ${settings.workspaceSid}`);
  for (const name of settings.unknown) talk.line(`${name} is in no list of variables: it is not uploaded`);
  if (!options['no-build'] && !options.plan) {
    talk.line('Building the Functions and the plugin; the first time, that takes minutes');
    await build();
  }
  // A plan needs no build.
  const bundle = await readBundle().catch((error: unknown) => {
    if (options.plan) return TO_BE_BUILT;
    throw error;
  });
  const steps: Step[] = [
    functionsStep(names, { bundle, releasesPlugin: !options['no-plugin'] }),
    ...(options['no-plugin'] ? [] : [flexAddressStep, pluginStep(bundle)]),
    ...(await eventSteps(way, options.replace ?? false, place)),
    ...(options['no-resync'] || account.credentials.authToken === null ? [] : [resyncStep]),
  ];
  if (options.plan || !(options.yes ?? !process.stdin.isTTY)) {
    await planSteps(steps, place);
    if (options.plan || !(await confirm({ message: 'Go on?' }))) return 0;
  }
  await makeSteps(steps, place);
  if (account.credentials.authToken === null)
    talk.line('Without AUTH_TOKEN no resync was started: press Resync in Flex');
  talk.line('Deployed. `npm run doctor` looks at all of it; `npm run undeploy` takes it back');
  return 0;
}

async function eventSteps(way: (typeof WAYS)[number], replace: boolean, place: Place): Promise<Step[]> {
  if (way === 'none') return [];
  if (way === 'both') return [callbackStep({ replace }), streamsStep];
  if (way === 'callback' || (way === 'auto' && replace)) return [callbackStep({ replace })];
  if (way === 'streams') return [streamsStep];
  const found = await readCallback(place);
  if (ownerOf(found, place) !== 'others') return [callbackStep({ replace })];
  place.talk.line(
    `The event callback is taken by ${found.url}: Event Streams it is, which leaves that alone`,
  );
  return [streamsStep];
}

await main(deploy);
