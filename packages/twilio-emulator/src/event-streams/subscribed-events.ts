import { badRequest, notFound } from '../errors';
import { listReply, pagingParameters } from '../paging';
import { readInteger } from '../parameters';
import { pathParam, type ApiRequest, type Route } from '../router';
import { eventsOrigin, maxEventsPageSize, required, type EventStreamsApi } from './api';
import { taskRouterSchema } from './cloud-events';
import type { SubscribedEvent, SubscriptionRecord } from './store';
import { knownType } from './subscriptions';

/** The event types of a subscription: https://www.twilio.com/docs/events/event-streams/subscribed-event-type */
export function subscribedEventRoutes(api: EventStreamsApi): Route[] {
  const { store } = api.streams;
  const path = '/v1/Subscriptions/{SubscriptionSid}/SubscribedEvents';
  const subscriptionOf = (request: ApiRequest): SubscriptionRecord =>
    store.subscriptions.get(pathParam(request, 'SubscriptionSid'));
  const save = (subscription: SubscriptionRecord, types: SubscribedEvent[]): void => {
    store.subscriptions.put({ ...subscription, types, dateUpdated: store.now() });
  };
  const find = (request: ApiRequest): SubscribedEvent => {
    const type = pathParam(request, 'Type');
    const event = subscriptionOf(request).types.find((each) => each.type === type);
    if (!event) throw notFound(`SubscribedEvent ${type}`);
    return event;
  };
  return [
    {
      path,
      resource: 'EventStreams',
      operations: {
        GET: {
          query: pagingParameters,
          handle: (request) => {
            const subscription = subscriptionOf(request);
            const place = (event: SubscribedEvent): number => subscription.types.indexOf(event);
            return listReply({
              request,
              origin: eventsOrigin,
              key: 'types',
              maxPageSize: maxEventsPageSize,
              items: subscription.types,
              placeOf: (event) => String(place(event)),
              isBehind: (event, start) => place(event) > Number(start),
              render: (event) => eventBody(api, subscription, event),
            });
          },
        },
        POST: {
          form: ['Type', 'SchemaVersion'],
          handle: (request) => {
            const subscription = subscriptionOf(request);
            const event = knownType(required(request.form, 'Type'), version(request));
            if (subscription.types.some(({ type }) => type === event.type)) {
              throw badRequest(`${event.type} is subscribed already`);
            }
            save(subscription, [...subscription.types, event]);
            return { status: 201, body: eventBody(api, subscription, event) };
          },
        },
      },
    },
    {
      path: `${path}/{Type}`,
      resource: 'EventStreams',
      operations: {
        GET: {
          handle: (request) => ({
            status: 200,
            body: eventBody(api, subscriptionOf(request), find(request)),
          }),
        },
        POST: {
          form: ['SchemaVersion'],
          handle: (request) => {
            const subscription = subscriptionOf(request);
            const before = find(request);
            const event = { ...before, schemaVersion: version(request) };
            save(
              subscription,
              subscription.types.map((each) => (each === before ? event : each)),
            );
            return { status: 200, body: eventBody(api, subscription, event) };
          },
        },
        DELETE: {
          handle: (request) => {
            const subscription = subscriptionOf(request);
            const event = find(request);
            if (subscription.types.length === 1)
              throw badRequest('A Subscription has at least one event type');
            save(
              subscription,
              subscription.types.filter((each) => each !== event),
            );
            return { status: 204 };
          },
        },
      },
    },
  ];
}

function version({ form }: ApiRequest): number {
  const latest = taskRouterSchema.latestVersion;
  return readInteger('SchemaVersion', form['SchemaVersion'] ?? String(latest), { min: 1, max: latest });
}

function eventBody(
  { accountSid }: EventStreamsApi,
  { sid }: SubscriptionRecord,
  { type, schemaVersion }: SubscribedEvent,
): unknown {
  return {
    account_sid: accountSid,
    subscription_sid: sid,
    type,
    schema_version: schemaVersion,
    url: `${eventsOrigin}/v1/Subscriptions/${sid}/SubscribedEvents/${type}`,
  };
}
