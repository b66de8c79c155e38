import type { JobView } from '@queue-eligibility/api';
import { commandJob, type JobCommand } from '@queue-eligibility/batch';
import type { z } from 'zod';
import { jobFunction, NotFound } from './job-function';
import { describeJob } from './job-view';

/**
 * A Function that gives a job a command, and answers the job as it is then. A command that makes no sense now is
 * refused with status 409.
 */
export function commandFunction<Parameters extends { jobId: string }>(
  parameters: z.ZodType<Parameters>,
  toCommand: (parameters: Parameters) => JobCommand,
) {
  return jobFunction<Parameters>({
    access: 'command',
    parameters,
    async run({ batch }, given): Promise<JobView> {
      const { jobId } = given;
      const stored = await commandJob(batch, jobId, toCommand(given));
      if (!stored) throw new NotFound(`job ${jobId}; jobs are kept for 30 days`);
      return describeJob(stored);
    },
  });
}
