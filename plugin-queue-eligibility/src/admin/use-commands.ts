import { RESYNC } from '@queue-eligibility/api';
import { useMemo, useState } from 'react';
import { toProblem, type FunctionsClient, type Problem } from '../functions-client';
import type { JobsWatch } from '../live/jobs-watch';
import type { JobCommands } from './context';

/** The commands, and why the last one came to nothing, until that was read. */
export function useCommands(functions: FunctionsClient, jobs: JobsWatch) {
  const [refusal, setRefusal] = useState<Problem | null>(null);
  const commands = useMemo<JobCommands>(() => {
    /** Gives a command; afterwards the page knows what came of it, even where Sync does not tell. */
    const command = async (give: () => Promise<object>): Promise<void> => {
      try {
        // A job that was found instead of started, and is another deployment's, is not ours to watch.
        const isElsewhere = 'heldBy' in (await give());
        setRefusal(isElsewhere ? { kind: 'refused', code: 'other_deployment' } : null);
      } catch (error) {
        setRefusal(toProblem(error));
      }
      await jobs.reload();
    };
    return {
      start: () => command(() => functions.call('/jobs/start', { kind: RESYNC })),
      cancel: (jobId) => command(() => functions.call('/jobs/cancel', { jobId })),
      pause: (jobId) => command(() => functions.call('/jobs/pause', { jobId })),
      resume: (jobId) => command(() => functions.call('/jobs/resume', { jobId })),
      restart: () => jobs.reload(),
      limitPace: (jobId, itemsPerSecond) =>
        command(() => functions.call('/jobs/pace', { jobId, itemsPerSecond })),
      retry: (jobId, options) => command(() => functions.call('/jobs/retry', { jobId, ...options })),
    };
  }, [functions, jobs]);
  return { commands, refusal, dismiss: () => setRefusal(null) };
}
