import type { Work } from '@queue-eligibility/insight';
import {
  previewRestoreSteps,
  previewSteps,
  type Preview,
  type Result,
  type Wanted,
  type Workspace,
} from '@queue-eligibility/skills/plan';
import { useCallback, useMemo } from 'react';
import { useWork, type Worked } from '../../workspace/use-work';
import type { Snapshot } from '../../workspace/workspace-store';
import type { Settings } from './use-settings';

/** What a preview looks at. */
export function useSkillsWorkspace(
  { agents, queues }: Snapshot,
  { skills, attribute, signOnAttributes }: Settings,
): Workspace {
  return useMemo(
    () => ({ agents, queues, skills, attribute, signOnAttributes }),
    [agents, queues, skills, attribute, signOnAttributes],
  );
}

/** What a plan would do. Null: nothing is asked for. */
export function usePreview(
  wanted: readonly Wanted[] | null,
  workspace: Workspace,
  unknownSkills: boolean,
): Worked<Preview> {
  const work = useCallback(
    () => fractions(previewSteps(wanted ?? [], workspace, { unknownSkills }), workspace.agents.length),
    [wanted, workspace, unknownSkills],
  );
  return useWork(wanted ? work : null);
}

/** What taking a plan back would do. Null: what it has replaced is not read yet. */
export function useRestorePreview(results: readonly Result[] | null, workspace: Workspace): Worked<Preview> {
  const work = useCallback(
    () => fractions(previewRestoreSteps(results ?? [], workspace), workspace.agents.length),
    [results, workspace],
  );
  return useWork(results ? work : null);
}

function* fractions<T>(steps: Generator<number, T>, total: number): Work<T> {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    yield step.value / total;
  }
}
