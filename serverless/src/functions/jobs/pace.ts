import { commandFunction } from '../../command-function';

/**
 * POST /jobs/pace: limits how fast a job goes, or takes the limit away. Parameters: `Token`, `jobId`, `itemsPerSecond`,
 * 1 to 1,000; without it as fast as TaskRouter allows.
 */
export const handler = commandFunction('/jobs/pace', ({ itemsPerSecond }) => ({
  type: 'limit-pace',
  itemsPerSecond,
}));
