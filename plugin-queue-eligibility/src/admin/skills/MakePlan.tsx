import type { Preview } from '@queue-eligibility/skills/plan';
import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import { Text } from '@twilio-paste/core/text';
import React, { useState } from 'react';
import { useStore } from 'zustand';
import { text } from '../../strings';
import { usePage } from '../context';
import { Notice } from '../Notice';
import { count, plural } from '../words';
import { clearDraft, untilOf, type Draft } from './draft';
import { keepPlan } from './plan-calls';
import { planProblem, type PlanProblem } from './plan-problems';
import { changeWords } from './stand-words';
import { useIsHere } from '../use-is-here';
import type { Settings } from './use-settings';
import { changeOf } from './wanted';

interface MakePlanProps {
  /** What was shown; null: not all of it is. */
  preview: Preview | null;
  settings: Settings;
}

/** Keeps a plan exactly as it was shown; it is applied from its own page. */
export function MakePlan({ preview, settings: { confirmAbove } }: MakePlanProps) {
  const { functions, go, planDraft } = usePage();
  const draft = useStore(planDraft);
  const [kept, setKept] = useState<number | null>(null);
  const [problem, setProblem] = useState<PlanProblem | null>(null);
  const isHere = useIsHere();
  const until = untilOf(draft);
  const agents = preview?.agents.length ?? 0;
  const lack =
    agents === 0
      ? 'QueueEligibilitySkillsLackAgents'
      : until === undefined
        ? 'QueueEligibilitySkillsLackUntil'
        : draft.note.trim() === ''
          ? 'QueueEligibilitySkillsLackNote'
          : null;
  const make = async (): Promise<void> => {
    if (!preview || until === undefined) return;
    setProblem(null);
    setKept(0);
    const { unknownSkills } = draft;
    try {
      const facts = { note: draft.note.trim(), summary: summaryOf(draft), until, unknownSkills };
      const plan = await keepPlan(functions, preview, facts, setKept);
      // What was written since is of another plan, and who has gone elsewhere stays there.
      if (planDraft.getState() === draft) clearDraft(planDraft);
      if (isHere.current) go({ tab: 'skills', planId: plan.id });
    } catch (error) {
      setProblem(planProblem(error));
      setKept(null);
    }
  };
  const isSecond = confirmAbove > 0 && agents > confirmAbove;
  return (
    <Box display="grid" rowGap="space40">
      {problem ? <Notice isNested {...problem} /> : null}
      <Box display="flex" flexWrap="wrap" alignItems="center" columnGap="space50" rowGap="space30">
        <Button
          variant="primary"
          loading={kept !== null}
          disabled={lack !== null || kept !== null}
          onClick={() => void make()}
        >
          {plural(agents, ['QueueEligibilitySkillsMakeOne', 'QueueEligibilitySkillsMake'])}
        </Button>
        <Text as="span" color="colorTextWeak" fontSize="fontSize20" role="status">
          {kept !== null
            ? text('QueueEligibilitySkillsKeeping', { kept: count(kept), count: count(agents) })
            : lack
              ? text(lack)
              : isSecond
                ? text('QueueEligibilitySkillsSecond', { count: count(confirmAbove) })
                : text('QueueEligibilitySkillsMakeText')}
        </Text>
      </Box>
    </Box>
  );
}

/** What a plan does, in a line. */
function summaryOf({ mode, source, rows }: Draft): string {
  if (mode === 'file') return source?.name.slice(0, 200) ?? '';
  const changes = rows.flatMap((row) => changeOf(row) ?? []);
  return changes.map(changeWords).join('; ').slice(0, 200);
}
