import { notFound } from '../errors';
import { pagingParameters } from '../paging';
import { pathParam, type Route } from '../router';
import {
  dates,
  environmentOf,
  environmentPath,
  flag,
  maxServerlessPageSize,
  serverlessOrigin,
  serviceOf,
  type ServerlessApi,
} from './api';
import type { DeploymentRecord } from './records';

/** Deployments: https://www.twilio.com/docs/serverless/api/resource/deployment. One without a build takes away what is there. */
export function deploymentRoutes(api: ServerlessApi): Route[] {
  const { store } = api;
  return [
    {
      path: `${environmentPath}/Deployments`,
      resource: 'Serverless',
      operations: {
        GET: {
          query: pagingParameters,
          handle: (request) => {
            const environment = environmentOf(api, request);
            return store.deployments.list({
              request,
              origin: serverlessOrigin,
              key: 'deployments',
              maxPageSize: maxServerlessPageSize,
              matches: ({ environmentSid }) => environmentSid === environment.sid,
              render: (deployment) => deploymentBody(api, deployment),
            });
          },
        },
        POST: {
          form: ['BuildSid', 'IsPlugin'],
          handle: async (request) => {
            flag(request.form, 'IsPlugin', false);
            const { BuildSid } = request.form;
            const build = BuildSid ? store.of(serviceOf(api, request), store.builds, BuildSid) : undefined;
            const deployment = await store.deploy(environmentOf(api, request), build);
            return { status: 201, body: deploymentBody(api, deployment) };
          },
        },
      },
    },
    {
      path: `${environmentPath}/Deployments/{Sid}`,
      resource: 'Serverless',
      operations: {
        GET: {
          handle: (request) => {
            const environment = environmentOf(api, request);
            const deployment = store.deployments.get(pathParam(request, 'Sid'));
            if (deployment.environmentSid !== environment.sid) throw notFound(deployment.sid);
            return { status: 200, body: deploymentBody(api, deployment) };
          },
        },
      },
    },
  ];
}

function deploymentBody({ accountSid }: ServerlessApi, deployment: DeploymentRecord): unknown {
  const { sid, serviceSid, environmentSid, buildSid } = deployment;
  return {
    sid,
    account_sid: accountSid,
    service_sid: serviceSid,
    environment_sid: environmentSid,
    build_sid: buildSid,
    ...dates(deployment),
    url: `${serverlessOrigin}/v1/Services/${serviceSid}/Environments/${environmentSid}/Deployments/${sid}`,
  };
}
