import { requestSchemas } from '@queue-eligibility/api';
import { commandFunction } from '../../command-function';

/**
 * POST /jobs/cancel: stops a job for good, within a few seconds; what was done stays done. Parameters: `Token`,
 * `jobId`.
 */
export const handler = commandFunction(requestSchemas['/jobs/cancel'], () => ({ type: 'cancel' }));
