import * as z from 'zod';
import { isoSeconds } from '../clock';
import { badRequest, notFound } from '../errors';
import { listReply, pagingParameters } from '../paging';
import { pathParam, type ApiRequest, type Reply, type Route } from '../router';
import {
  checkNotReleased,
  configurationsPath,
  maxPluginPageSize,
  pluginOrigin,
  required,
  type PluginApi,
} from './api';
import type { ConfiguredPlugin, PluginConfigurationRecord } from './store';

/** The phase in which Flex loads a plugin where none is named. */
const defaultPhase = 3;
const plugin = z.strictObject({
  plugin_version: z.string(),
  phase: z.number().int().default(defaultPhase),
});

/** Sets of plugin versions, never changed: https://www.twilio.com/docs/flex/developer/plugins/api/plugin-configuration */
export function pluginConfigurationRoutes(api: PluginApi): Route[] {
  const { configurations } = api.store;
  const find = (request: ApiRequest): PluginConfigurationRecord =>
    configurations.get(pathParam(request, 'ConfigurationSid'));
  return [
    {
      path: configurationsPath,
      resource: 'PluginService',
      operations: {
        GET: {
          query: pagingParameters,
          handle: (request) =>
            configurations.list({
              request,
              origin: pluginOrigin,
              key: 'configurations',
              maxPageSize: maxPluginPageSize,
              newestFirst: true,
              render: (configuration) => configurationBody(api, configuration),
            }),
        },
        POST: {
          form: ['Name', 'Description'],
          repeated: ['Plugins'],
          handle: ({ form, lists }) => {
            const configuration = api.store.createConfiguration({
              name: required(form, 'Name'),
              description: form['Description'] ?? '',
              plugins: (lists['Plugins'] ?? []).map(readPlugin),
            });
            return { status: 201, body: configurationBody(api, configuration) };
          },
        },
      },
    },
    {
      path: `${configurationsPath}/{ConfigurationSid}`,
      resource: 'PluginService',
      operations: {
        GET: { handle: (request) => ({ status: 200, body: configurationBody(api, find(request)) }) },
      },
    },
    {
      path: `${configurationsPath}/{ConfigurationSid}/Archive`,
      resource: 'PluginService',
      operations: {
        POST: {
          handle: (request) => {
            const configuration = find(request);
            checkNotReleased(api, configuration.sid);
            const archived = configurations.put({ ...configuration, archived: true });
            return { status: 200, body: configurationBody(api, archived) };
          },
        },
      },
    },
    ...configuredPluginRoutes(api, find),
  ];
}

/** What is in a configuration: https://www.twilio.com/docs/flex/developer/plugins/api/plugin-configuration */
function configuredPluginRoutes(
  api: PluginApi,
  find: (request: ApiRequest) => PluginConfigurationRecord,
): Route[] {
  const path = `${configurationsPath}/{ConfigurationSid}/Plugins`;
  return [
    {
      path,
      resource: 'PluginService',
      operations: {
        GET: {
          query: pagingParameters,
          handle: (request) => {
            const configuration = find(request);
            return listReply({
              request,
              origin: pluginOrigin,
              key: 'plugins',
              maxPageSize: maxPluginPageSize,
              items: configuration.plugins,
              placeOf: (item) => String(configuration.plugins.indexOf(item)),
              isBehind: (item, place) => configuration.plugins.indexOf(item) > Number(place),
              render: (item) => configuredBody(api, configuration, item),
            });
          },
        },
      },
    },
    {
      path: `${path}/{PluginSid}`,
      resource: 'PluginService',
      operations: { GET: { handle: (request) => configured(api, find(request), request) } },
    },
  ];
}

function configured(api: PluginApi, configuration: PluginConfigurationRecord, request: ApiRequest): Reply {
  const { sid, uniqueName } = api.store.plugin(pathParam(request, 'PluginSid'));
  const item = configuration.plugins.find(({ pluginSid }) => pluginSid === sid);
  if (!item) throw notFound(`Plugin ${uniqueName} of ${configuration.sid}`);
  return { status: 200, body: configuredBody(api, configuration, item) };
}

function readPlugin(text: string): { versionSid: string; phase: number } {
  try {
    const { plugin_version, phase } = plugin.parse(JSON.parse(text));
    return { versionSid: plugin_version, phase };
  } catch {
    throw badRequest(`Plugins must be JSON objects with plugin_version and phase, got ${text}`);
  }
}

function configurationBody({ accountSid }: PluginApi, configuration: PluginConfigurationRecord): unknown {
  const url = `${pluginOrigin}${configurationsPath}/${configuration.sid}`;
  return {
    sid: configuration.sid,
    account_sid: accountSid,
    name: configuration.name,
    description: configuration.description,
    archived: configuration.archived,
    date_created: isoSeconds(configuration.dateCreated),
    url,
    links: { plugins: `${url}/Plugins` },
  };
}

function configuredBody(
  { accountSid, store }: PluginApi,
  configuration: PluginConfigurationRecord,
  item: ConfiguredPlugin,
): unknown {
  const { uniqueName, friendlyName, description, archived } = store.plugins.get(item.pluginSid);
  const version = store.versions.get(item.versionSid);
  return {
    account_sid: accountSid,
    configuration_sid: configuration.sid,
    plugin_sid: item.pluginSid,
    plugin_version_sid: item.versionSid,
    phase: item.phase,
    plugin_url: version.pluginUrl,
    unique_name: uniqueName,
    friendly_name: friendlyName,
    description,
    plugin_archived: archived,
    version: version.version,
    changelog: version.changelog,
    plugin_version_archived: version.archived,
    private: version.private,
    date_created: isoSeconds(configuration.dateCreated),
    url: `${pluginOrigin}${configurationsPath}/${configuration.sid}/Plugins/${item.pluginSid}`,
  };
}
