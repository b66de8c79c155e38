import * as z from 'zod';
import { addressOf } from '../step';
import { fail, ok, warn, type Finding, type Probe } from './finding';

/** https://www.twilio.com/docs/serverless/functions-assets/functions/variables */
const MAX_VARIABLE_BYTES = 450;
/** All of them (error 82006). */
const MAX_VARIABLES_BYTES = 3_072;

const HANDLER = '@twilio/runtime-handler';
const dependenciesSchema = z.array(z.object({ name: z.string(), version: z.string() }));
const REDEPLOY = 'npm run deploy';

export const deploymentProbes: readonly Probe[] = [
  {
    id: 'functions',
    look: async ({ place, facts }) => {
      const found = await facts.deployment();
      if (!found) return fail('functions', 'the Functions service is not there', REDEPLOY);
      if (!found.build) return fail('functions', `nothing is deployed at ${found.domain}`, REDEPLOY);
      return ok('functions', `deployed at ${addressOf(place) ?? found.domain}`);
    },
  },
  {
    id: 'runtime',
    look: async ({ facts }) => {
      const build = (await facts.deployment())?.build;
      if (!build) return fail('runtime', 'nothing is deployed', REDEPLOY);
      const handler = dependenciesSchema
        .safeParse(build.dependencies)
        .data?.find(({ name }) => name === HANDLER)?.version;
      const what = `${build.runtime} with ${HANDLER} ${handler ?? 'of the platform'}`;
      return ['node22', 'node24'].includes(build.runtime)
        ? ok('runtime', what)
        : fail('runtime', `${what}: this version runs on Node 22 and 24`, REDEPLOY);
    },
  },
  {
    id: 'variables-size',
    look: async ({ place, facts }) => {
      const deployed = (await facts.deployment())?.variables ?? [];
      return sizeFinding(
        { ...place.settings.variables, ...Object.fromEntries(deployed) },
        place.settings.variables,
      );
    },
  },
  {
    id: 'variables',
    look: async ({ place, facts }) => {
      const deployed = (await facts.deployment())?.variables;
      if (!deployed) return fail('variables', 'nothing is deployed', REDEPLOY);
      const { variables } = place.settings;
      const differ = Object.keys(variables).filter((name) => deployed.get(name) !== variables[name]);
      const dropped = [...deployed.keys()].filter((name) => !(name in variables));
      if (differ.length > 0)
        return warn('variables', `the Functions have other values than here: ${differ.join(', ')}`, REDEPLOY);
      return dropped.length > 0
        ? warn(
            'variables',
            `the Functions have what is not here: ${dropped.join(', ')}`,
            'Remove it in Console',
          )
        : ok('variables', `the Functions have the ${Object.keys(variables).length} variables that are here`);
    },
  },
];

/** What is there, and what would be by the next deployment. */
function sizeFinding(...sets: readonly Readonly<Record<string, string>>[]): Finding {
  const found = sets.map(sizeOf);
  return found.find(({ state }) => state === 'fail') ?? found[0] ?? ok('variables-size', 'there are none');
}

function sizeOf(variables: Readonly<Record<string, string>>): Finding {
  const sizes = Object.entries(variables).map(([name, value]) => ({ name, bytes: Buffer.byteLength(value) }));
  const large = sizes.filter(({ bytes }) => bytes > MAX_VARIABLE_BYTES);
  const total = sizes.reduce((sum, { name, bytes }) => sum + bytes + Buffer.byteLength(name), 0);
  const mend = 'Shorten it: the platform refuses or cuts what is larger';
  if (large.length > 0) {
    const named = large.map(({ name, bytes }) => `${name} has ${bytes} bytes`).join(', ');
    return fail('variables-size', `${named}; ${MAX_VARIABLE_BYTES} are the most`, mend);
  }
  const what = `all variables have ${total} of ${MAX_VARIABLES_BYTES} bytes`;
  return total > MAX_VARIABLES_BYTES ? fail('variables-size', what, mend) : ok('variables-size', what);
}
