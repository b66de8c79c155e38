import type { FaultMatch } from '@queue-eligibility/twilio-emulator';

const TASKROUTER = 'taskrouter.twilio.com';
const SYNC = 'sync.twilio.com';

/** Requests that causes make go wrong. */
export const REQUESTS = {
  taskRouter: { host: TASKROUTER },
  queues: { host: TASKROUTER, method: 'GET', path: /\/TaskQueues\?(?!.*WorkerSid=)/ },
  queuesOfWorker: { host: TASKROUTER, method: 'GET', path: /\/TaskQueues\?.*WorkerSid=/ },
  workers: { host: TASKROUTER, method: 'GET', path: /\/Workers\?(?!.*(TaskQueueSid|PageToken)=)/ },
  workersOfQueue: { host: TASKROUTER, method: 'GET', path: /\/Workers\?.*TaskQueueSid=/ },
  laterPages: { host: TASKROUTER, path: /PageToken=/ },
  queue: { host: TASKROUTER, method: 'GET', resource: 'TaskQueue' },
  queueUpdate: { host: TASKROUTER, method: 'POST', resource: 'TaskQueue' },
  counts: { host: TASKROUTER, method: 'POST', resource: 'TaskQueueStatistics' },
  count: { host: TASKROUTER, method: 'GET', resource: 'TaskQueueStatistics' },
  worker: { host: TASKROUTER, method: 'GET', resource: 'Worker' },
  update: { host: TASKROUTER, method: 'POST', resource: 'Worker' },
  sync: { host: SYNC },
  maps: { host: SYNC, path: /\/Maps/ },
  jobRead: { host: SYNC, method: 'GET', path: /\/Documents\/queue-eligibility\.job\.[\w-]+$/ },
  jobWrite: { host: SYNC, method: 'POST', path: /\/Documents\/queue-eligibility\.job\.[\w-]+$/ },
  jobsRead: { host: SYNC, method: 'GET', path: /\/Documents\/queue-eligibility\.jobs$/ },
  jobsWrite: { host: SYNC, method: 'POST', path: /\/Documents\/queue-eligibility\.jobs$/ },
  queueEdit: { host: SYNC, method: 'POST', path: /\/Maps\/queue-eligibility\.queue-edits\/Items\/./ },
  alerts: { host: SYNC, path: /\/Documents\/queue-eligibility\.alerts$/ },
  tokens: { host: 'iam.twilio.com' },
} satisfies Record<string, FaultMatch>;

export const UNAVAILABLE = { status: 503 } as const;
export const THROTTLED = { status: 429, code: 20429 } as const;
export const FORBIDDEN = { status: 403, code: 20003 } as const;
export const BAD_REQUEST = { status: 400, code: 20001 } as const;
export const CHANGED_MEANWHILE = { status: 412, code: 54103 } as const;
