import * as z from 'zod';
import { addressOf } from '../step';
import { addressIn, showColumnIn } from '../steps/flex-address';
import { PLUGIN } from '../steps/plugin';
import { fail, ok, warn, type Probe } from './finding';

/** What the plugin was built for and tested with. */
const TESTED = '2.17.1';
const TESTED_MINOR = 17;
const REACT = '17.0.2';
const TIMEOUT_MS = 12_000;

export const flexProbes: readonly Probe[] = [
  {
    id: 'flex-ui',
    look: async ({ facts }) => {
      const version = (await facts.flex()).uiVersion ?? '';
      const [major = NaN, minor = NaN] = version.split('.').map(Number);
      const mend = 'Choose a version in Flex, Admin, Versioning';
      if (Number.isNaN(major))
        return warn('flex-ui', 'Flex does not say which version of its UI it has', mend);
      if (major !== 2) return fail('flex-ui', `Flex UI ${version}; the plugin is for 2.x`, mend);
      return minor === TESTED_MINOR
        ? ok('flex-ui', `Flex UI ${version}`)
        : warn(
            'flex-ui',
            `Flex UI ${version}; the plugin was tested with ${TESTED} alone`,
            'Look at Teams View, the dialog of an agent and the admins’ page in it',
          );
    },
  },
  {
    id: 'react',
    look: async ({ facts }) => {
      const react = z.string().safeParse((await facts.flex()).uiDependencies?.['react']).data;
      if (react === undefined) return ok('react', `Flex's own React, ${REACT} in Flex UI 2`);
      return /(?:^|[^\d.])17\./.test(react)
        ? ok('react', `React ${react}`)
        : fail(
            'react',
            `Flex is configured for React ${react}; the plugin is built with ${REACT}`,
            'Set ui_dependencies in Flex, Admin',
          );
    },
  },
  {
    id: 'flex-address',
    look: async ({ place, facts }) => {
      const { uiAttributes } = await facts.flex();
      const address = addressOf(place);
      const there = addressIn(uiAttributes ?? {});
      if (there === undefined)
        return fail('flex-address', 'Flex was not told where the Functions are', 'npm run deploy');
      return there === address
        ? ok('flex-address', `the plugin calls ${address}`)
        : fail(
            'flex-address',
            `the plugin calls ${JSON.stringify(there)}, and the Functions are at ${address}`,
            'npm run deploy',
          );
    },
  },
  {
    id: 'plugin',
    look: async ({ facts }) => {
      const { released, ours } = await facts.plugins();
      const plugin = released.find(({ plugin: name }) => name === PLUGIN);
      if (!plugin) {
        const was = ours ? ', though it was once' : '';
        return fail(
          'plugin',
          `the plugin is not part of the active release${was}`,
          'npm run deploy releases it',
        );
      }
      const response = await fetch(plugin.url, { signal: AbortSignal.timeout(TIMEOUT_MS) });
      await response.body?.cancel();
      return response.ok
        ? ok('plugin', `${PLUGIN} ${plugin.version} is released, and its bundle is there`)
        : fail(
            'plugin',
            `the bundle of ${plugin.version} is not there: ${plugin.url} answers ${response.status}`,
            'npm run deploy',
          );
    },
  },
  {
    id: 'queues-column',
    // Twilio's configuration does not name the feature, and only a browser in which Flex runs knows.
    look: async ({ facts }) => {
      const shown = showColumnIn((await facts.flex()).uiAttributes ?? {});
      const beside = shown === 'always' ? ', and ours beside it' : '; where it does, ours stays away';
      return ok('queues-column', `our page in Flex says whether Flex shows its own Queues column${beside}`);
    },
  },
];
