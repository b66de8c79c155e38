import { heldAgainst, sampleOf, type Preview, type Workspace } from '@queue-eligibility/skills/plan';
import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import { Text } from '@twilio-paste/core/text';
import React, { useEffect, useState } from 'react';
import { text } from '../../strings';
import { usePage } from '../context';
import { Notice } from '../Notice';
import { count } from '../words';
import { planProblem, type PlanProblem } from './plan-problems';

type Answer = { asked: number; wrong: readonly string[] } | { problem: PlanProblem } | null;

/** On demand: TaskRouter's own answer about a few agents to whom different things happen. */
export function Sampled({ preview, workspace }: { preview: Preview; workspace: Workspace }) {
  const { functions } = usePage();
  const [isAsking, setIsAsking] = useState(false);
  const [answer, setAnswer] = useState<Answer>(null);
  // An answer is about the preview that was shown when it was asked for.
  useEffect(() => setAnswer(null), [preview]);
  const ask = async (): Promise<void> => {
    setIsAsking(true);
    try {
      const sample = sampleOf(preview);
      const attributes = sample.map((agent) => JSON.stringify(agent.attributes));
      const { queueSids } = await functions.call('/jobs/plan-sample', { attributes });
      setAnswer(heldAgainst(sample, queueSids, workspace));
    } catch (error) {
      setAnswer({ problem: planProblem(error) });
    }
    setIsAsking(false);
  };
  if (preview.agents.length === 0) return null;
  return (
    <Box display="grid" rowGap="space40">
      <Box display="flex" flexWrap="wrap" alignItems="center" columnGap="space40" rowGap="space30">
        <Button variant="secondary" size="small" loading={isAsking} onClick={() => void ask()}>
          {text('QueueEligibilityWhatIfAsk')}
        </Button>
        <Text as="span" color="colorTextWeak" fontSize="fontSize20">
          {text('QueueEligibilitySkillsSampleText')}
        </Text>
      </Box>
      {answer && 'problem' in answer ? <Notice isNested {...answer.problem} /> : null}
      {answer && 'asked' in answer ? (
        <Notice
          isNested
          variant={answer.wrong.length === 0 ? 'success' : 'warning'}
          title={text('QueueEligibilitySkillsSampled', { count: count(answer.asked) })}
          body={
            answer.wrong.length === 0
              ? text('QueueEligibilitySkillsSampleSame')
              : text('QueueEligibilitySkillsSampleOther', { queues: answer.wrong.slice(0, 5).join(', ') })
          }
        />
      ) : null}
    </Box>
  );
}
