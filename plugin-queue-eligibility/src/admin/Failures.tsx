import type { Failure } from '@queue-eligibility/api';
import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import { Table, TBody, Td, Th, THead, Tr } from '@twilio-paste/core/table';
import { Text } from '@twilio-paste/core/text';
import React, { useEffect, useState } from 'react';
import { text } from '../strings';
import { readAgentNames } from './agent-names';
import { usePage } from './context';
import { Pages } from './Pages';
import { Scrolling, Section } from './parts';
import { count, explain } from './words';

const PAGE_SIZE = 20;

/** What a job could not do: which agent, why, what to do, and the way to try these again. */
export function Failures({ jobId, failed }: { jobId: string; failed: number }) {
  const { functions, retry } = usePage();
  const [failures, setFailures] = useState<readonly Failure[] | null>(null);
  const [hasFailed, setHasFailed] = useState(false);
  const [isStarting, setIsStarting] = useState(false);
  const [page, setPage] = useState(1);
  useEffect(() => {
    let isCurrent = true;
    setFailures(null);
    setHasFailed(false);
    setPage(1);
    functions.call('/jobs/read', { jobId }).then(
      (answer) => isCurrent && setFailures(answer.failures),
      () => isCurrent && setHasFailed(true),
    );
    return () => {
      isCurrent = false;
    };
  }, [functions, jobId]);
  const shown = (failures ?? []).slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE);
  const names = useNames(shown);
  const title =
    failed === 1
      ? text('QueueEligibilityFailuresHeadingOne')
      : text('QueueEligibilityFailuresHeading', { count: count(failed) });
  const retryFailed = (
    <Button
      variant="secondary"
      size="small"
      disabled={!failures?.length || isStarting}
      onClick={() => {
        setIsStarting(true);
        void retry(jobId).finally(() => setIsStarting(false));
      }}
    >
      {text('QueueEligibilityRetry', { count: count(failed) })}
    </Button>
  );
  return (
    <Section title={title} action={retryFailed}>
      {hasFailed ? <Text as="p">{text('QueueEligibilityFailuresUnread')}</Text> : null}
      {!failures && !hasFailed ? <Text as="p">{text('QueueEligibilityLoading')}</Text> : null}
      {failures ? (
        <>
          <Scrolling label={title}>
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
          <Pages
            label={title}
            page={page}
            total={Math.ceil(failures.length / PAGE_SIZE)}
            onChange={setPage}
          />
          {failures.length < failed ? (
            <Text as="p" color="colorTextWeak">
              {text('QueueEligibilityFailuresFirst', { shown: count(failures.length), count: count(failed) })}
            </Text>
          ) : null}
        </>
      ) : null}
    </Section>
  );
}

function FailureRow({ failure, name }: { failure: Failure; name: string | undefined }) {
  const { reason, todo } = explain(failure.code);
  return (
    <Tr>
      <Td>
        <Text as="span" fontWeight="fontWeightSemibold">
          {name ?? failure.key}
        </Text>
        {name === undefined ? null : (
          <Text as="div" color="colorTextWeak" fontSize="fontSize20">
            {failure.key}
          </Text>
        )}
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

/** The names of the agents on the page, as they come. */
function useNames(failures: readonly Failure[]): ReadonlyMap<string, string> {
  const { queries } = usePage();
  const [names, setNames] = useState<ReadonlyMap<string, string>>(new Map());
  const sids = failures.map(({ key }) => key).join();
  useEffect(() => {
    let isCurrent = true;
    if (sids === '') return;
    void readAgentNames(queries, sids.split(',')).then((found) => isCurrent && setNames(found));
    return () => {
      isCurrent = false;
    };
  }, [queries, sids]);
  return names;
}
