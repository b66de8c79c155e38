import { isoSeconds } from '../clock';
import { badRequest } from '../errors';
import { pagingParameters } from '../paging';
import { readChoice } from '../parameters';
import { pathParam, type ApiRequest, type Route } from '../router';
import {
  checkNotReleased,
  maxPluginPageSize,
  pluginOrigin,
  pluginsPath,
  required,
  type PluginApi,
} from './api';
import type { PluginRecord, PluginVersionRecord } from './store';

/** Versions of plugins: https://www.twilio.com/docs/flex/developer/plugins/api/plugin-version */
export function pluginVersionRoutes(api: PluginApi): Route[] {
  const { store } = api;
  const path = `${pluginsPath}/{PluginSid}/Versions`;
  const pluginOf = (request: ApiRequest): PluginRecord => store.plugin(pathParam(request, 'PluginSid'));
  const find = (request: ApiRequest): PluginVersionRecord =>
    store.version(pluginOf(request), pathParam(request, 'Sid'));
  return [
    {
      path,
      resource: 'PluginService',
      operations: {
        GET: {
          query: pagingParameters,
          handle: (request) => {
            const plugin = pluginOf(request);
            return store.versions.list({
              request,
              origin: pluginOrigin,
              key: 'plugin_versions',
              maxPageSize: maxPluginPageSize,
              newestFirst: true,
              matches: ({ pluginSid }) => pluginSid === plugin.sid,
              render: (version) => versionBody(api, version),
            });
          },
        },
        POST: {
          form: ['Version', 'PluginUrl', 'Changelog', 'Private', 'CliVersion', 'ValidateStatus'],
          handle: (request) => {
            const version = store.createVersion(pluginOf(request), fieldsOf(request.form));
            return { status: 201, body: versionBody(api, version) };
          },
        },
      },
    },
    {
      path: `${path}/{Sid}`,
      resource: 'PluginService',
      operations: {
        GET: { handle: (request) => ({ status: 200, body: versionBody(api, find(request)) }) },
      },
    },
    {
      path: `${path}/{Sid}/Archive`,
      resource: 'PluginService',
      operations: {
        POST: {
          handle: (request) => {
            const version = find(request);
            checkNotReleased(api, version.sid);
            const archived = store.versions.put({ ...version, archived: true });
            return { status: 200, body: versionBody(api, archived) };
          },
        },
      },
    },
  ];
}

function fieldsOf(
  form: ApiRequest['form'],
): Pick<PluginVersionRecord, 'version' | 'pluginUrl' | 'changelog' | 'private' | 'validated'> {
  const version = required(form, 'Version');
  if (!/^\d+\.\d+\.\d+(-[\w.-]+)?(\+[\w.-]+)?$/.test(version)) {
    throw badRequest(`Version must be a semantic version, got ${version}`);
  }
  const pluginUrl = required(form, 'PluginUrl');
  if (!/^https:\/\/./.test(pluginUrl)) throw badRequest(`PluginUrl must be an https URL, got ${pluginUrl}`);
  const isPrivate = readChoice('Private', form['Private'], ['true', 'false']);
  return {
    version,
    pluginUrl,
    changelog: form['Changelog'] ?? '',
    private: isPrivate === 'true',
    validated: form['ValidateStatus'] === 'success',
  };
}

function versionBody({ accountSid }: PluginApi, version: PluginVersionRecord): unknown {
  return {
    sid: version.sid,
    plugin_sid: version.pluginSid,
    account_sid: accountSid,
    version: version.version,
    plugin_url: version.pluginUrl,
    changelog: version.changelog,
    private: version.private,
    archived: version.archived,
    validated: version.validated,
    date_created: isoSeconds(version.dateCreated),
    url: `${pluginOrigin}${pluginsPath}/${version.pluginSid}/Versions/${version.sid}`,
  };
}
