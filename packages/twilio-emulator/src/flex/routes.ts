import type { Router } from '../router';
import type { FlexApi } from './account';
import { configurationRoutes } from './configuration';
import { eventBridgeRoutes } from './event-bridge';
import { sessionRoutes, tokenInfoRoutes } from './session';
import { statusPageRoutes, surroundingRoutes } from './surroundings';

/** Adds everything that Flex UI asks over HTTP beside TaskRouter, Sync and IAM, each at its host. */
export function addFlexRoutes(router: Router, api: FlexApi): void {
  router.add('flex.twilio.com', sessionRoutes(api));
  router.add('flex-api.twilio.com', [
    ...configurationRoutes(api),
    ...tokenInfoRoutes(api),
    ...surroundingRoutes(api),
  ]);
  router.add('event-bridge.twilio.com', eventBridgeRoutes(api));
  router.add('status.twilio.com', statusPageRoutes());
}
