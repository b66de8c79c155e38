import type { OpenJob } from '@queue-eligibility/api';
import { Box } from '@twilio-paste/core/box';
import { HelpText } from '@twilio-paste/core/help-text';
import { Input } from '@twilio-paste/core/input';
import { Label } from '@twilio-paste/core/label';
import { useUID } from '@twilio-paste/core/uid-library';
import React, { useState } from 'react';
import { text } from '../../strings';
import { usePage } from '../context';
import { count } from '../words';

/** Agents a second that are suggested as a limit; any other number will do. */
const SUGGESTED = [5, 10, 20, 50, 100];
/** The most that the Functions take. */
const MAX = 1_000;

/** A limit as it was typed; null: none, undefined: it can't be one. */
function readLimit(typed: string): number | null | undefined {
  if (typed.trim() === '') return null;
  const limit = Number(typed);
  return Number.isInteger(limit) && limit >= 1 && limit <= MAX ? limit : undefined;
}

/** How fast a job may go at the most: for a time when others need TaskRouter more. Enter or leaving the field sets it. */
export function PaceLimit({ job }: { job: OpenJob }) {
  const { commands } = usePage();
  const [id, listId, helpId] = [useUID(), useUID(), useUID()];
  const set = job.paceLimit === null ? '' : String(job.paceLimit);
  // What is typed or on its way stands until the job says so itself.
  const [typed, setTyped] = useState<string | null>(null);
  const [isSending, setIsSending] = useState(false);
  const value = typed ?? set;
  const limit = readLimit(value);
  const send = (): void => {
    if (typed === null || limit === undefined || isSending) return;
    if (limit === job.paceLimit) return setTyped(null);
    setIsSending(true);
    void commands.limitPace(job.id, limit).finally(() => {
      setIsSending(false);
      setTyped(null);
    });
  };
  return (
    <Box width="size30" maxWidth="100%">
      <Label htmlFor={id}>{text('QueueEligibilityPace')}</Label>
      <Input
        id={id}
        type="text"
        inputMode="numeric"
        list={listId}
        autoComplete="off"
        value={value}
        placeholder={text('QueueEligibilityPaceUnlimited')}
        hasError={limit === undefined}
        aria-describedby={helpId}
        onChange={({ target }) => setTyped(target.value)}
        onKeyDown={({ key }) => {
          if (key === 'Enter') send();
          if (key === 'Escape') setTyped(null);
        }}
        onBlur={send}
      />
      <datalist id={listId}>
        {SUGGESTED.map((suggested) => (
          <option key={suggested} value={String(suggested)} />
        ))}
      </datalist>
      <HelpText id={helpId} variant={limit === undefined ? 'error' : 'default'}>
        {limit === undefined
          ? text('QueueEligibilityPaceInvalid', { max: count(MAX) })
          : text(isSending ? 'QueueEligibilityPaceSending' : 'QueueEligibilityPaceHelp')}
      </HelpText>
    </Box>
  );
}
