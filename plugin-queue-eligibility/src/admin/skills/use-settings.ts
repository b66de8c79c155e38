import type { AnswerOf } from '@queue-eligibility/api';
import { useCallback, useEffect, useState } from 'react';
import { toProblem, type Problem } from '../../functions-client';
import { usePage } from '../context';

/** The workspace's skills, and how plans are dealt with here. */
export type Settings = AnswerOf<'/jobs/skills'>;

/** Reads them. `problem`: why that came to nothing. */
export function useSettings(): { settings: Settings | null; problem: Problem | null; read: () => void } {
  const { functions } = usePage();
  const [settings, setSettings] = useState<Settings | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const read = useCallback(() => {
    setProblem(null);
    functions.call('/jobs/skills', {}).then(setSettings, (error: unknown) => setProblem(toProblem(error)));
  }, [functions]);
  useEffect(read, [read]);
  return { settings, problem, read };
}
