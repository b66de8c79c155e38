import { confirm } from '@inquirer/prompts';
import { DEPLOYMENT_OPTIONS, openDeployment } from './deployment';
import { main } from './main';
import { readOptions } from './options';
import { makeUndos, planUndos } from './run-steps';
import { attributeUndo } from './steps/attribute';
import { callbackUndo } from './steps/callback';
import { flexAddressUndo } from './steps/flex-address';
import { functionsUndo } from './steps/functions';
import { pluginUndo } from './steps/plugin';
import { streamsUndo } from './steps/streams';
import { jobsUndo, syncUndo } from './steps/sync';

const HELP = `Takes back what \`npm run deploy\` did: events, plugin, Flex's configuration, Functions, what was kept in Sync.
What it replaced is put back, unless somebody changed it meanwhile. It can be repeated wherever it broke.

Usage: npm run undeploy -- [options]

  --plan              say what would be done, and do nothing
  --yes               do it without asking
  --remove-attribute  also take our attribute out of every worker
  --service NAME      the unique name of the Functions service (queue-eligibility)
  --environment NAME  of its environment (prod)
  --env FILE          the variables (.env)
  --help              this`;

async function undeploy(args: readonly string[]): Promise<number> {
  const options = readOptions(args, {
    plan: { type: 'boolean' },
    yes: { type: 'boolean' },
    'remove-attribute': { type: 'boolean' },
    ...DEPLOYMENT_OPTIONS,
  });
  if (options.help) {
    console.log(HELP);
    return 0;
  }
  const { place, names } = await openDeployment({ ...options, writes: !options.plan });
  const undos = [
    callbackUndo,
    streamsUndo,
    jobsUndo,
    pluginUndo,
    flexAddressUndo,
    functionsUndo(names),
    ...(options['remove-attribute'] ? [attributeUndo] : []),
    syncUndo,
  ];
  if (options.plan || !(options.yes ?? !process.stdin.isTTY)) {
    const isAny = await planUndos(undos, place);
    if (options.plan || !isAny || !(await confirm({ message: 'Go on?', default: false }))) return 0;
  }
  await makeUndos(undos, place);
  if (!options['remove-attribute'])
    place.talk.line(
      `Workers keep "${place.settings.queuesAttribute.name}" as it is; --remove-attribute takes it out`,
    );
  return 0;
}

await main(undeploy);
