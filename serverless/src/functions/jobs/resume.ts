import { commandFunction } from '../../command-function';

/**
 * POST /jobs/resume: lets a paused job go on from where it was. Parameters: `Token`, `jobId`.
 */
export const handler = commandFunction('/jobs/resume', () => ({ type: 'resume' }));
