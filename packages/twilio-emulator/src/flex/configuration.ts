import { isoSeconds } from '../clock';
import type { JsonObject } from '../parameters';
import type { Route } from '../router';
import type { FlexApi } from './account';
import { updateConfiguration } from './configuration-update';

/** The Flex configuration, and the part of it that is public. https://www.twilio.com/docs/flex/developer/config/flex-configuration-rest-api */
export function configurationRoutes(api: FlexApi): Route[] {
  return [
    {
      path: '/v1/Configuration/Public',
      resource: 'Flex',
      operations: {
        GET: {
          authentication: 'none',
          query: ['AccountSid'],
          handle: () => ({
            status: 200,
            body: {
              account_sid: api.accountSid,
              public_attributes: {},
              plugin_service_enabled: hasPlugins(api),
              runtime_domain: 'https://flex.twilio.com',
              ui_version: api.settings.configured['ui_version'],
            },
          }),
        },
      },
    },
    {
      path: '/v1/Configuration',
      resource: 'FlexConfiguration',
      operations: {
        GET: {
          authentication: 'either',
          query: ['UiVersion'],
          handle: () => ({ status: 200, body: configuration(api) }),
        },
        POST: {
          // Flex's plugin tooling sends a form.
          json: 'or-form',
          handle: ({ json }) => {
            updateConfiguration(api, json);
            return { status: 200, body: configuration(api) };
          },
        },
      },
    },
  ];
}

/** Whether the account has a plugin, which is when Flex asks for the list of them. */
function hasPlugins({ settings, pluginService }: FlexApi): boolean {
  return settings.plugins.length > 0 || pluginService.released().length > 0;
}

function configuration(api: FlexApi): JsonObject {
  const { accountSid, flexInstanceSid, syncServiceSid, taskRouter, settings } = api;
  const { workspace, activities } = taskRouter;
  return {
    account_sid: accountSid,
    flex_instance_sid: flexInstanceSid,
    // Flex keeps its Sync objects in a service of the account's.
    flex_service_instance_sid: syncServiceSid,
    chat_service_instance_sid: null,
    attributes: {},
    public_attributes: {},
    // Without this word Flex UI takes itself to be too new for its back end.
    ui_attributes: { version_compatibility: 'yes', ...settings.uiAttributes },
    ui_language: 'en-US',
    service_version: '',
    runtime_domain: 'https://flex.twilio.com',
    serverless_service_sids: [],
    plugin_service_enabled: hasPlugins(api),
    plugin_service_attributes: null,
    status: 'ok',
    taskrouter_workspace_sid: workspace.sid,
    taskrouter_offline_activity_sid: activities[0]?.sid ?? null,
    taskrouter_target_taskqueue_sid: null,
    taskrouter_target_workflow_sid: null,
    taskrouter_taskqueues: null,
    taskrouter_skills: [],
    taskrouter_worker_channels: {},
    taskrouter_worker_attributes: null,
    outbound_call_flows: {},
    integrations: [],
    features: [],
    insights_active: false,
    queue_stats_configuration: null,
    call_recording_enabled: false,
    notifications: { enabled: false, mode: 'whenNotInFocus' },
    markdown: { enabled: false, mode: 'readOnly' },
    date_created: isoSeconds(workspace.dateCreated),
    date_updated: isoSeconds(workspace.dateUpdated),
    ...settings.configured,
    url: 'https://flex-api.twilio.com/v1/Configuration',
  };
}
