import type { Cell } from '@queue-eligibility/insight';
import { Button } from '@twilio-paste/core/button';
import React from 'react';
import { text } from '../strings';
import { download, fileName } from './copy';

interface CsvButtonProps {
  /** What is downloaded, for who does not see what the button stands beside. */
  what: string;
  /** Parts of the file's name. */
  name: readonly string[];
  /** Made when it is asked for: it may be long. */
  rows: () => (readonly Cell[])[];
}

/** Gives what is shown to the person as a table for other programs. */
export const CsvButton = ({ what, name, rows }: CsvButtonProps) => (
  <Button
    variant="secondary"
    size="small"
    aria-label={text('QueueEligibilityAgentsCsvOf', { what })}
    onClick={() => download(fileName(...name), rows())}
  >
    {text('QueueEligibilityAgentsCsv')}
  </Button>
);
