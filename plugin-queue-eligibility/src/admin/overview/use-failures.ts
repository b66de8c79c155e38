import type { Failure } from '@queue-eligibility/api';
import { useEffect, useState } from 'react';
import { usePage } from '../context';

/** What a job recorded beside its numbers: agents that it gave up, and queues of which nothing is proven. */
export type JobFailures =
  | { status: 'none' | 'loading' | 'failed' }
  | { status: 'ready'; agents: readonly Failure[]; queues: readonly Failure[] };

const isQueue = ({ key }: Failure): boolean => key.startsWith('WQ');

/** Reads them, where there are any. */
export function useFailures(jobId: string, areThere: boolean): JobFailures {
  const { functions } = usePage();
  const [read, setRead] = useState<JobFailures>({ status: 'loading' });
  useEffect(() => {
    if (!areThere) return;
    let isCurrent = true;
    setRead({ status: 'loading' });
    functions.call('/jobs/read', { jobId }).then(
      ({ failures }) => {
        if (!isCurrent) return;
        const agents = failures.filter((failure) => !isQueue(failure));
        setRead({ status: 'ready', agents, queues: failures.filter(isQueue) });
      },
      () => isCurrent && setRead({ status: 'failed' }),
    );
    return () => {
      isCurrent = false;
    };
  }, [functions, jobId, areThere]);
  return areThere ? read : { status: 'none' };
}
