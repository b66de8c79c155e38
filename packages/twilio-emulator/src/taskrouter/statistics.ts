import { badRequest } from '../errors';
import { isJsonObject } from '../parameters';
import { pathParam, type Reply, type Route } from '../router';
import type { TaskRouterApi } from './api';

const workspace = '/v1/Workspaces/{WorkspaceSid}';
const maxQueuesInBulk = 50;

/** Real-time statistics: https://www.twilio.com/docs/taskrouter/api/taskqueue-statistics */
export function statisticsRoutes(api: TaskRouterApi): Route[] {
  const { store, representation } = api;
  return [
    {
      path: `${workspace}/TaskQueues/RealTimeStatistics`,
      resource: 'TaskQueueStatistics',
      operations: {
        POST: {
          json: true,
          limits: () => ['bulkStatisticsPerSecond'],
          handle: ({ json }) => bulk(api, readQueueSids(json)),
        },
      },
    },
    {
      path: `${workspace}/TaskQueues/{TaskQueueSid}/RealTimeStatistics`,
      resource: 'TaskQueueStatistics',
      operations: {
        GET: {
          query: ['TaskChannel'],
          handle: (request) => {
            const { sid } = store.queue(pathParam(request, 'TaskQueueSid'));
            return {
              status: 200,
              body: {
                ...representation.owner(`TaskQueues/${sid}/RealTimeStatistics`),
                ...queueStatistics(api, sid),
                longest_relative_task_age_in_queue: 0,
                longest_relative_task_sid_in_queue: null,
              },
            };
          },
        },
      },
    },
    {
      path: `${workspace}/Workers/RealTimeStatistics`,
      resource: 'WorkersStatistics',
      operations: {
        GET: {
          query: ['TaskChannel'],
          handle: () => ({
            status: 200,
            body: {
              ...representation.owner('Workers/RealTimeStatistics'),
              total_workers: store.workers.size,
              activity_statistics: activityStatistics(api, workersByActivity(api)),
            },
          }),
        },
      },
    },
  ];
}

/** A queue this workspace does not have is answered with zeros. */
function bulk(api: TaskRouterApi, queueSids: readonly string[]): Reply {
  api.store.lagging.current().prepare(queueSids);
  return {
    status: 200,
    body: {
      ...api.representation.owner('TaskQueues/RealTimeStatistics'),
      task_queue_data: queueSids.map((sid) => queueStatistics(api, sid)),
      task_queue_response_count: queueSids.length,
    },
  };
}

function readQueueSids(json: unknown): string[] {
  const unknown = isJsonObject(json) ? Object.keys(json).find((name) => name !== 'queueSids') : undefined;
  if (unknown !== undefined) throw badRequest(`Unknown parameter ${unknown}`);
  const list: unknown = isJsonObject(json) ? json['queueSids'] : undefined;
  const sids = Array.isArray(list) ? list.filter((sid): sid is string => typeof sid === 'string') : [];
  const allTexts = Array.isArray(list) && sids.length === list.length;
  if (!allTexts || sids.length === 0 || sids.length > maxQueuesInBulk) {
    throw badRequest(`queueSids must be a list of 1 to ${maxQueuesInBulk} SIDs`);
  }
  return sids;
}

function queueStatistics(api: TaskRouterApi, sid: string): Record<string, unknown> {
  const counts = api.store.lagging.current().counts(sid);
  const available = api.store.activities.map((activity, index) =>
    activity.available ? (counts[index] ?? 0) : 0,
  );
  return {
    task_queue_sid: sid,
    total_eligible_workers: sum(counts),
    total_available_workers: sum(available),
    total_tasks: 0,
    longest_task_waiting_age: 0,
    longest_task_waiting_sid: null,
    tasks_by_status: { reserved: 0, pending: 0, assigned: 0, wrapping: 0 },
    tasks_by_priority: {},
    activity_statistics: activityStatistics(api, counts),
  };
}

function activityStatistics(api: TaskRouterApi, counts: readonly number[]): unknown[] {
  return api.store.activities.map(({ sid, friendlyName }, index) => {
    return { sid, friendly_name: friendlyName, workers: counts[index] ?? 0 };
  });
}

function workersByActivity({ store }: TaskRouterApi): number[] {
  const places = new Map(store.activities.map(({ sid }, index) => [sid, index]));
  const counts = store.activities.map(() => 0);
  for (const { activitySid } of store.workers.values()) {
    const place = places.get(activitySid) ?? 0;
    counts[place] = (counts[place] ?? 0) + 1;
  }
  return counts;
}

function sum(numbers: readonly (number | undefined)[]): number {
  return numbers.reduce<number>((total, count) => total + (count ?? 0), 0);
}
