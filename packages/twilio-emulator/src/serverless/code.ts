import { isoSeconds } from '../clock';
import { notFound } from '../errors';
import { pagingParameters } from '../paging';
import { pathParam, type ApiRequest, type Operation, type Route } from '../router';
import {
  dates,
  maxServerlessPageSize,
  required,
  serverlessOrigin,
  servicePath,
  serviceOf,
  type ServerlessApi,
} from './api';
import type { CodeKind, CodeRecord, VersionRecord } from './records';

/** Name in paths and answers of each kind. */
export const codeNames = {
  function: { path: 'Functions', key: 'functions', versionsKey: 'function_versions', sid: 'function_sid' },
  asset: { path: 'Assets', key: 'assets', versionsKey: 'asset_versions', sid: 'asset_sid' },
} as const;

/**
 * Functions or Assets and their versions: https://www.twilio.com/docs/serverless/api/resource/function and
 * https://www.twilio.com/docs/serverless/api/resource/asset. Versions are made at another host.
 */
export function codeRoutes(api: ServerlessApi, kind: CodeKind): Route[] {
  const path = `${servicePath}/${codeNames[kind].path}`;
  const routes: Route[] = [
    { path, resource: 'Serverless', operations: { GET: list(api, kind), POST: create(api, kind) } },
    {
      path: `${path}/{CodeSid}`,
      resource: 'Serverless',
      operations: {
        GET: {
          handle: (request) => ({ status: 200, body: codeBody(api, codeOf(api, kind, request)) }),
        },
        DELETE: {
          handle: (request) => {
            api.store.code.delete(codeOf(api, kind, request).sid);
            return { status: 204 };
          },
        },
      },
    },
    { path: `${path}/{CodeSid}/Versions`, resource: 'Serverless', operations: { GET: versions(api, kind) } },
    {
      path: `${path}/{CodeSid}/Versions/{Sid}`,
      resource: 'Serverless',
      operations: {
        GET: {
          handle: (request) => ({ status: 200, body: versionBody(api, versionOf(api, kind, request)) }),
        },
      },
    },
  ];
  return kind === 'function' ? [...routes, contentRoute(api, path)] : routes;
}

/** The Function or Asset of a request. @throws ApiError 404. */
export function codeOf(api: ServerlessApi, kind: CodeKind, request: ApiRequest): CodeRecord {
  const code = api.store.of(serviceOf(api, request), api.store.code, pathParam(request, 'CodeSid'));
  if (code.kind !== kind) throw notFound(code.sid);
  return code;
}

function versionOf(api: ServerlessApi, kind: CodeKind, request: ApiRequest): VersionRecord {
  const version = api.store.versions.get(pathParam(request, 'Sid'));
  if (version.codeSid !== codeOf(api, kind, request).sid) throw notFound(version.sid);
  return version;
}

function list(api: ServerlessApi, kind: CodeKind): Operation {
  return {
    query: pagingParameters,
    handle: (request) => {
      const service = serviceOf(api, request);
      return api.store.code.list({
        request,
        origin: serverlessOrigin,
        key: codeNames[kind].key,
        maxPageSize: maxServerlessPageSize,
        matches: (code) => code.kind === kind && code.serviceSid === service.sid,
        render: (code) => codeBody(api, code),
      });
    },
  };
}

function create(api: ServerlessApi, kind: CodeKind): Operation {
  return {
    form: ['FriendlyName'],
    handle: (request) => {
      const friendlyName = required(request.form, 'FriendlyName');
      const code = api.store.made('ZH', { serviceSid: serviceOf(api, request).sid, kind, friendlyName });
      return { status: 201, body: codeBody(api, api.store.code.put(code)) };
    },
  };
}

function versions(api: ServerlessApi, kind: CodeKind): Operation {
  return {
    query: pagingParameters,
    handle: (request) => {
      const code = codeOf(api, kind, request);
      return api.store.versions.list({
        request,
        origin: serverlessOrigin,
        key: codeNames[kind].versionsKey,
        maxPageSize: maxServerlessPageSize,
        matches: ({ codeSid }) => codeSid === code.sid,
        render: (version) => versionBody(api, version),
      });
    },
  };
}

function contentRoute(api: ServerlessApi, path: string): Route {
  return {
    path: `${path}/{CodeSid}/Versions/{Sid}/Content`,
    resource: 'Serverless',
    operations: {
      GET: {
        handle: (request) => {
          const version = versionOf(api, 'function', request);
          return {
            status: 200,
            body: {
              sid: version.sid,
              account_sid: api.accountSid,
              service_sid: version.serviceSid,
              function_sid: version.codeSid,
              content: version.content.toString(),
              url: `${versionUrl(version)}/Content`,
            },
          };
        },
      },
    },
  };
}

function codeBody({ accountSid }: ServerlessApi, code: CodeRecord): unknown {
  const url = `${serverlessOrigin}/v1/Services/${code.serviceSid}/${codeNames[code.kind].path}/${code.sid}`;
  return {
    sid: code.sid,
    account_sid: accountSid,
    service_sid: code.serviceSid,
    friendly_name: code.friendlyName,
    ...dates(code),
    url,
    links: { [codeNames[code.kind].versionsKey]: `${url}/Versions` },
  };
}

function versionUrl({ serviceSid, kind, codeSid, sid }: VersionRecord): string {
  return `${serverlessOrigin}/v1/Services/${serviceSid}/${codeNames[kind].path}/${codeSid}/Versions/${sid}`;
}

/** A version as answers show it, those on builds too. */
export function versionBody({ accountSid }: ServerlessApi, version: VersionRecord): unknown {
  const url = versionUrl(version);
  return {
    sid: version.sid,
    account_sid: accountSid,
    service_sid: version.serviceSid,
    [codeNames[version.kind].sid]: version.codeSid,
    path: version.path,
    visibility: version.visibility,
    date_created: isoSeconds(version.dateCreated),
    url,
    ...(version.kind === 'function' && { links: { function_version_content: `${url}/Content` } }),
  };
}
