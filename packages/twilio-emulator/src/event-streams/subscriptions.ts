import * as z from 'zod';
import { isoSeconds } from '../clock';
import { badRequest } from '../errors';
import { pagingParameters } from '../paging';
import { pathParam, type ApiRequest, type Route } from '../router';
import { eventsOrigin, maxEventsPageSize, required, type EventStreamsApi } from './api';
import { eventTypes, taskRouterSchema } from './cloud-events';
import type { SubscribedEvent, SubscriptionRecord } from './store';

const subscribed = z.strictObject({
  type: z.string(),
  schema_version: z.int().min(1).max(taskRouterSchema.latestVersion).default(taskRouterSchema.latestVersion),
});

/** Subscriptions: https://www.twilio.com/docs/events/event-streams/subscription */
export function subscriptionRoutes(api: EventStreamsApi): Route[] {
  const { store } = api.streams;
  const find = (request: ApiRequest): SubscriptionRecord =>
    store.subscriptions.get(pathParam(request, 'SubscriptionSid'));
  return [
    {
      path: '/v1/Subscriptions',
      resource: 'EventStreams',
      operations: {
        GET: {
          query: ['SinkSid', ...pagingParameters],
          handle: (request) => {
            const { SinkSid } = request.query;
            return store.subscriptions.list({
              request,
              origin: eventsOrigin,
              key: 'subscriptions',
              maxPageSize: maxEventsPageSize,
              matches: ({ sinkSid }) => SinkSid === undefined || sinkSid === SinkSid,
              render: (subscription) => subscriptionBody(api, subscription),
            });
          },
        },
        POST: {
          form: ['Description', 'SinkSid'],
          repeated: ['Types'],
          handle: ({ form, lists }) => {
            const description = required(form, 'Description');
            const sinkSid = required(form, 'SinkSid');
            if (!store.sinks.find(({ sid }) => sid === sinkSid))
              throw badRequest(`There is no Sink ${sinkSid}`);
            const types = (lists['Types'] ?? []).map(readType);
            if (types.length === 0) throw badRequest('Missing required parameter Types');
            if (new Set(types.map(({ type }) => type)).size < types.length) {
              throw badRequest('Types name an event type twice');
            }
            const subscription = store.made('DF', { description, sinkSid, types });
            return { status: 201, body: subscriptionBody(api, store.subscriptions.put(subscription)) };
          },
        },
      },
    },
    {
      path: '/v1/Subscriptions/{SubscriptionSid}',
      resource: 'EventStreams',
      operations: {
        GET: { handle: (request) => ({ status: 200, body: subscriptionBody(api, find(request)) }) },
        POST: {
          form: ['Description', 'SinkSid'],
          handle: (request) => {
            const before = find(request);
            const { Description = before.description, SinkSid = before.sinkSid } = request.form;
            store.sinks.get(SinkSid);
            const change = { description: Description, sinkSid: SinkSid, dateUpdated: store.now() };
            const subscription = store.subscriptions.put({ ...before, ...change });
            return { status: 200, body: subscriptionBody(api, subscription) };
          },
        },
        DELETE: {
          handle: (request) => {
            store.subscriptions.delete(find(request).sid);
            return { status: 204 };
          },
        },
      },
    },
  ];
}

/** One entry of Types. @throws ApiError 400 20001 for an event type or a version that is not known. */
function readType(text: string): SubscribedEvent {
  let entry: z.output<typeof subscribed>;
  try {
    entry = subscribed.parse(JSON.parse(text));
  } catch (error) {
    const problem = error instanceof z.ZodError ? z.prettifyError(error) : 'it is not valid JSON';
    throw badRequest(`Types has ${text}: ${problem}`);
  }
  return knownType(entry.type, entry.schema_version);
}

/** @throws ApiError 400 20001 for an event type that is not known. */
export function knownType(type: string, schemaVersion: number): SubscribedEvent {
  if (!eventTypes.has(type)) throw badRequest(`There is no event type ${type}`);
  return { type, schemaVersion };
}

function subscriptionBody({ accountSid }: EventStreamsApi, subscription: SubscriptionRecord): unknown {
  const url = `${eventsOrigin}/v1/Subscriptions/${subscription.sid}`;
  return {
    sid: subscription.sid,
    account_sid: accountSid,
    description: subscription.description,
    sink_sid: subscription.sinkSid,
    date_created: isoSeconds(subscription.dateCreated),
    date_updated: isoSeconds(subscription.dateUpdated),
    url,
    links: { subscribed_events: `${url}/SubscribedEvents` },
  };
}
