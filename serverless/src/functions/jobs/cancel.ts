import { commandFunction } from '../../command-function';

/**
 * POST /jobs/cancel: stops a job for good, within a few seconds; what was done stays done. Parameters: `Token`,
 * `jobId`.
 */
export const handler = commandFunction('/jobs/cancel', (_parameters, by) => ({ type: 'cancel', by }));
