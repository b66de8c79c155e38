import { Box } from '@twilio-paste/core/box';
import { Callout, CalloutHeading, CalloutText } from '@twilio-paste/core/callout';
import { Input } from '@twilio-paste/core/input';
import { Label } from '@twilio-paste/core/label';
import { Modal, ModalBody, ModalHeader, ModalHeading } from '@twilio-paste/core/modal';
import { Text } from '@twilio-paste/core/text';
import { useUID } from '@twilio-paste/core/uid-library';
import React, { useMemo, useState } from 'react';
import { text } from '../strings';
import { behindWords } from './behind';
import type { WorkerQueues } from './worker-queues';

interface QueuesDialogProps {
  read: WorkerQueues;
  /** The agent's name. */
  agent: string;
  onClose: () => void;
}

/** From so many on, there is a search. */
const SEARCH_FROM = 8;

/** All queues of one agent. */
export function QueuesDialog({ read, agent, onClose }: QueuesDialogProps) {
  const headingId = useUID();
  const searchId = useUID();
  const [search, setSearch] = useState('');
  const { queues } = read;
  const found = useMemo(() => {
    const wanted = search.trim().toLocaleLowerCase();
    return queues.filter(({ name, sid }) => `${name} ${sid}`.toLocaleLowerCase().includes(wanted));
  }, [queues, search]);
  const heading =
    queues.length === 1
      ? text('QueueEligibilityListHeadingOne')
      : text('QueueEligibilityListHeading', { count: queues.length });
  return (
    <Modal ariaLabelledby={headingId} isOpen onDismiss={onClose} size="default">
      <ModalHeader>
        <ModalHeading as="h3" id={headingId}>
          {text('QueueEligibilityListOf', { agent })}
        </ModalHeading>
      </ModalHeader>
      <ModalBody>
        {read.behind !== null ? (
          <Box marginBottom="space60">
            <Callout variant="warning">
              <CalloutHeading as="h4">{behindWords(read.behind).label}</CalloutHeading>
              <CalloutText>{behindWords(read.behind).hint}</CalloutText>
            </Callout>
          </Box>
        ) : null}
        {queues.length >= SEARCH_FROM ? (
          <Box marginBottom="space50">
            <Label htmlFor={searchId}>{text('QueueEligibilityListSearch')}</Label>
            <Input
              id={searchId}
              type="search"
              value={search}
              onChange={(event) => setSearch(event.target.value)}
            />
          </Box>
        ) : null}
        <Text as="p" color="colorTextWeak" marginBottom="space40" aria-live="polite">
          {search.trim() === ''
            ? heading
            : text('QueueEligibilityListFound', { found: found.length, count: queues.length })}
        </Text>
        {found.length === 0 ? (
          <Text as="p">{text('QueueEligibilityListNothing', { search })}</Text>
        ) : (
          <Box as="ul" margin="space0" paddingLeft="space0" style={{ listStyle: 'none' }}>
            {found.map(({ sid, name, isGone }) => (
              <Box
                as="li"
                key={sid}
                display="flex"
                columnGap="space40"
                justifyContent="space-between"
                flexWrap="wrap"
                paddingY="space30"
                borderBottomColor="colorBorderWeaker"
                borderBottomStyle="solid"
                borderBottomWidth="borderWidth10"
              >
                <Text as="span" color={isGone ? 'colorTextError' : 'colorText'}>
                  {isGone ? text('QueueEligibilityColumnGone') : name}
                </Text>
                <Text as="span" color="colorTextWeak" fontFamily="fontFamilyCode" fontSize="fontSize20">
                  {sid}
                </Text>
              </Box>
            ))}
          </Box>
        )}
      </ModalBody>
    </Modal>
  );
}
