import { commandFunction } from '../../command-function';

/**
 * POST /jobs/pause: stops a job within a few seconds until it is resumed, for an hour at the most. Parameters: `Token`,
 * `jobId`.
 */
export const handler = commandFunction('/jobs/pause', () => ({ type: 'pause' }));
