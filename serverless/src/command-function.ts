import { requestSchemas, type JobView } from '@queue-eligibility/api';
import { commandJob, type JobCommand } from '@queue-eligibility/batch';
import type * as z from 'zod';
import { jobFunction, NotFound } from './job-function';
import { describeJob } from './job-view';

/**
 * A Function that gives a job a command, and answers the job as it is then. A command that makes no sense now is
 * refused with status 409.
 */
export function commandFunction<P extends '/jobs/cancel' | '/jobs/pace' | '/jobs/pause' | '/jobs/resume'>(
  path: P,
  toCommand: (parameters: z.output<(typeof requestSchemas)[P]>, name: string) => JobCommand,
) {
  return jobFunction<z.output<(typeof requestSchemas)[P]>>({
    path,
    access: 'command',
    parameters: requestSchemas[path] as unknown as z.ZodType<z.output<(typeof requestSchemas)[P]>>,
    async run({ batch }, given, { name }): Promise<JobView> {
      const { jobId } = given;
      const stored = await commandJob(batch, jobId, toCommand(given, name));
      if (!stored) throw new NotFound(`job ${jobId}; jobs are kept for 30 days`);
      return describeJob(stored);
    },
  });
}
