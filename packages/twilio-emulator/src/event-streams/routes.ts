import { isoSeconds } from '../clock';
import { notFound } from '../errors';
import { listReply, pagingParameters } from '../paging';
import { pathParam, type Route, type Router } from '../router';
import { eventsOrigin, maxEventsPageSize, type EventStreamsApi } from './api';
import { eventTypes, taskRouterSchema } from './cloud-events';
import { sinkRoutes } from './sinks';
import { subscribedEventRoutes } from './subscribed-events';
import { subscriptionRoutes } from './subscriptions';

/** Adds Event Streams. */
export function addEventStreamsRoutes(router: Router, api: EventStreamsApi): void {
  router.add('events.twilio.com', [
    ...sinkRoutes(api),
    ...subscriptionRoutes(api),
    ...subscribedEventRoutes(api),
    ...typeRoutes(),
  ]);
}

/** The event types there are: https://www.twilio.com/docs/events/event-streams/event-types */
function typeRoutes(): Route[] {
  const types = [...eventTypes.keys()];
  return [
    {
      path: '/v1/Types',
      resource: 'EventStreams',
      operations: {
        GET: {
          query: ['SchemaId', ...pagingParameters],
          handle: (request) => {
            const { SchemaId } = request.query;
            return listReply({
              request,
              origin: eventsOrigin,
              key: 'types',
              maxPageSize: maxEventsPageSize,
              items: types,
              matches: () => SchemaId === undefined || SchemaId === taskRouterSchema.id,
              placeOf: (type) => String(types.indexOf(type)),
              isBehind: (type, place) => types.indexOf(type) > Number(place),
              render: typeBody,
            });
          },
        },
      },
    },
    {
      path: '/v1/Types/{Type}',
      resource: 'EventStreams',
      operations: {
        GET: {
          handle: (request) => {
            const type = pathParam(request, 'Type');
            if (!eventTypes.has(type)) throw notFound(`EventType ${type}`);
            return { status: 200, body: typeBody(type) };
          },
        },
      },
    },
  ];
}

function typeBody(type: string): unknown {
  return {
    type,
    schema_id: taskRouterSchema.id,
    description: eventTypes.get(type),
    status: 'available',
    documentation_url: 'https://www.twilio.com/docs/events/event-types',
    date_created: isoSeconds(0),
    date_updated: isoSeconds(0),
    url: `${eventsOrigin}/v1/Types/${type}`,
    links: { schema: `${eventsOrigin}/v1/Schemas/${taskRouterSchema.id}` },
  };
}
