import type { PlanView } from '@queue-eligibility/api';
import { useEffect, useState } from 'react';
import type { Snapshot } from '../../workspace/workspace-store';
import { usePage } from '../context';
import { useJobs } from '../use-jobs';

/**
 * Whether a plan that takes another one back can be held against what was read: before that one was applied the agents
 * were others, so they are read again, once.
 */
export function useFresh({ of, created }: PlanView, { readAtMs }: Snapshot): boolean {
  const { jobs, workspace } = usePage();
  const { aheadMs } = useJobs(jobs).state;
  const [wasRead, setWasRead] = useState(false);
  const isOld = of !== null && readAtMs < Date.parse(created.at) + aheadMs;
  useEffect(() => {
    if (isOld) void workspace.read().then(() => setWasRead(true));
  }, [isOld, workspace]);
  return !isOld || wasRead;
}
