import { Box } from '@twilio-paste/core/box';
import { Input } from '@twilio-paste/core/input';
import { Label } from '@twilio-paste/core/label';
import { Text } from '@twilio-paste/core/text';
import { useUID } from '@twilio-paste/core/uid-library';
import React, { useEffect, useMemo, useState } from 'react';
import { count } from '../admin/words';
import type { FunctionsClient } from '../functions-client';
import { useQueueDirectory, type QueueDirectory } from '../queue-directory';
import { text } from '../strings';
import { readWorkerQueues } from '../teams-view/worker-queues';
import { arrange, search as searchIn, type Arranged } from './arrange';
import { EntryList } from './EntryList';
import { factsKey as keyOf, factsOf, nameOf, type FlexWorker } from './flex-worker';
import { HowKnown } from './HowKnown';
import { Standing } from './Standing';
import { useAnswer } from './use-answer';

/** What the queues of an agent are made from. */
export interface AgentQueuesPorts {
  functions: FunctionsClient;
  directory: QueueDirectory;
}

interface AgentQueuesProps {
  ports: AgentQueuesPorts;
  worker: FlexWorker;
  /** How deep the headings of the parts are: the ones of the queues are one deeper. */
  level: 3 | 4;
}

/** Every queue of the workspace, and why one agent is eligible for it or not. */
export function AgentQueues({ ports: { functions, directory }, worker, level }: AgentQueuesProps) {
  const searchId = useUID();
  const [search, setSearch] = useState('');
  const known = useQueueDirectory(directory, (state) => state);
  useEffect(() => directory.ensure(), [directory]);
  const { attribute, status, queues: bySid } = known;
  const { sid = '' } = worker;
  const factsKey = useMemo(() => keyOf(worker, attribute), [worker, attribute]);
  const { asked, ask } = useAnswer(functions, { workerSid: sid, factsKey });
  const answer = asked.status === 'answered' && asked.factsKey === factsKey ? asked.answer : null;
  // What Flex has not been told, TaskRouter may have said.
  const attributes = worker.attributes ?? answer?.worker.attributes;
  const carried = useMemo(() => readWorkerQueues({ sid, attributes }, known), [sid, attributes, known]);
  const facts = useMemo(() => factsOf({ ...worker, attributes }), [worker, attributes]);
  const all = useMemo(
    () =>
      arrange({
        queues: [...bySid.values()],
        facts,
        carried,
        asked: answer ? new Set(answer.queueSids) : null,
      }),
    [bySid, facts, carried, answer],
  );
  const found = useMemo(() => searchIn(all, search), [all, search]);
  const total = sizeOf(all);
  if (bySid.size === 0 && status !== 'ready' && status !== 'failed') {
    return (
      <Text as="p" role="status" color="colorTextWeak">
        {text('QueueEligibilityFilterLoading')}
      </Text>
    );
  }
  return (
    <Box display="flex" flexDirection="column" rowGap="space50">
      <Standing {...{ worker: { ...worker, attributes }, directory, carried, all, answer }} />
      <HowKnown {...{ agent: nameOf(worker), asked, ask, factsKey, all, isInStep: isInStep(all, carried) }} />
      <Box>
        <Label htmlFor={searchId}>{text('QueueEligibilityAgentSearch', { count: count(total) })}</Label>
        <Input
          id={searchId}
          type="search"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
        <Text as="p" color="colorTextWeak" fontSize="fontSize20" marginTop="space20" role="status">
          {search.trim() === ''
            ? ''
            : text('QueueEligibilityAgentFound', {
                found: count(sizeOf(found)),
                count: count(total),
                search,
              })}
        </Text>
      </Box>
      {PARTS.map(([part, title, none]) => {
        const isEmpty = all[part].length === 0;
        if (isEmpty && part === 'unsure') return null;
        if (bySid.size === 0 && part !== 'eligible') return null;
        return (
          <EntryList
            key={part}
            title={text(title)}
            entries={found[part]}
            total={all[part].length}
            nothing={isEmpty ? text(none) : text('QueueEligibilityAgentNothing', { search })}
            hint={part === 'unsure' ? text('QueueEligibilityAgentUnsureText') : null}
            {...{ facts, attribute, level }}
          />
        );
      })}
    </Box>
  );
}

const PARTS = [
  ['eligible', 'QueueEligibilityAgentEligible', 'QueueEligibilityAgentNoEligible'],
  ['unsure', 'QueueEligibilityAgentUnsure', 'QueueEligibilityAgentNoOthers'],
  ['others', 'QueueEligibilityAgentOthers', 'QueueEligibilityAgentNoOthers'],
] as const;

const sizeOf = ({ eligible, unsure, others }: Arranged): number =>
  eligible.length + unsure.length + others.length;

/** There is a list, and of nothing in it is known that it should be otherwise. */
const isInStep = ({ eligible, others }: Arranged, { kind }: { kind: string }): boolean =>
  (kind === 'listed' || kind === 'none') && [...eligible, ...others].every(({ differs }) => differs === null);
