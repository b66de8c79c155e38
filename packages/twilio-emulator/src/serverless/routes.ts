import type { Router } from '../router';
import type { ServerlessApi } from './api';
import { buildRoutes } from './builds';
import { codeRoutes } from './code';
import { deploymentRoutes } from './deployments';
import { environmentRoutes } from './environments';
import { logRoutes } from './logs';
import { serviceRoutes } from './services';
import { uploadRoutes } from './upload';
import { variableRoutes } from './variables';

/** Adds the Serverless API and its upload host. */
export function addServerlessRoutes(router: Router, api: ServerlessApi): void {
  router.add('serverless.twilio.com', [
    ...serviceRoutes(api),
    ...environmentRoutes(api),
    ...variableRoutes(api),
    ...codeRoutes(api, 'function'),
    ...codeRoutes(api, 'asset'),
    ...buildRoutes(api),
    ...deploymentRoutes(api),
    ...logRoutes(api),
  ]);
  router.add('serverless-upload.twilio.com', [
    ...uploadRoutes(api, 'function'),
    ...uploadRoutes(api, 'asset'),
  ]);
}
