import { HARM, type Finding, type Harm } from '@queue-eligibility/insight';
import { Badge } from '@twilio-paste/core/badge';
import { Box } from '@twilio-paste/core/box';
import { Text } from '@twilio-paste/core/text';
import React from 'react';
import { Pages } from '../admin/Pages';
import { usePaged } from '../admin/use-paged';
import { count } from '../admin/words';
import { text } from '../strings';
import { Panel } from '../workspace/Panel';
import { FindingRow } from './FindingRow';

const PAGE_SIZE = 8;

const HARMS = {
  high: ['error', 'QueueEligibilityCoverageHigh'],
  middle: ['warning', 'QueueEligibilityCoverageMiddle'],
  low: ['neutral', 'QueueEligibilityCoverageLow'],
} as const satisfies Record<Harm, unknown>;

interface FindingGroupProps {
  title: string;
  meaning: string;
  findings: readonly Finding[];
}

/** All findings of one kind: what it means, and each with the way to it. */
export function FindingGroup({ title, meaning, findings }: FindingGroupProps) {
  const { shown, page, total, setPage } = usePaged(findings, PAGE_SIZE);
  const harm = findings.reduce<Harm>(
    (worst, { harm: next }) => (HARM[next] > HARM[worst] ? next : worst),
    'low',
  );
  const [variant, label] = HARMS[harm];
  return (
    <Panel
      title={`${title} (${count(findings.length)})`}
      action={
        <Badge as="span" variant={variant}>
          {text(label)}
        </Badge>
      }
    >
      <Text as="p" color="colorTextWeak" marginBottom="space30">
        {meaning}
      </Text>
      <Box as="ul" aria-label={title} margin="space0" paddingLeft="space0" style={{ listStyle: 'none' }}>
        {shown.map((finding, at) => (
          <FindingRow key={(page - 1) * PAGE_SIZE + at} finding={finding} />
        ))}
      </Box>
      <Pages label={title} page={page} total={total} onChange={setPage} />
    </Panel>
  );
}
