import type { Job } from '@queue-eligibility/batch';
import { JobProgress } from '../job-progress';
import { summaryLines } from '../report';
import type { Screen } from '../screen';
import type { Summary } from '../summary';
import type { Watch } from './demo';

/** Shows a resync from here to its summary. `onJob` sees every document of it. */
export async function follow(
  { jobs, summary }: Watch,
  screen: Screen,
  onJob: (job: Job) => Promise<void> | void = () => undefined,
): Promise<Summary> {
  const progress = new JobProgress(screen);
  try {
    for await (const job of jobs) {
      progress.show(job);
      await onJob(job);
    }
  } finally {
    progress.end();
  }
  const result = await summary;
  for (const line of summaryLines(result, screen)) screen.line(line);
  return result;
}
