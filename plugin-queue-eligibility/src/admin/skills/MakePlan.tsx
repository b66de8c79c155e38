import type { Preview } from '@queue-eligibility/skills/plan';
import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import { Text } from '@twilio-paste/core/text';
import React, { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { text } from '../../strings';
import { usePage } from '../context';
import { Notice } from '../Notice';
import { count, plural } from '../words';
import { untilOf, type Draft } from './draft';
import { keepDraft } from './keep-draft';
import { keepPlan } from './plan-calls';
import { changeWords } from './stand-words';
import type { Settings } from './use-settings';
import { changeOf } from './wanted';

interface MakePlanProps {
  /** What was shown; null: not all of it is. */
  preview: Preview | null;
  settings: Settings;
}

/** Keeps a plan exactly as it was shown; it is applied from its own page. */
export function MakePlan({ preview, settings: { confirmAbove } }: MakePlanProps) {
  const { functions, planDraft } = usePage();
  const draft = useStore(planDraft);
  const { making, problem } = draft;
  useShowMade();
  const until = untilOf(draft);
  const agents = preview?.agents.length ?? 0;
  const lack =
    agents === 0
      ? (preview?.findings.length ?? 0) > 0
        ? 'QueueEligibilitySkillsLackAll'
        : 'QueueEligibilitySkillsLackAgents'
      : until === undefined
        ? 'QueueEligibilitySkillsLackUntil'
        : draft.note.trim() === ''
          ? 'QueueEligibilitySkillsLackNote'
          : null;
  const make = async (): Promise<void> => {
    if (!preview || until === undefined) return;
    const { unknownSkills } = draft;
    const facts = { note: draft.note.trim(), summary: summaryOf(draft), until, unknownSkills };
    await keepDraft(planDraft, agents, async (onProgress) => {
      const plan = await keepPlan(functions, preview, facts, onProgress);
      return plan.id;
    });
  };
  const isSecond = confirmAbove > 0 && agents > confirmAbove;
  return (
    <Box display="grid" rowGap="space40">
      {problem ? <Notice isNested {...problem} /> : null}
      <Box display="flex" flexWrap="wrap" alignItems="center" columnGap="space50" rowGap="space30">
        <Button
          variant="primary"
          loading={making !== null}
          disabled={lack !== null || making !== null}
          onClick={() => void make()}
        >
          {plural(agents, ['QueueEligibilitySkillsMakeOne', 'QueueEligibilitySkillsMake'])}
        </Button>
        <Text as="span" color="colorTextWeak" fontSize="fontSize20" role="status">
          {making
            ? text('QueueEligibilitySkillsKeeping', { kept: count(making.kept), count: count(making.agents) })
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

/** Goes to the plan that was kept while this is shown: who has gone elsewhere stays there. */
function useShowMade(): void {
  const { go, planDraft } = usePage();
  const { making, made } = useStore(planDraft);
  const isWaiting = useRef(false);
  useEffect(() => {
    if (making) isWaiting.current = true;
    if (made === null) return;
    planDraft.setState({ made: null });
    if (isWaiting.current) go({ tab: 'skills', planId: made });
  }, [making, made, go, planDraft]);
}

/** What a plan does, in a line. */
function summaryOf({ mode, source, rows }: Draft): string {
  if (mode === 'file') return source?.name.slice(0, 200) ?? '';
  const changes = rows.flatMap((row) => changeOf(row) ?? []);
  return changes.map(changeWords).join('; ').slice(0, 200);
}
