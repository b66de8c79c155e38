import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import * as z from 'zod';
import { ROOT } from '../settings';
import { fail, ok, warn, type Finding, type Probe } from './finding';

const manifestSchema = z.object({
  version: z.string().default(''),
  devDependencies: z.record(z.string(), z.string()).default({}),
});

const PLUGIN = path.join(ROOT, 'plugin-queue-eligibility');
const TOOLS = ['@twilio/flex-plugin-scripts', 'typescript'];

/** A signature's time, a token's and a lease's are compared with Twilio's clock; s. */
const CLOCK = { warnS: 5, failS: 60 };

export const machineProbes: readonly Probe[] = [
  { id: 'node', look: async () => nodeFinding(process.versions.node) },
  {
    id: 'plugin-tooling',
    look: async () => {
      const { devDependencies } = await readManifest(path.join(PLUGIN, 'package.json'));
      const require = createRequire(path.join(PLUGIN, 'package.json'));
      const found = await Promise.all(
        TOOLS.map(async (name) => {
          const { version } = await readManifest(require.resolve(`${name}/package.json`));
          return { name, version, wanted: devDependencies[name] ?? '' };
        }),
      );
      return toolingFinding(found);
    },
  },
  {
    id: 'clock',
    look: async ({ place }) => {
      const beforeMs = Date.now();
      const { headers } = await place.account.client.taskrouter.v1
        .workspaces(place.settings.workspaceSid)
        .fetchWithHttpInfo();
      const theirsMs = Date.parse(String((headers as Record<string, unknown> | undefined)?.['date']));
      if (Number.isNaN(theirsMs)) return ok('clock', "Twilio's answer names no time");
      // Its header has whole seconds.
      const offS = Math.max(0, Math.abs(theirsMs - (beforeMs + Date.now()) / 2) / 1_000 - 1);
      const what = `this machine's clock is ${offS < 1 ? 'right' : `${Math.round(offS)} s from Twilio's`}`;
      const mend = 'Set the clock by network time: what is signed here is refused when it is too old';
      if (offS >= CLOCK.failS) return fail('clock', what, mend);
      return offS >= CLOCK.warnS ? warn('clock', what, mend) : ok('clock', what);
    },
  },
];

/** By the version of Node here. */
export function nodeFinding(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isRight = major < 25 && (major > 20 || (major === 20 && minor >= 19));
  return isRight
    ? ok('node', `Node ${version} here`)
    : fail('node', `Node ${version} here`, 'Use Node 20.19 to 24');
}

/** By the tools that are installed for the plugin's build, and the versions that are wanted. */
export function toolingFinding(found: readonly { name: string; version: string; wanted: string }[]): Finding {
  const wrong = found.filter(({ version, wanted }) => version !== wanted);
  const words = found.map(({ name, version }) => `${name} ${version}`).join(', ');
  return wrong.length === 0
    ? ok('plugin-tooling', words)
    : fail(
        'plugin-tooling',
        `${words}; with other versions its build has ended green with no bundle`,
        'npm ci',
      );
}

const readManifest = async (file: string) =>
  manifestSchema.parse(JSON.parse(await readFile(file, 'utf8')) as unknown);
