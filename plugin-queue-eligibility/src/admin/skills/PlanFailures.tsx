import type { Failure, PlanView } from '@queue-eligibility/api';
import { CHANGED_SINCE, type AgentChange } from '@queue-eligibility/skills/plan';
import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import { Text } from '@twilio-paste/core/text';
import React, { useEffect, useMemo, useState } from 'react';
import { text } from '../../strings';
import { Panel } from '../../workspace/Panel';
import { Agent, useAgentNames } from '../Agent';
import { usePage } from '../context';
import { Pages } from '../Pages';
import type { JobFailures } from '../overview/use-failures';
import { Section } from '../parts';
import { count, explain, plural } from '../words';
import { AskWho, ChangedByWords } from './ChangedBy';
import { readPlan } from './plan-calls';
import { PreviewAgain } from './PreviewAgain';
import { useChangedBy } from './use-changed-by';
import { usePaged } from '../use-paged';

interface PlanFailuresProps {
  plan: PlanView;
  jobId: string;
  read: JobFailures;
}

/** Agents whom a plan left as they were, by reason, with what to do. */
export function PlanFailures({ plan, jobId, read }: PlanFailuresProps) {
  const { commands } = usePage();
  const [isStarting, setIsStarting] = useState(false);
  const failures = useMemo(() => (read.status === 'ready' ? read.agents : []), [read]);
  const groups = useMemo(() => byCode(failures), [failures]);
  const moved = useAgentsOf(plan, groups.get(CHANGED_SINCE) ?? null);
  // Where somebody else was there since the preview, only a new plan helps.
  const curable = failures.filter(({ code }) => code !== CHANGED_SINCE).length;
  const retry = (): void => {
    setIsStarting(true);
    void commands.retry(jobId).finally(() => setIsStarting(false));
  };
  return (
    <Section title={text('QueueEligibilityPlanFailures')}>
      {read.status === 'failed' ? <Text as="p">{text('QueueEligibilityFailuresUnread')}</Text> : null}
      {read.status === 'loading' ? <Text as="p">{text('QueueEligibilityLoading')}</Text> : null}
      <Box display="grid" rowGap="space50">
        {[...groups].map(([code, some]) => (
          <Group key={code} plan={plan} code={code} failures={some}>
            {code === CHANGED_SINCE && moved ? <PreviewAgain plan={plan} agents={moved} /> : null}
          </Group>
        ))}
        {curable > 0 ? (
          <Box>
            <Button variant="secondary" size="small" disabled={isStarting} onClick={retry}>
              {text('QueueEligibilityRetry', { count: count(curable) })}
            </Button>
          </Box>
        ) : null}
      </Box>
    </Section>
  );
}

interface GroupProps {
  plan: PlanView;
  code: string;
  failures: readonly Failure[];
  children: React.ReactNode;
}

function Group({ plan, code, failures, children }: GroupProps) {
  const { reason, todo } = explain(code);
  const { shown, page, total, setPage } = usePaged(failures, 10);
  const sids = shown.map(({ key }) => key);
  const names = useAgentNames(sids);
  const asked = useChangedBy(plan);
  return (
    <Panel
      title={`${reason} ${plural(failures.length, ['QueueEligibilityPlanFailedOne', 'QueueEligibilityPlanFailedMany'])}`}
      action={children}
    >
      <Text as="p" color="colorTextWeak" marginBottom="space40">
        {todo}
      </Text>
      <Box as="ul" aria-label={reason} margin="space0" paddingLeft="space0" style={{ listStyle: 'none' }}>
        {shown.map(({ key, message }) => (
          <Box as="li" key={key} paddingY="space20">
            <Agent sid={key} name={names.get(key)} />
            <Text as="div" color="colorTextWeak" fontSize="fontSize20">
              {message}
            </Text>
            <ChangedByWords changes={asked.changes.get(key)} />
          </Box>
        ))}
      </Box>
      {code === CHANGED_SINCE ? <AskWho asked={asked} sids={sids} /> : null}
      <Pages label={reason} page={page} total={total} onChange={setPage} />
    </Panel>
  );
}

function byCode(failures: readonly Failure[]): Map<string, Failure[]> {
  const groups = new Map<string, Failure[]>();
  for (const failure of failures) groups.set(failure.code, [...(groups.get(failure.code) ?? []), failure]);
  return groups;
}

/** What a plan was to do with these agents; null: nobody asks, or it is not read. */
function useAgentsOf(plan: PlanView, failures: readonly Failure[] | null): AgentChange[] | null {
  const { functions } = usePage();
  const [agents, setAgents] = useState<AgentChange[] | null>(null);
  useEffect(() => {
    let isCurrent = true;
    if (!failures || plan.of !== null) return setAgents(null);
    const sids = new Set(failures.map(({ key }) => key));
    readPlan(functions, plan.id, 'agents').then(
      (kept) => isCurrent && setAgents(kept.agents.filter(({ workerSid }) => sids.has(workerSid))),
      () => isCurrent && setAgents(null),
    );
    return () => {
      isCurrent = false;
    };
  }, [functions, plan.id, plan.of, failures]);
  return agents;
}
