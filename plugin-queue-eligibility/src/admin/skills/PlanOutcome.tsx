import type { PlanView } from '@queue-eligibility/api';
import { auditRows, exportLong } from '@queue-eligibility/skills/plan';
import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import { Text } from '@twilio-paste/core/text';
import React, { useState } from 'react';
import { text } from '../../strings';
import { nameOf } from '../../workspace/agent-words';
import { downloadText, fileName } from '../../workspace/copy';
import type { Snapshot } from '../../workspace/workspace-store';
import { usePage } from '../context';
import { Notice } from '../Notice';
import { useFailures } from '../overview/use-failures';
import { Figure, Figures, Section } from '../parts';
import { count } from '../words';
import { readPlan } from './plan-calls';
import { planProblem, type PlanProblem } from './plan-problems';
import { PlanFailures } from './PlanFailures';
import { Undo } from './Undo';
import type { Settings } from './use-settings';

interface PlanOutcomeProps {
  plan: PlanView;
  snapshot: Snapshot;
  settings: Settings;
}

/** What came of a plan that was applied. */
export function PlanOutcome({ plan, snapshot, settings }: PlanOutcomeProps) {
  const { functions } = usePage();
  const { job } = plan;
  const read = useFailures(job?.id ?? '', (job?.progress.failed ?? 0) > 0);
  const [isWriting, setIsWriting] = useState(false);
  const [problem, setProblem] = useState<PlanProblem | null>(null);
  const write = async (): Promise<void> => {
    setIsWriting(true);
    setProblem(null);
    try {
      const [{ agents }, { results }] = [
        await readPlan(functions, plan.id, 'agents'),
        await readPlan(functions, plan.id, 'results'),
      ];
      const failures = read.status === 'ready' ? read.agents : [];
      const names = new Map(snapshot.agents.map((agent) => [agent.sid, nameOf(agent)]));
      const isCompleted = job?.status === 'completed';
      const hasAllFailures = failures.length >= (job?.progress.failed ?? 0);
      const rows = auditRows({ agents, results, failures, hasAllFailures, isCompleted, names });
      downloadText(fileName(text('QueueEligibilityTabSkills'), plan.id), exportLong(rows));
    } catch (error) {
      setProblem(planProblem(error));
    }
    setIsWriting(false);
  };
  return (
    <Box>
      {problem ? <Notice {...problem} /> : null}
      <Section
        title={text('QueueEligibilityPlanOutcome')}
        action={
          <Box display="flex" flexWrap="wrap" columnGap="space40" rowGap="space30">
            <Button variant="secondary" size="small" loading={isWriting} onClick={() => void write()}>
              {text('QueueEligibilityPlanCsv')}
            </Button>
            {plan.state === 'applied' ? <Undo plan={plan} settings={settings} /> : null}
          </Box>
        }
      >
        {job ? (
          <Figures>
            <Figure label={text('QueueEligibilityChecked')}>{count(job.progress.checked)}</Figure>
            <Figure label={text('QueueEligibilityChanged')}>{count(job.progress.changed)}</Figure>
            <Figure label={text('QueueEligibilityPlanLeftAlone')} isBad={job.progress.failed > 0}>
              {count(job.progress.failed)}
            </Figure>
          </Figures>
        ) : (
          <Text as="p" color="colorTextWeak">
            {text('QueueEligibilityPlanNoJob')}
          </Text>
        )}
      </Section>
      {job && job.progress.failed > 0 ? <PlanFailures plan={plan} jobId={job.id} read={read} /> : null}
    </Box>
  );
}
