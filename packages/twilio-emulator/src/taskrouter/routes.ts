import { badRequest, notFound } from '../errors';
import { listReply, pagingParameters } from '../paging';
import { pathParam, type ApiRequest, type Operation, type Reply, type Route } from '../router';
import type { TaskRouterApi } from './api';
import { eventRoutes } from './event-list';
import type { WorkspaceRecord } from './records';
import { taskQueueRoutes } from './queues';
import { taskRouterOrigin } from './representation';
import { statisticsRoutes } from './statistics';
import { workerRoutes } from './workers';

/** All routes of TaskRouter. Statistics come first: `TaskQueues/RealTimeStatistics` is no queue's SID. */
export function taskRouterRoutes(api: TaskRouterApi): Route[] {
  const routes = [
    ...statisticsRoutes(api),
    ...workspaceRoutes(api),
    ...activityRoutes(api),
    ...workerRoutes(api),
    ...taskQueueRoutes(api),
    ...eventRoutes(api),
  ];
  const ours = routes.map((route) => ({
    ...route,
    operations: Object.fromEntries(
      Object.entries(route.operations).map(([method, operation]) => [method, inWorkspace(api, operation)]),
    ),
  }));
  return [workspacesRoute(api), ...ours];
}

/** Answers 404 for any other workspace. */
function inWorkspace(api: TaskRouterApi, operation: Operation): Operation {
  const own = api.store.workspace.sid;
  return {
    ...operation,
    handle: (request) => {
      const sid = pathParam(request, 'WorkspaceSid');
      if (sid !== own) throw notFound(`Workspace ${sid}`);
      return operation.handle(request);
    },
  };
}

/** The account's workspaces. Those beside ours are there to be seen in this list, and nowhere else. */
function workspacesRoute(api: TaskRouterApi): Route {
  return {
    path: '/v1/Workspaces',
    resource: 'Workspaces',
    operations: {
      GET: {
        query: ['FriendlyName', ...pagingParameters],
        handle: (request) => {
          const all = [api.store.workspace, ...api.otherWorkspaces];
          return listReply({
            request,
            origin: taskRouterOrigin,
            key: 'workspaces',
            maxPageSize: 1000,
            items: all.keys(),
            matches: (index) =>
              request.query['FriendlyName'] === undefined ||
              all[index]?.friendlyName === request.query['FriendlyName'],
            placeOf: String,
            isBehind: (index, place) => index > Number(place),
            render: (index) => workspaceBody(api, all[index] ?? api.store.workspace),
          });
        },
      },
    },
  };
}

/** The workspace: https://www.twilio.com/docs/taskrouter/api/workspace */
function workspaceRoutes(api: TaskRouterApi): Route[] {
  return [
    {
      path: '/v1/Workspaces/{WorkspaceSid}',
      resource: 'Workspace',
      operations: {
        GET: { handle: () => workspaceReply(api) },
        POST: {
          form: ['EventCallbackUrl', 'EventsFilter', 'FriendlyName'],
          handle: (request) => updateWorkspace(api, request),
        },
      },
    },
  ];
}

function workspaceReply(api: TaskRouterApi): Reply {
  return { status: 200, body: workspaceBody(api, api.store.workspace) };
}

function workspaceBody({ store, representation }: TaskRouterApi, workspace: WorkspaceRecord): unknown {
  const [defaultActivity] = store.activities;
  if (!defaultActivity) throw notFound('default activity');
  return representation.workspace(workspace, defaultActivity);
}

function updateWorkspace(api: TaskRouterApi, { form }: ApiRequest): Reply {
  const { EventCallbackUrl, EventsFilter, FriendlyName } = form;
  if (EventCallbackUrl && !/^https?:\/\/./.test(EventCallbackUrl)) {
    throw badRequest(`EventCallbackUrl is not a valid URL: ${EventCallbackUrl}`);
  }
  if (FriendlyName === '') throw badRequest('FriendlyName must not be empty');
  api.store.updateWorkspace({
    ...(EventCallbackUrl !== undefined && { eventCallbackUrl: EventCallbackUrl }),
    ...(EventsFilter !== undefined && { eventsFilter: EventsFilter === '' ? null : EventsFilter }),
    ...(FriendlyName !== undefined && { friendlyName: FriendlyName }),
  });
  return workspaceReply(api);
}

/** Activities: https://www.twilio.com/docs/taskrouter/api/activity */
function activityRoutes({ store, representation }: TaskRouterApi): Route[] {
  return [
    {
      path: '/v1/Workspaces/{WorkspaceSid}/Activities',
      resource: 'Activities',
      operations: {
        GET: {
          query: ['FriendlyName', 'Available', ...pagingParameters],
          handle: (request) => {
            const { FriendlyName, Available } = request.query;
            const available = Available === undefined ? undefined : Available === 'true';
            return listReply({
              request,
              origin: taskRouterOrigin,
              key: 'activities',
              maxPageSize: 1000,
              items: store.activities,
              matches: (activity) =>
                (FriendlyName === undefined || activity.friendlyName === FriendlyName) &&
                (available === undefined || activity.available === available),
              placeOf: (activity) => String(store.activities.indexOf(activity)),
              isBehind: (activity, place) => store.activities.indexOf(activity) > Number(place),
              render: (activity) => representation.activity(activity),
            });
          },
        },
      },
    },
  ];
}
