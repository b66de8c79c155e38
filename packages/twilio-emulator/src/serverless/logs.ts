import { isoSeconds } from '../clock';
import { badRequest, notFound } from '../errors';
import { pagingParameters } from '../paging';
import { pathParam, type ApiRequest, type Route } from '../router';
import { environmentOf, environmentPath, serverlessOrigin, type ServerlessApi } from './api';
import type { LogRecord } from './records';

/** What Functions print: https://www.twilio.com/docs/serverless/api/resource/logs. Newest first, as the Toolkit expects. */
export function logRoutes(api: ServerlessApi): Route[] {
  const { logs } = api.store;
  return [
    {
      path: `${environmentPath}/Logs`,
      resource: 'Serverless',
      operations: {
        GET: {
          query: ['FunctionSid', 'StartDate', 'EndDate', ...pagingParameters],
          handle: (request) => {
            const environment = environmentOf(api, request);
            const { FunctionSid } = request.query;
            const from = date(request, 'StartDate') ?? 0;
            const to = date(request, 'EndDate') ?? Number.POSITIVE_INFINITY;
            return logs.list({
              request,
              origin: serverlessOrigin,
              key: 'logs',
              maxPageSize: 1000,
              newestFirst: true,
              matches: ({ environmentSid, functionSid, dateCreated }) =>
                environmentSid === environment.sid &&
                (FunctionSid === undefined || functionSid === FunctionSid) &&
                dateCreated >= from &&
                dateCreated <= to,
              render: (log) => logBody(api, log),
            });
          },
        },
      },
    },
    {
      path: `${environmentPath}/Logs/{Sid}`,
      resource: 'Serverless',
      operations: {
        GET: {
          handle: (request) => {
            const environment = environmentOf(api, request);
            const log = logs.get(pathParam(request, 'Sid'));
            if (log.environmentSid !== environment.sid) throw notFound(log.sid);
            return { status: 200, body: logBody(api, log) };
          },
        },
      },
    },
  ];
}

function date({ query }: ApiRequest, name: string): number | undefined {
  const text = query[name];
  if (text === undefined) return undefined;
  const ms = Date.parse(text);
  if (Number.isNaN(ms)) throw badRequest(`${name} must be an ISO 8601 date, got ${text}`);
  return ms;
}

function logBody({ accountSid }: ServerlessApi, log: LogRecord): unknown {
  const { sid, serviceSid, environmentSid } = log;
  return {
    sid,
    account_sid: accountSid,
    service_sid: serviceSid,
    environment_sid: environmentSid,
    build_sid: log.buildSid,
    deployment_sid: log.deploymentSid,
    function_sid: log.functionSid,
    request_sid: null,
    level: log.level,
    message: log.message,
    date_created: isoSeconds(log.dateCreated),
    url: `${serverlessOrigin}/v1/Services/${serviceSid}/Environments/${environmentSid}/Logs/${sid}`,
  };
}
