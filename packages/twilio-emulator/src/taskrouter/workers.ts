import { ApiError, badRequest } from '../errors';
import { listReply, pagingParameters } from '../paging';
import { ifMatchAllows, readChoice } from '../parameters';
import { pathParam, type ApiRequest, type Reply, type Route } from '../router';
import type { TaskRouterApi } from './api';
import { taskRouterOrigin } from './representation';
import type { WorkerRecord } from './records';
import { checkTargetWorkers } from './validation';

const collection = '/v1/Workspaces/{WorkspaceSid}/Workers';
const maxPageSize = 1000;
const filters = [
  'ActivityName',
  'ActivitySid',
  'Available',
  'FriendlyName',
  'TargetWorkersExpression',
].concat(['TaskQueueName', 'TaskQueueSid']);

/** Workers: https://www.twilio.com/docs/taskrouter/api/worker */
export function workerRoutes(api: TaskRouterApi): Route[] {
  return [
    {
      path: collection,
      resource: 'Workers',
      operations: {
        GET: {
          query: [...filters, ...pagingParameters],
          limits: ({ query }) => ('TargetWorkersExpression' in query ? ['expressionListsPerSecond'] : []),
          handle: (request) => list(api, request),
        },
        POST: {
          form: ['FriendlyName', 'ActivitySid', 'Attributes'],
          handle: (request) => create(api, request),
        },
      },
    },
    {
      path: `${collection}/{Sid}`,
      resource: 'Worker',
      operations: {
        GET: { handle: (request) => fetch(api, request) },
        POST: {
          form: ['ActivitySid', 'Attributes', 'FriendlyName', 'RejectPendingReservations'],
          limits: () => ['updatesPerSecond'],
          handle: (request) => update(api, request),
        },
        DELETE: { handle: (request) => remove(api, request) },
      },
    },
  ];
}

async function list(api: TaskRouterApi, request: ApiRequest): Promise<Reply> {
  const { store, representation } = api;
  const read: WorkerRecord[] = [];
  const reply = listReply({
    request,
    origin: taskRouterOrigin,
    key: 'workers',
    maxPageSize,
    items: store.workers.values(),
    matches: filter(api, request.query),
    placeOf: ({ position }) => String(position),
    isBehind: ({ position }, place) => position > Number(place),
    render: (worker) => {
      read.push(worker);
      return representation.worker(worker, api.listAttributes ? worker.attributes : null);
    },
  });
  if (!api.store.workerRead.isEmpty) for (const worker of read) await api.store.workerRead.run(worker);
  return reply;
}

/** The workers that pass all filters of a list request. An unknown queue has no workers. */
function filter(api: TaskRouterApi, query: ApiRequest['query']): (worker: WorkerRecord) => boolean {
  const { store } = api;
  const tests: ((worker: WorkerRecord) => boolean)[] = [];
  const activityOf = (worker: WorkerRecord) => store.activity(worker.activitySid);
  const { FriendlyName, ActivityName, ActivitySid, Available, TaskQueueName, TaskQueueSid } = query;
  const { TargetWorkersExpression } = query;
  if (FriendlyName !== undefined) {
    const name = FriendlyName.toLowerCase();
    tests.push((worker) => worker.friendlyName.toLowerCase() === name);
  }
  if (ActivityName !== undefined) tests.push((worker) => activityOf(worker).friendlyName === ActivityName);
  if (ActivitySid !== undefined) tests.push((worker) => worker.activitySid === ActivitySid);
  if (Available !== undefined) {
    const wanted = ['true', '1', 'yes'].includes(Available.toLowerCase());
    tests.push((worker) => activityOf(worker).available === wanted);
  }
  if (TaskQueueSid !== undefined) tests.push((worker) => store.membership.isEligible(TaskQueueSid, worker));
  if (TaskQueueName !== undefined) {
    const queue = [...store.queues.values()].find(({ friendlyName }) => friendlyName === TaskQueueName);
    tests.push((worker) => queue !== undefined && store.membership.isEligible(queue.sid, worker));
  }
  if (TargetWorkersExpression !== undefined) {
    const matches = checkTargetWorkers(TargetWorkersExpression, store.dialect);
    tests.push((worker) => matches(store.membership.view(worker)));
  }
  return (worker) => tests.every((test) => test(worker));
}

function create(api: TaskRouterApi, { form }: ApiRequest): Reply {
  const { FriendlyName, ActivitySid, Attributes } = form;
  if (FriendlyName === undefined) throw badRequest('Missing required parameter FriendlyName');
  const worker = api.store.byApi(() =>
    api.store.createWorker({
      friendlyName: FriendlyName,
      activitySid: ActivitySid,
      attributes: Attributes,
    }),
  );
  return workerReply(api, worker, 201);
}

async function fetch(api: TaskRouterApi, request: ApiRequest): Promise<Reply> {
  const worker = api.store.worker(pathParam(request, 'Sid'));
  const reply = workerReply(api, worker, 200);
  if (!api.store.workerRead.isEmpty) await api.store.workerRead.run(worker);
  return reply;
}

async function update(api: TaskRouterApi, request: ApiRequest): Promise<Reply> {
  const sid = pathParam(request, 'Sid');
  if (!api.store.workerUpdate.isEmpty) await api.store.workerUpdate.run(api.store.worker(sid));
  checkIfMatch(api, request, sid);
  const { ActivitySid, Attributes, FriendlyName, RejectPendingReservations } = request.form;
  readChoice('RejectPendingReservations', RejectPendingReservations, ['true', 'false']);
  const worker = api.store.byApi(() =>
    api.store.updateWorker(sid, {
      activitySid: ActivitySid,
      attributes: Attributes,
      friendlyName: FriendlyName,
    }),
  );
  return workerReply(api, worker, 200);
}

function remove(api: TaskRouterApi, request: ApiRequest): Reply {
  const sid = pathParam(request, 'Sid');
  checkIfMatch(api, request, sid);
  api.store.byApi(() => api.store.deleteWorker(sid));
  return { status: 204 };
}

function checkIfMatch(api: TaskRouterApi, request: ApiRequest, sid: string): void {
  const { version } = api.store.worker(sid);
  if (api.etags && !ifMatchAllows(request.ifMatch, String(version))) {
    throw new ApiError({ status: 412, code: 20412, message: 'Precondition Failed' });
  }
}

function workerReply(api: TaskRouterApi, worker: WorkerRecord, status: number): Reply {
  return {
    status,
    body: api.representation.worker(worker, worker.attributes),
    headers: api.etags ? { ETag: `"${worker.version}"` } : {},
  };
}
