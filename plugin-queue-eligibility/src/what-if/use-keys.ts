import { vocabularyWork } from '@queue-eligibility/insight';
import { useCallback, useMemo } from 'react';
import { written, type Key } from '../expression-editor/suggest';
import { useWork } from '../workspace/use-work';
import type { Snapshot } from '../workspace/workspace-store';

/** What this workspace's agents have, as the editor offers it; nothing until it is counted. */
export function useKeys({ agents, attribute }: Snapshot): readonly Key[] {
  const work = useCallback(() => vocabularyWork(agents, { without: attribute }), [agents, attribute]);
  const { result } = useWork(work);
  return useMemo(
    () =>
      (result ?? []).map(({ text, agents: having, values }) => ({
        text,
        agents: having,
        values: values.flatMap(({ value, agents: count }) => {
          const inText = written(value);
          return inText === null ? [] : [{ text: inText, agents: count }];
        }),
      })),
    [result],
  );
}
