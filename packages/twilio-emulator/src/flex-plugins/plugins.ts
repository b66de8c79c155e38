import { isoSeconds } from '../clock';
import { pagingParameters } from '../paging';
import { pathParam, type ApiRequest, type Route } from '../router';
import {
  checkNotReleased,
  maxPluginPageSize,
  pluginOrigin,
  pluginsPath,
  required,
  type PluginApi,
} from './api';
import type { PluginRecord } from './store';

/** Plugins: https://www.twilio.com/docs/flex/developer/plugins/api/plugin */
export function pluginRoutes(api: PluginApi): Route[] {
  const { store } = api;
  const find = (request: ApiRequest): PluginRecord => store.plugin(pathParam(request, 'PluginSid'));
  const changed = (plugin: PluginRecord, change: Partial<PluginRecord>): PluginRecord =>
    store.plugins.put({ ...plugin, ...change, dateUpdated: store.now() });
  return [
    {
      path: pluginsPath,
      resource: 'PluginService',
      operations: {
        GET: {
          query: pagingParameters,
          handle: (request) =>
            store.plugins.list({
              request,
              origin: pluginOrigin,
              key: 'plugins',
              maxPageSize: maxPluginPageSize,
              newestFirst: true,
              render: (plugin) => pluginBody(api, plugin),
            }),
        },
        POST: {
          form: ['UniqueName', 'FriendlyName', 'Description'],
          handle: ({ form }) => {
            const uniqueName = required(form, 'UniqueName');
            const friendlyName = form['FriendlyName'] ?? uniqueName;
            const description = form['Description'] ?? '';
            const plugin = store.createPlugin({ uniqueName, friendlyName, description });
            return { status: 201, body: pluginBody(api, plugin) };
          },
        },
      },
    },
    {
      path: `${pluginsPath}/{PluginSid}`,
      resource: 'PluginService',
      operations: {
        GET: { handle: (request) => ({ status: 200, body: pluginBody(api, find(request)) }) },
        POST: {
          form: ['FriendlyName', 'Description'],
          handle: (request) => {
            const before = find(request);
            const plugin = changed(before, {
              friendlyName: request.form['FriendlyName'] ?? before.friendlyName,
              description: request.form['Description'] ?? before.description,
            });
            return { status: 200, body: pluginBody(api, plugin) };
          },
        },
      },
    },
    {
      path: `${pluginsPath}/{PluginSid}/Archive`,
      resource: 'PluginService',
      operations: {
        POST: {
          handle: (request) => {
            const plugin = find(request);
            checkNotReleased(api, plugin.sid);
            return { status: 200, body: pluginBody(api, changed(plugin, { archived: true })) };
          },
        },
      },
    },
  ];
}

function pluginBody({ accountSid }: PluginApi, plugin: PluginRecord): unknown {
  const url = `${pluginOrigin}${pluginsPath}/${plugin.sid}`;
  return {
    sid: plugin.sid,
    account_sid: accountSid,
    unique_name: plugin.uniqueName,
    friendly_name: plugin.friendlyName,
    description: plugin.description,
    archived: plugin.archived,
    date_created: isoSeconds(plugin.dateCreated),
    date_updated: isoSeconds(plugin.dateUpdated),
    url,
    links: { plugin_versions: `${url}/Versions` },
  };
}
