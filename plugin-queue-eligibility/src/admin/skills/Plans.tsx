import type { PlanView } from '@queue-eligibility/api';
import { Badge } from '@twilio-paste/core/badge';
import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import { Table, TBody, Td, Th, THead, Tr } from '@twilio-paste/core/table';
import { Text } from '@twilio-paste/core/text';
import React from 'react';
import { text } from '../../strings';
import { CsvButton } from '../../workspace/CsvButton';
import { NEW_PLAN } from '../address';
import { usePage } from '../context';
import { Notice } from '../Notice';
import { Scrolling, Section } from '../parts';
import { clock, count, plural } from '../words';
import { plansRows } from './plans-rows';
import { planStanding, planTitle } from './plan-words';
import { usePlans } from './use-plans';

/** What was planned and done: who, when, why, what, how it ended, and who took it back. */
export function Plans() {
  const { go } = usePage();
  const { plans, next, ended, isReading, problem, read, readMore } = usePlans();
  const title = text('QueueEligibilityPlansTitle');
  const overdue = plans?.filter((plan) => plan.overdue).length ?? 0;
  return (
    <Section
      title={title}
      action={
        <Box display="flex" flexWrap="wrap" columnGap="space40" rowGap="space30">
          {plans && plans.length > 0 ? (
            <CsvButton what={title} name={[title]} rows={() => plansRows(plans)} />
          ) : null}
          <Button variant="secondary" size="small" disabled={isReading} onClick={read}>
            {text('QueueEligibilityWorkspaceAgain')}
          </Button>
          <Button variant="primary" size="small" onClick={() => go({ tab: 'skills', planId: NEW_PLAN })}>
            {text('QueueEligibilitySkillsNew')}
          </Button>
        </Box>
      }
    >
      <Box display="grid" rowGap="space50">
        {problem ? <Notice {...problem} /> : null}
        {ended > 0 ? (
          <Notice
            variant="neutral"
            title={plural(ended, ['QueueEligibilityPlansEndedOne', 'QueueEligibilityPlansEnded'])}
            body={text('QueueEligibilityPlansEndedText')}
          />
        ) : null}
        {overdue > 0 ? (
          <Notice
            variant="warning"
            title={plural(overdue, ['QueueEligibilityPlansOverdueOne', 'QueueEligibilityPlansOverdue'])}
            body={text('QueueEligibilityPlansOverdueText')}
          />
        ) : null}
        {plans === null && !problem ? <Text as="p">{text('QueueEligibilityLoading')}</Text> : null}
        {plans?.length === 0 ? (
          <Text as="p" color="colorTextWeak">
            {text('QueueEligibilityPlansEmpty')}
          </Text>
        ) : null}
        {plans && plans.length > 0 ? <PlansTable label={title} plans={plans} /> : null}
        {next === null ? null : (
          <Box>
            <Button variant="secondary" size="small" loading={isReading} onClick={readMore}>
              {text('QueueEligibilityPlansMore')}
            </Button>
          </Box>
        )}
      </Box>
    </Section>
  );
}

function PlansTable({ label, plans }: { label: string; plans: readonly PlanView[] }) {
  const { go } = usePage();
  const nowMs = Date.now();
  return (
    <Scrolling label={label}>
      <Table>
        <THead>
          <Tr>
            <Th>{text('QueueEligibilityPlanWhat')}</Th>
            <Th>{text('QueueEligibilityPlanState')}</Th>
            <Th textAlign="right">{text('QueueEligibilityPlanAgents')}</Th>
            <Th>{text('QueueEligibilityPlanBy')}</Th>
            <Th>{text('QueueEligibilityPlanWhen')}</Th>
            <Th>{text('QueueEligibilityPlanUntil')}</Th>
          </Tr>
        </THead>
        <TBody>
          {plans.map((plan) => {
            const { variant, words } = planStanding(plan);
            return (
              <Tr key={plan.id}>
                <Td>
                  <Button variant="link" onClick={() => go({ tab: 'skills', planId: plan.id })}>
                    <span style={{ textAlign: 'left', whiteSpace: 'normal', overflowWrap: 'anywhere' }}>
                      {planTitle(plan)}
                    </span>
                  </Button>
                  <Text as="div" color="colorTextWeak" fontSize="fontSize20">
                    <span style={{ overflowWrap: 'anywhere' }}>{plan.note}</span>
                  </Text>
                </Td>
                <Td>
                  <Badge as="span" variant={variant}>
                    {words}
                  </Badge>
                </Td>
                <Td textAlign="right">{count(plan.agents)}</Td>
                <Td>{plan.created.by}</Td>
                <Td>{clock(plan.created.at, nowMs)}</Td>
                <Td>{plan.until === null ? '–' : clock(plan.until, nowMs)}</Td>
              </Tr>
            );
          })}
        </TBody>
      </Table>
    </Scrolling>
  );
}
