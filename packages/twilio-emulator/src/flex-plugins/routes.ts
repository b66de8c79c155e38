import type { Router } from '../router';
import type { PluginApi } from './api';
import { pluginConfigurationRoutes } from './configurations';
import { pluginRoutes } from './plugins';
import { pluginReleaseRoutes } from './releases';
import { pluginVersionRoutes } from './versions';

/** Adds Flex's plugin service. */
export function addPluginRoutes(router: Router, api: PluginApi): void {
  router.add('flex-api.twilio.com', [
    ...pluginRoutes(api),
    ...pluginVersionRoutes(api),
    ...pluginConfigurationRoutes(api),
    ...pluginReleaseRoutes(api),
  ]);
}
