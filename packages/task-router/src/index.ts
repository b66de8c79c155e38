export { actorOf, actorWords } from './actor';
export * from './attributes';
export { createChangedBy, type ChangedBy } from './changed-by';
export { createTaskRouter } from './client';
export { editWorker, type Edit, type EditOptions, type EditResult } from './edit-worker';
export { fingerprint } from './fingerprint';
export { createQueuesOfAttributes, type QueuesOfAttributes } from './queues-of-attributes';
export { outcomeOf, workerGone, workerSidSchema } from './items';
export { createQueueAccess, type QueueAccess } from './queue-access';
export {
  createWorkspaceReader,
  ExpressionRefused,
  isAboutExpression,
  type Agent,
  type WorkspaceReader,
} from './reader';
export {
  PageExpired,
  type FetchedWorker,
  type Page,
  type TaskQueue,
  type TaskRouter,
  type Worker,
  type WorkerCount,
} from './task-router';
