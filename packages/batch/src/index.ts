export * from './errors';
export * from './job';
export * from './kind';
export * from './ports';
export { JOBS_DOCUMENT_NAME, jobDocumentName } from './documents';
export { runGuard } from './guard';
export { runHop, type HopResult } from './hop';
export { readFailures } from './item-pages';
export { CommandRefused, commandJob, retryJob, type JobCommand, type RetryOptions } from './commands';
export { HandOffRefused, readOpenJob, requestJob, startJob } from './jobs';
export { JobEnding, type StartOptions, type StartResult } from './place-job';
export { recoverJob } from './hand-on';
export { INVOCATION, SILENT_MS } from './limits';
export { createMemoryStore } from './memory-store';
export type { Budget } from './pace';
export {
  createRetry,
  isConnectionLost,
  isNameTaken,
  isNotFound,
  isPreconditionFailed,
  isThrottled,
  isTransient,
  isUnavailable,
  refusedCredentials,
  type Retry,
  type RetryPolicy,
} from './retry';
export { createSeal, type Seal } from './seal';
export { createSyncStore } from './sync-store';
export {
  transition,
  type Command,
  type JobEvent,
  type Patch,
  type Refusal,
  type Transition,
} from './transition';
