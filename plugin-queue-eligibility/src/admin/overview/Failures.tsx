import { REFUSALS, type Failure } from '@queue-eligibility/api';
import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import { Table, TBody, Td, Th, THead, Tr } from '@twilio-paste/core/table';
import { Text } from '@twilio-paste/core/text';
import React, { useState } from 'react';
import { text } from '../../strings';
import { Agent, useAgentNames } from '../Agent';
import { usePage } from '../context';
import { ForeignQueues } from './ForeignQueues';
import { Pages } from '../Pages';
import { Scrolling, Section } from '../parts';
import type { JobFailures } from './use-failures';
import { count, explain, plural } from '../words';

const PAGE_SIZE = 20;

interface FailuresProps {
  jobId: string;
  /** Agents that the job gave up; as many as are recorded are named. */
  failed: number;
  read: JobFailures;
}

/** What a job could not do: which agent, why, what to do, and the way to try these again. */
export function Failures({ jobId, failed, read }: FailuresProps) {
  const { commands } = usePage();
  const [isStarting, setIsStarting] = useState(false);
  const agents = read.status === 'ready' ? read.agents : [];
  const foreign = agents.filter(({ code }) => code === REFUSALS.notOurs).length;
  // Those would only fail again: there is another way for them.
  const curable = failed - foreign;
  const title = plural(failed, ['QueueEligibilityFailuresHeadingOne', 'QueueEligibilityFailuresHeading']);
  const start = (options?: { replace: true }): void => {
    setIsStarting(true);
    void commands.retry(jobId, options).finally(() => setIsStarting(false));
  };
  const retryFailed = (
    <Button
      variant="secondary"
      size="small"
      disabled={agents.length === 0 || curable === 0 || isStarting}
      onClick={() => start()}
    >
      {text('QueueEligibilityRetry', { count: count(curable) })}
    </Button>
  );
  return (
    <Section title={title} action={retryFailed}>
      {foreign > 0 ? (
        <ForeignQueues
          agents={foreign}
          areAll={agents.length >= failed}
          isStarting={isStarting}
          onReplace={() => start({ replace: true })}
        />
      ) : null}
      {read.status === 'failed' ? <Text as="p">{text('QueueEligibilityFailuresUnread')}</Text> : null}
      {read.status === 'loading' ? <Text as="p">{text('QueueEligibilityLoading')}</Text> : null}
      {read.status === 'ready' ? <FailedAgents label={title} agents={agents} failed={failed} /> : null}
    </Section>
  );
}

interface FailedAgentsProps {
  label: string;
  agents: readonly Failure[];
  failed: number;
}

function FailedAgents({ label, agents, failed }: FailedAgentsProps) {
  const [page, setPage] = useState(1);
  const shown = agents.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE);
  const names = useAgentNames(shown.map(({ key }) => key));
  return (
    <>
      <Scrolling label={label}>
        <Table>
          <THead>
            <Tr>
              <Th>{text('QueueEligibilityFailureAgent')}</Th>
              <Th>{text('QueueEligibilityFailureReason')}</Th>
              <Th>{text('QueueEligibilityFailureDo')}</Th>
            </Tr>
          </THead>
          <TBody>
            {shown.map((failure) => (
              <FailureRow key={failure.key} failure={failure} name={names.get(failure.key)} />
            ))}
          </TBody>
        </Table>
      </Scrolling>
      <Pages label={label} page={page} total={Math.ceil(agents.length / PAGE_SIZE)} onChange={setPage} />
      {agents.length < failed ? (
        <Text as="p" color="colorTextWeak">
          {text('QueueEligibilityFailuresFirst', { shown: count(agents.length), count: count(failed) })}
        </Text>
      ) : null}
    </>
  );
}

function FailureRow({ failure, name }: { failure: Failure; name: string | undefined }) {
  const { reason, todo } = explain(failure.code);
  return (
    <Tr>
      <Td>
        <Agent sid={failure.key} name={name} />
      </Td>
      <Td>
        {reason}
        <Box marginTop="space20">
          <Text as="div" color="colorTextWeak" fontSize="fontSize20">
            {failure.message}
          </Text>
        </Box>
      </Td>
      <Td>{todo}</Td>
    </Tr>
  );
}
