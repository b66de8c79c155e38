import { badRequest } from '../errors';
import { listReply, pagingParameters } from '../paging';
import { readChoice, readInteger, readJsonObject } from '../parameters';
import { pathParam, type ApiRequest, type Reply, type Route } from '../router';
import type { TaskRouterApi } from './api';
import { taskRouterOrigin } from './representation';
import type { TaskQueueRecord } from './records';
import type { TaskQueueChange } from './changes';

const collection = '/v1/Workspaces/{WorkspaceSid}/TaskQueues';
const maxPageSize = 1000;
const fields = ['FriendlyName', 'TargetWorkers', 'MaxReservedWorkers', 'TaskOrder'].concat([
  'ReservationActivitySid',
  'AssignmentActivitySid',
]);

/** Task queues: https://www.twilio.com/docs/taskrouter/api/task-queue */
export function taskQueueRoutes(api: TaskRouterApi): Route[] {
  const { store, representation } = api;
  return [
    {
      path: collection,
      resource: 'TaskQueues',
      operations: {
        GET: {
          // Flex UI's own queue filter reads it with the supervisor's token.
          authentication: 'either',
          query: ['FriendlyName', 'EvaluateWorkerAttributes', 'WorkerSid', ...pagingParameters],
          limits: ({ query }) => ('EvaluateWorkerAttributes' in query ? ['expressionListsPerSecond'] : []),
          handle: (request) => list(api, request),
        },
        POST: {
          form: fields,
          handle: ({ form }) => {
            const { FriendlyName } = form;
            if (FriendlyName === undefined) throw badRequest('Missing required parameter FriendlyName');
            const change = { ...readChange(form), friendlyName: FriendlyName };
            const queue = store.byApi(() => store.createQueue(change));
            return { status: 201, body: representation.taskQueue(queue) };
          },
        },
      },
    },
    {
      path: `${collection}/{Sid}`,
      resource: 'TaskQueue',
      operations: {
        GET: {
          handle: (request) => ({
            status: 200,
            body: representation.taskQueue(store.queue(pathParam(request, 'Sid'))),
          }),
        },
        POST: {
          form: fields,
          handle: (request) => {
            const change = readChange(request.form);
            const queue = store.byApi(() => store.updateQueue(pathParam(request, 'Sid'), change));
            return { status: 200, body: representation.taskQueue(queue) };
          },
        },
        DELETE: {
          handle: (request) => {
            store.byApi(() => store.deleteQueue(pathParam(request, 'Sid')));
            return { status: 204 };
          },
        },
      },
    },
  ];
}

function list(api: TaskRouterApi, request: ApiRequest): Reply {
  return listReply({
    request,
    origin: taskRouterOrigin,
    key: 'task_queues',
    maxPageSize,
    items: api.store.queues.values(),
    matches: filter(api, request.query),
    placeOf: ({ position }) => String(position),
    isBehind: ({ position }, place) => position > Number(place),
    render: (queue) => api.representation.taskQueue(queue),
  });
}

/** The queues that pass all filters. EvaluateWorkerAttributes knows no worker, only attributes. */
function filter({ store }: TaskRouterApi, query: ApiRequest['query']): (queue: TaskQueueRecord) => boolean {
  const { FriendlyName, WorkerSid, EvaluateWorkerAttributes } = query;
  const tests: ((queue: TaskQueueRecord) => boolean)[] = [];
  if (FriendlyName !== undefined) {
    const name = FriendlyName.toLowerCase();
    tests.push((queue) => queue.friendlyName.toLowerCase() === name);
  }
  if (WorkerSid !== undefined) {
    const worker = store.workers.get(WorkerSid);
    tests.push((queue) => worker !== undefined && store.membership.isEligible(queue.sid, worker));
  }
  if (EvaluateWorkerAttributes !== undefined) {
    const matching = store.membership.queuesMatching({
      sid: null,
      friendly_name: null,
      activity_sid: null,
      activity_name: null,
      attributes: readJsonObject('EvaluateWorkerAttributes', EvaluateWorkerAttributes),
      channel: {},
    });
    tests.push((queue) => matching.has(queue.sid));
  }
  return (queue) => tests.every((test) => test(queue));
}

function readChange(form: ApiRequest['form']): TaskQueueChange {
  const { MaxReservedWorkers } = form;
  return {
    friendlyName: form['FriendlyName'],
    targetWorkers: form['TargetWorkers'],
    maxReservedWorkers:
      MaxReservedWorkers === undefined
        ? undefined
        : readInteger('MaxReservedWorkers', MaxReservedWorkers, { min: 1, max: 50 }),
    taskOrder: readChoice('TaskOrder', form['TaskOrder'], ['FIFO', 'LIFO']),
    reservationActivitySid: form['ReservationActivitySid'],
    assignmentActivitySid: form['AssignmentActivitySid'],
  };
}
