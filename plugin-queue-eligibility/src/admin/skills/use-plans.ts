import type { PlanView } from '@queue-eligibility/api';
import { useCallback, useEffect, useState } from 'react';
import { usePage } from '../context';
import { planProblem, type PlanProblem } from './plan-problems';

/** The plans as far as they were read, newest first. */
export interface Plans {
  plans: readonly PlanView[] | null;
  /** There are older ones. */
  next: string | null;
  /** Plans whose time was over, which are taken back from now on. */
  ended: number;
  isReading: boolean;
  problem: PlanProblem | null;
}

/** Reads the plans; `readMore` goes on to older ones. */
export function usePlans() {
  const { functions } = usePage();
  const [state, setState] = useState<Plans>({
    ...{ plans: null, next: null, ended: 0, isReading: true, problem: null },
  });
  const read = useCallback(
    async (after: string | null) => {
      setState((before) => ({ ...before, isReading: true, problem: null }));
      try {
        const page = await functions.call('/jobs/plans', { after });
        setState((before) => ({
          ...{ isReading: false, problem: null, next: page.next },
          plans: after === null ? page.plans : [...(before.plans ?? []), ...page.plans],
          ended: before.ended + page.ended.length,
        }));
      } catch (error) {
        setState((before) => ({ ...before, isReading: false, problem: planProblem(error) }));
      }
    },
    [functions],
  );
  useEffect(() => void read(null), [read]);
  return { ...state, read: () => void read(null), readMore: () => void read(state.next) };
}
