import { isoSeconds } from '../clock';
import { notFound } from '../errors';
import { listReply, pagingParameters } from '../paging';
import type { JsonObject } from '../parameters';
import { pathParam, type ApiRequest, type Operation, type Route } from '../router';
import { maxSyncPageSize, servicePath, syncOrigin, type SyncApi } from './api';
import { documentRoutes } from './documents';
import { listRoutes } from './lists';
import { mapRoutes } from './maps';
import type { SyncObjectType } from './records';

/** All routes of Sync, for one service. @param createdAt When the service was made, milliseconds since the epoch. */
export function syncRoutes(api: SyncApi, createdAt: number): Route[] {
  const routes = [
    serviceRoute(api, createdAt),
    ...countingReads(api, 'document', documentRoutes(api)),
    ...countingReads(api, 'list', listRoutes(api)),
    ...countingReads(api, 'map', mapRoutes(api)),
  ];
  const ours = routes.map((route) => ({
    ...route,
    operations: Object.fromEntries(
      Object.entries(route.operations).map(([method, operation]) => [method, inService(api, operation)]),
    ),
  }));
  return [servicesRoute(api, createdAt), ...ours];
}

/**
 * Counts every GET of an object, of its items and of one item on the object, before it is carried out. A list of
 * objects reads none. https://www.twilio.com/docs/sync/limits: "at the top level of each Document, Map, and List".
 */
function countingReads(api: SyncApi, type: SyncObjectType, routes: readonly Route[]): Route[] {
  const read = ({ params }: ApiRequest): void => {
    const name = params['Sid'] ?? params['ListSid'] ?? params['MapSid'];
    if (name !== undefined) api.limits.takeSyncRead(api.store.find(type, name)?.sid ?? `${type} ${name}`);
  };
  return routes.map((route) => {
    const { GET } = route.operations;
    if (!GET) return route;
    const handle: Operation['handle'] = (request) => {
      read(request);
      return GET.handle(request);
    };
    return { ...route, operations: { ...route.operations, GET: { ...GET, handle } } };
  });
}

/** Answers 404 for any other service. */
function inService(api: SyncApi, operation: Operation): Operation {
  return {
    ...operation,
    handle: (request) => {
      const sid = pathParam(request, 'ServiceSid');
      if (sid !== api.serviceSid) throw notFound(`/Services/${sid}`);
      return operation.handle(request);
    },
  };
}

const ourName = 'Flex Sync Service';

function servicesRoute(api: SyncApi, createdAt: number): Route {
  const all = [{ sid: api.serviceSid, friendlyName: ourName }, ...api.otherServices];
  return {
    path: '/v1/Services',
    resource: 'Services',
    operations: {
      GET: {
        query: pagingParameters,
        handle: (request) =>
          listReply({
            request,
            origin: syncOrigin,
            key: 'services',
            maxPageSize: maxSyncPageSize,
            items: all,
            placeOf: ({ sid }) => String(all.findIndex((other) => other.sid === sid)),
            isBehind: ({ sid }, place) => all.findIndex((other) => other.sid === sid) > Number(place),
            render: (service) => serviceBody(api, service, createdAt),
          }),
      },
    },
  };
}

function serviceRoute(api: SyncApi, createdAt: number): Route {
  const body = serviceBody(api, { sid: api.serviceSid, friendlyName: ourName }, createdAt);
  return {
    path: servicePath,
    resource: 'Service',
    operations: { GET: { handle: () => ({ status: 200, body }) } },
  };
}

function serviceBody(
  api: SyncApi,
  { sid, friendlyName }: { sid: string; friendlyName: string },
  createdAt: number,
): JsonObject {
  const url = `${syncOrigin}/v1/Services/${sid}`;
  return {
    sid,
    unique_name: null,
    account_sid: api.accountSid,
    friendly_name: friendlyName,
    date_created: isoSeconds(createdAt),
    date_updated: isoSeconds(createdAt),
    url,
    webhook_url: null,
    webhooks_from_rest_enabled: false,
    reachability_webhooks_enabled: false,
    acl_enabled: false,
    reachability_debouncing_enabled: false,
    reachability_debouncing_window: 5000,
    links: {
      documents: `${url}/Documents`,
      lists: `${url}/Lists`,
      maps: `${url}/Maps`,
      streams: `${url}/Streams`,
    },
  };
}
