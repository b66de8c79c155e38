import { isoSeconds } from '../clock';
import { pagingParameters } from '../paging';
import { pathParam, type Route } from '../router';
import { maxPluginPageSize, pluginOrigin, releasesPath, required, type PluginApi } from './api';
import type { PluginReleaseRecord } from './store';

/** Releases, newest first: the first one counts. https://www.twilio.com/docs/flex/developer/plugins/api/release */
export function pluginReleaseRoutes(api: PluginApi): Route[] {
  const { releases } = api.store;
  return [
    {
      path: releasesPath,
      resource: 'PluginService',
      operations: {
        GET: {
          query: pagingParameters,
          handle: (request) =>
            releases.list({
              request,
              origin: pluginOrigin,
              key: 'releases',
              maxPageSize: maxPluginPageSize,
              newestFirst: true,
              render: (release) => releaseBody(api, release),
            }),
        },
        POST: {
          form: ['ConfigurationId'],
          handle: ({ form }) => {
            const release = api.store.createRelease(required(form, 'ConfigurationId'));
            return { status: 201, body: releaseBody(api, release) };
          },
        },
      },
    },
    {
      path: `${releasesPath}/{Sid}`,
      resource: 'PluginService',
      operations: {
        GET: {
          handle: (request) => ({
            status: 200,
            body: releaseBody(api, releases.get(pathParam(request, 'Sid'))),
          }),
        },
      },
    },
  ];
}

function releaseBody({ accountSid }: PluginApi, release: PluginReleaseRecord): unknown {
  return {
    sid: release.sid,
    account_sid: accountSid,
    configuration_sid: release.configurationSid,
    date_created: isoSeconds(release.dateCreated),
    url: `${pluginOrigin}${releasesPath}/${release.sid}`,
  };
}
