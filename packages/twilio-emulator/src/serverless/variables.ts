import { badRequest, notFound } from '../errors';
import { pagingParameters } from '../paging';
import { pathParam, type ApiRequest, type Route } from '../router';
import {
  dates,
  environmentOf,
  environmentPath,
  maxServerlessPageSize,
  required,
  serverlessOrigin,
  type ServerlessApi,
} from './api';
import type { EnvironmentRecord, VariableRecord } from './records';

/** https://www.twilio.com/docs/serverless/functions-assets/functions/variables */
const maxValueBytes = 450;
/** All names and values of an environment. https://www.twilio.com/docs/api/errors/82006 */
const maxAllBytes = 3072;

/** Variables: https://www.twilio.com/docs/serverless/api/resource/variable */
export function variableRoutes(api: ServerlessApi): Route[] {
  const { store } = api;
  const find = (request: ApiRequest): VariableRecord => {
    const environment = environmentOf(api, request);
    const variable = store.variables.get(pathParam(request, 'Sid'));
    if (variable.environmentSid !== environment.sid) throw notFound(`Variable ${variable.sid}`);
    return variable;
  };
  return [
    {
      path: `${environmentPath}/Variables`,
      resource: 'Serverless',
      operations: {
        GET: {
          query: pagingParameters,
          handle: (request) => {
            const environment = environmentOf(api, request);
            return store.variables.list({
              request,
              origin: serverlessOrigin,
              key: 'variables',
              maxPageSize: maxServerlessPageSize,
              matches: ({ environmentSid }) => environmentSid === environment.sid,
              render: (variable) => variableBody(api, variable),
            });
          },
        },
        POST: {
          form: ['Key', 'Value'],
          handle: (request) => {
            const environment = environmentOf(api, request);
            const key = required(request.form, 'Key');
            const value = request.form['Value'] ?? '';
            check(api, environment, { sid: '', key, value });
            const { serviceSid, sid: environmentSid } = environment;
            const variable = store.made('ZV', { serviceSid, environmentSid, key, value });
            return { status: 201, body: variableBody(api, store.variables.put(variable)) };
          },
        },
      },
    },
    {
      path: `${environmentPath}/Variables/{Sid}`,
      resource: 'Serverless',
      operations: {
        GET: { handle: (request) => ({ status: 200, body: variableBody(api, find(request)) }) },
        POST: {
          form: ['Key', 'Value'],
          handle: (request) => {
            const before = find(request);
            const variable = store.changed(before, {
              key: request.form['Key'] ?? before.key,
              value: request.form['Value'] ?? before.value,
            });
            check(api, environmentOf(api, request), variable);
            return { status: 200, body: variableBody(api, store.variables.put(variable)) };
          },
        },
        DELETE: {
          handle: (request) => {
            store.variables.delete(find(request).sid);
            return { status: 204 };
          },
        },
      },
    },
  ];
}

/** @throws ApiError 400 20001 for a malformed or taken name, a value that is too long, or too much in all. */
function check(
  { store }: ServerlessApi,
  environment: EnvironmentRecord,
  variable: Pick<VariableRecord, 'sid' | 'key' | 'value'>,
): void {
  const { key, value } = variable;
  if (!/^[A-Za-z_]\w*$/.test(key)) throw badRequest(`Key is not a valid variable name: ${key}`);
  const others = store.variables.all(
    ({ sid, environmentSid }) => environmentSid === environment.sid && sid !== variable.sid,
  );
  if (others.some((other) => other.key === key)) throw badRequest(`A Variable ${key} already exists`);
  const bytes = Buffer.byteLength(value);
  if (bytes > maxValueBytes) throw badRequest(`Value must be at most ${maxValueBytes} bytes, got ${bytes}`);
  const all = [...others, variable].reduce((sum, each) => sum + Buffer.byteLength(each.key + each.value), 0);
  if (all > maxAllBytes) {
    throw badRequest(
      `The variables of an Environment must be at most ${maxAllBytes} bytes, they would be ${all}`,
    );
  }
}

function variableBody({ accountSid }: ServerlessApi, variable: VariableRecord): unknown {
  const { sid, serviceSid, environmentSid, key, value } = variable;
  return {
    sid,
    account_sid: accountSid,
    service_sid: serviceSid,
    environment_sid: environmentSid,
    key,
    value,
    ...dates(variable),
    url: `${serverlessOrigin}/v1/Services/${serviceSid}/Environments/${environmentSid}/Variables/${sid}`,
  };
}
