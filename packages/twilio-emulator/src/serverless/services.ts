import { pagingParameters } from '../paging';
import type { Route } from '../router';
import {
  dates,
  flag,
  maxServerlessPageSize,
  required,
  serverlessOrigin,
  servicePath,
  serviceOf,
  uniqueName,
  type ServerlessApi,
} from './api';
import type { ServiceRecord } from './records';

const maxNameLength = 50;

/** Services: https://www.twilio.com/docs/serverless/api/resource/service */
export function serviceRoutes(api: ServerlessApi): Route[] {
  const { store } = api;
  return [
    {
      path: '/v1/Services',
      resource: 'Serverless',
      operations: {
        GET: {
          query: pagingParameters,
          handle: (request) =>
            store.services.list({
              request,
              origin: serverlessOrigin,
              key: 'services',
              maxPageSize: maxServerlessPageSize,
              render: (service) => serviceBody(api, service),
            }),
        },
        POST: {
          form: ['UniqueName', 'FriendlyName', 'IncludeCredentials', 'UiEditable'],
          handle: ({ form }) => {
            const service = store.createService({
              uniqueName: uniqueName(form, maxNameLength),
              friendlyName: required(form, 'FriendlyName'),
              includeCredentials: flag(form, 'IncludeCredentials', true),
              uiEditable: flag(form, 'UiEditable', false),
            });
            return { status: 201, body: serviceBody(api, service) };
          },
        },
      },
    },
    {
      path: servicePath,
      resource: 'Serverless',
      operations: {
        GET: { handle: (request) => ({ status: 200, body: serviceBody(api, serviceOf(api, request)) }) },
        POST: {
          form: ['FriendlyName', 'IncludeCredentials', 'UiEditable'],
          handle: (request) => {
            const before = serviceOf(api, request);
            const { form } = request;
            const service = store.changed(before, {
              friendlyName: form['FriendlyName'] ?? before.friendlyName,
              includeCredentials: flag(form, 'IncludeCredentials', before.includeCredentials),
              uiEditable: flag(form, 'UiEditable', before.uiEditable),
            });
            return { status: 200, body: serviceBody(api, store.services.put(service)) };
          },
        },
        DELETE: {
          handle: async (request) => {
            await store.removeService(serviceOf(api, request));
            return { status: 204 };
          },
        },
      },
    },
  ];
}

function serviceBody({ accountSid }: ServerlessApi, service: ServiceRecord): unknown {
  const url = `${serverlessOrigin}/v1/Services/${service.sid}`;
  return {
    sid: service.sid,
    account_sid: accountSid,
    friendly_name: service.friendlyName,
    unique_name: service.uniqueName,
    include_credentials: service.includeCredentials,
    ui_editable: service.uiEditable,
    domain_base: service.domainBase,
    ...dates(service),
    url,
    links: {
      environments: `${url}/Environments`,
      functions: `${url}/Functions`,
      assets: `${url}/Assets`,
      builds: `${url}/Builds`,
    },
  };
}
