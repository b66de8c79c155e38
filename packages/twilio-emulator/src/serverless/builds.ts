import { badRequest } from '../errors';
import { pagingParameters } from '../paging';
import { pathParam, type ApiRequest, type Operation, type Route } from '../router';
import {
  dates,
  maxServerlessPageSize,
  serverlessOrigin,
  servicePath,
  serviceOf,
  type ServerlessApi,
} from './api';
import { dependenciesOf, runtimeHandler, runtimeOf } from './build-rules';
import { versionBody } from './code';
import type { BuildRecord, CodeKind, ServiceRecord } from './records';

/** Builds: https://www.twilio.com/docs/serverless/api/resource/build */
export function buildRoutes(api: ServerlessApi): Route[] {
  const path = `${servicePath}/Builds`;
  const find = (request: ApiRequest): BuildRecord =>
    api.store.of(serviceOf(api, request), api.store.builds, pathParam(request, 'Sid'));
  return [
    { path, resource: 'Serverless', operations: { GET: list(api), POST: create(api) } },
    {
      path: `${path}/{Sid}`,
      resource: 'Serverless',
      operations: {
        GET: {
          handle: (request) => {
            const build = find(request);
            return { status: 200, body: buildBody(api, build, api.store.readBuild(build)) };
          },
        },
        DELETE: { handle: (request) => remove(api, find(request)) },
      },
    },
    {
      path: `${path}/{Sid}/Status`,
      resource: 'Serverless',
      operations: {
        GET: {
          handle: (request) => {
            const build = find(request);
            const { sid, serviceSid } = build;
            return {
              status: 200,
              body: {
                sid,
                account_sid: api.accountSid,
                service_sid: serviceSid,
                status: api.store.readBuild(build),
                url: `${buildUrl(build)}/Status`,
              },
            };
          },
        },
      },
    },
  ];
}

function list(api: ServerlessApi): Operation {
  return {
    query: pagingParameters,
    handle: (request) => {
      const service = serviceOf(api, request);
      return api.store.builds.list({
        request,
        origin: serverlessOrigin,
        key: 'builds',
        maxPageSize: maxServerlessPageSize,
        matches: ({ serviceSid }) => serviceSid === service.sid,
        render: (build) => buildBody(api, build, build.readsLeft > 0 ? 'building' : build.outcome),
      });
    },
  };
}

function create(api: ServerlessApi): Operation {
  return {
    form: ['Dependencies', 'Runtime'],
    repeated: ['FunctionVersions', 'AssetVersions'],
    handle: (request) => {
      const { settings, store } = api;
      const service = serviceOf(api, request);
      const functionVersionSids = versionSids(api, service, { kind: 'function', request });
      const assetVersionSids = versionSids(api, service, { kind: 'asset', request });
      if (functionVersionSids.length + assetVersionSids.length === 0) {
        throw badRequest('At least one Function Version or Asset Version is required for Build');
      }
      checkPaths(api, [...functionVersionSids, ...assetVersionSids]);
      const runtime = runtimeOf(request.form['Runtime'], settings);
      const dependencies = dependenciesOf(request.form['Dependencies'], { runtime, settings });
      const canRun =
        functionVersionSids.length === 0 || dependencies.some(({ name }) => name === runtimeHandler);
      const build = store.made('ZB', {
        serviceSid: service.sid,
        outcome: canRun ? ('completed' as const) : ('failed' as const),
        readsLeft: settings.buildReads,
        functionVersionSids,
        assetVersionSids,
        dependencies,
        runtime,
      });
      return { status: 201, body: buildBody(api, store.builds.put(build), 'building') };
    },
  };
}

function versionSids(
  { store }: ServerlessApi,
  service: ServiceRecord,
  { kind, request }: { kind: CodeKind; request: ApiRequest },
): string[] {
  const sids = request.lists[kind === 'function' ? 'FunctionVersions' : 'AssetVersions'] ?? [];
  return sids.map((sid) => {
    const version = store.versions.find((candidate) => candidate.sid === sid);
    if (version?.kind !== kind || version.serviceSid !== service.sid) {
      throw badRequest(`${sid} is no ${kind} version of Service ${service.sid}`);
    }
    return sid;
  });
}

function checkPaths({ store }: ServerlessApi, sids: readonly string[]): void {
  const paths = sids.map((sid) => store.versions.get(sid).path);
  const twice = paths.find((path, index) => paths.indexOf(path) !== index);
  if (twice !== undefined) throw badRequest(`Two versions of the Build have the path ${twice}`);
}

function remove({ store }: ServerlessApi, build: BuildRecord): { status: number } {
  if (store.environments.find(({ buildSid }) => buildSid === build.sid)) {
    throw badRequest(`Build ${build.sid} is deployed`);
  }
  store.builds.delete(build.sid);
  return { status: 204 };
}

function buildUrl({ serviceSid, sid }: BuildRecord): string {
  return `${serverlessOrigin}/v1/Services/${serviceSid}/Builds/${sid}`;
}

function buildBody(api: ServerlessApi, build: BuildRecord, status: string): unknown {
  const versions = (sids: readonly string[]): unknown[] =>
    sids.map((sid) => versionBody(api, api.store.versions.get(sid)));
  const url = buildUrl(build);
  return {
    sid: build.sid,
    account_sid: api.accountSid,
    service_sid: build.serviceSid,
    status,
    function_versions: versions(build.functionVersionSids),
    asset_versions: versions(build.assetVersionSids),
    dependencies: build.dependencies,
    runtime: build.runtime,
    ...dates(build),
    url,
    links: { build_status: `${url}/Status` },
  };
}
