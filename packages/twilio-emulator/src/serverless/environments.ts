import { badRequest } from '../errors';
import { pagingParameters } from '../paging';
import type { Route } from '../router';
import {
  dates,
  environmentOf,
  environmentPath,
  maxServerlessPageSize,
  serverlessOrigin,
  servicePath,
  serviceOf,
  uniqueName,
  type ServerlessApi,
} from './api';
import type { EnvironmentRecord } from './records';

const maxNameLength = 100;

/** Environments: https://www.twilio.com/docs/serverless/api/resource/environment */
export function environmentRoutes(api: ServerlessApi): Route[] {
  const { store } = api;
  return [
    {
      path: `${servicePath}/Environments`,
      resource: 'Serverless',
      operations: {
        GET: {
          query: pagingParameters,
          handle: (request) => {
            const service = serviceOf(api, request);
            return store.environments.list({
              request,
              origin: serverlessOrigin,
              key: 'environments',
              maxPageSize: maxServerlessPageSize,
              matches: ({ serviceSid }) => serviceSid === service.sid,
              render: (environment) => environmentBody(api, environment),
            });
          },
        },
        POST: {
          // The Serverless Toolkit sends a FriendlyName, which no answer shows.
          form: ['UniqueName', 'DomainSuffix', 'FriendlyName'],
          handle: (request) => {
            const environment = store.createEnvironment(serviceOf(api, request), {
              uniqueName: uniqueName(request.form, maxNameLength),
              domainSuffix: domainSuffix(request.form['DomainSuffix']),
            });
            return { status: 201, body: environmentBody(api, environment) };
          },
        },
      },
    },
    {
      path: environmentPath,
      resource: 'Serverless',
      operations: {
        GET: {
          handle: (request) => ({ status: 200, body: environmentBody(api, environmentOf(api, request)) }),
        },
        DELETE: {
          handle: async (request) => {
            await store.removeEnvironment(environmentOf(api, request));
            return { status: 204 };
          },
        },
      },
    },
  ];
}

function domainSuffix(text: string | undefined): string | null {
  if (text === undefined || text === '') return null;
  if (!/^[a-z0-9-]{1,16}$/i.test(text)) {
    throw badRequest(`DomainSuffix must have 1 to 16 letters, digits or -, got ${text}`);
  }
  return text.toLowerCase();
}

function environmentBody({ accountSid }: ServerlessApi, environment: EnvironmentRecord): unknown {
  const url = `${serverlessOrigin}/v1/Services/${environment.serviceSid}/Environments/${environment.sid}`;
  return {
    sid: environment.sid,
    account_sid: accountSid,
    service_sid: environment.serviceSid,
    build_sid: environment.buildSid,
    unique_name: environment.uniqueName,
    domain_suffix: environment.domainSuffix,
    domain_name: environment.domainName,
    ...dates(environment),
    url,
    links: { variables: `${url}/Variables`, deployments: `${url}/Deployments`, logs: `${url}/Logs` },
  };
}
