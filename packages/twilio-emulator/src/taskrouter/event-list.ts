import { badRequest } from '../errors';
import { listReply, pagingParameters } from '../paging';
import { readInteger } from '../parameters';
import type { ApiRequest, Reply, Route } from '../router';
import type { TaskRouterApi } from './api';
import type { LoggedEvent } from './event-log';
import { taskRouterOrigin } from './representation';

const filters = ['EventType', 'WorkerSid', 'StartDate', 'EndDate', 'Minutes'];
const maxPageSize = 1000;
/** How far back a list goes that names no time. */
const defaultMinutes = '15';
/** 400 days: nobody asks for more. */
const mostMinutes = 400 * 24 * 60;

/** The event log: https://www.twilio.com/docs/taskrouter/api/event */
export function eventRoutes(api: TaskRouterApi): Route[] {
  return [
    {
      path: '/v1/Workspaces/{WorkspaceSid}/Events',
      resource: 'Events',
      operations: {
        GET: { query: [...filters, ...pagingParameters], handle: (request) => list(api, request) },
      },
    },
  ];
}

function list({ store, representation }: TaskRouterApi, request: ApiRequest): Reply {
  return listReply({
    request,
    origin: taskRouterOrigin,
    key: 'events',
    maxPageSize,
    items: store.log.newestFirst(),
    matches: filter(request.query, store.now()),
    placeOf: ({ position }) => String(position),
    isBehind: ({ position }, place) => position < Number(place),
    render: (logged) => representation.event(logged),
  });
}

function filter(query: ApiRequest['query'], now: number): (logged: LoggedEvent) => boolean {
  const { EventType, WorkerSid, StartDate, EndDate } = query;
  const from = StartDate === undefined ? 0 : readDate('StartDate', StartDate);
  const to = EndDate === undefined ? Infinity : readDate('EndDate', EndDate);
  const isTimed = StartDate !== undefined || EndDate !== undefined;
  const minutes = query['Minutes'] ?? (isTimed ? undefined : defaultMinutes);
  const since =
    minutes === undefined ? 0 : now - 60_000 * readInteger('Minutes', minutes, { min: 1, max: mostMinutes });
  return ({ event, at }) =>
    at >= Math.max(from, since) &&
    at <= to &&
    (EventType === undefined || event.EventType === EventType) &&
    (WorkerSid === undefined || event['WorkerSid'] === WorkerSid);
}

/** @throws ApiError 400 20001. */
function readDate(name: string, text: string): number {
  const at = /^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d+)?Z)?$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(at)) throw badRequest(`${name} must be a time in ISO 8601, got ${text}`);
  return at;
}
