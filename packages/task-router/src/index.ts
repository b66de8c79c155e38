export { createTaskRouter } from './client';
export {
  PageExpired,
  type FetchedWorker,
  type Page,
  type TaskQueue,
  type TaskRouter,
  type Worker,
  type WorkerCount,
} from './task-router';
