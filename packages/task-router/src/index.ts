export * from './attributes';
export { createTaskRouter } from './client';
export { editWorker, type Edit, type EditOptions, type EditResult } from './edit-worker';
export { fingerprint } from './fingerprint';
export { createQueuesOfAttributes, type QueuesOfAttributes } from './queues-of-attributes';
export { outcomeOf, workerGone, workerSidSchema } from './items';
export {
  PageExpired,
  type FetchedWorker,
  type Page,
  type TaskQueue,
  type TaskRouter,
  type Worker,
  type WorkerCount,
} from './task-router';
