import * as z from 'zod';
import { isoSeconds } from '../clock';
import { badRequest } from '../errors';
import type { FlexApi } from './account';

const anyObject = z.record(z.string(), z.unknown());
const sid = (prefix: string) => z.string().regex(new RegExp(`^${prefix}[0-9a-f]{32}$`));

/** The fields that may be set. The rest of what a configuration shows is Twilio's own. */
const update = z.strictObject({
  account_sid: sid('AC'),
  attributes: anyObject.optional(),
  call_recording_enabled: z.boolean().optional(),
  integrations: z.array(anyObject).optional(),
  markdown: anyObject.optional(),
  notifications: anyObject.optional(),
  outbound_call_flows: anyObject.optional(),
  plugin_service_attributes: anyObject.nullable().optional(),
  plugin_service_enabled: z.boolean().optional(),
  public_attributes: anyObject.optional(),
  queue_stats_configuration: anyObject.nullable().optional(),
  serverless_service_sids: z
    .union([z.array(sid('ZS')), sid('ZS').transform((one) => [one])])
    .nullable()
    .optional(),
  taskrouter_offline_activity_sid: sid('WA').optional(),
  taskrouter_skills: z.array(anyObject).optional(),
  taskrouter_target_taskqueue_sid: sid('WQ').nullable().optional(),
  taskrouter_target_workflow_sid: sid('WW').nullable().optional(),
  taskrouter_taskqueues: z.array(anyObject).nullable().optional(),
  taskrouter_worker_attributes: anyObject.nullable().optional(),
  taskrouter_worker_channels: anyObject.optional(),
  taskrouter_workspace_sid: sid('WS').optional(),
  ui_attributes: anyObject.optional(),
  ui_dependencies: z.record(z.string(), z.string()).optional(),
  ui_language: z.string().optional(),
  ui_version: z.string().min(1).optional(),
});

/**
 * Sets fields of the configuration, each as a whole: what an object had before and has no more is gone.
 * https://www.twilio.com/docs/flex/developer/config/flex-configuration-rest-api
 * @throws ApiError 400 20001 without `account_sid`, and for fields that are unknown or malformed.
 */
export function updateConfiguration({ accountSid, settings, clock }: FlexApi, json: unknown): void {
  const result = update.safeParse(json);
  if (!result.success) throw badRequest(z.prettifyError(result.error));
  const { account_sid, ui_attributes, ...rest } = result.data;
  if (account_sid !== accountSid) throw badRequest(`account_sid is not this account's: ${account_sid}`);
  if (ui_attributes) settings.uiAttributes = ui_attributes;
  settings.configured = { ...settings.configured, ...rest, date_updated: isoSeconds(clock.now()) };
}
