import { REFUSALS, type Failure } from '@queue-eligibility/api';
import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import { Text } from '@twilio-paste/core/text';
import React, { useState } from 'react';
import { text } from '../../strings';
import { CsvButton } from '../../workspace/CsvButton';
import { usePage } from '../context';
import { Section } from '../parts';
import { count, plural } from '../words';
import { troubleRows } from './csv';
import { ForeignQueues } from './ForeignQueues';
import { Reasons, type Trouble } from './Reasons';
import type { JobFailures } from './use-failures';

interface FailuresProps {
  jobId: string;
  /** Agents that the job gave up; as many as are recorded are named. */
  failed: number;
  read: JobFailures;
  nowMs: number;
}

const toTrouble = ({ key, code, message }: Failure): Trouble => ({ workerSid: key, code, message });

/** What a job could not do: which agents, why, what to do, and the way to try these again. */
export function Failures({ jobId, failed, read, nowMs }: FailuresProps) {
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
  const actions = (
    <>
      {agents.length > 0 ? (
        <CsvButton what={title} name={[title]} rows={() => troubleRows(agents.map(toTrouble))} />
      ) : null}
      <Button
        variant="secondary"
        size="small"
        disabled={agents.length === 0 || curable === 0 || isStarting}
        onClick={() => start()}
      >
        {text('QueueEligibilityRetry', { count: count(curable) })}
      </Button>
    </>
  );
  return (
    <Section title={title} action={actions}>
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
      <Reasons troubles={agents.map(toTrouble)} nowMs={nowMs} />
      {read.status === 'ready' && agents.length < failed ? (
        <Box marginTop="space50">
          <Text as="p" color="colorTextWeak">
            {text('QueueEligibilityFailuresFirst', { shown: count(agents.length), count: count(failed) })}
          </Text>
        </Box>
      ) : null}
    </Section>
  );
}
