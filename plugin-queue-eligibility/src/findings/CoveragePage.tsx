import { coverageWork, type Finding } from '@queue-eligibility/insight';
import { Box } from '@twilio-paste/core/box';
import { Heading } from '@twilio-paste/core/heading';
import { Label } from '@twilio-paste/core/label';
import { Option, Select } from '@twilio-paste/core/select';
import { Text } from '@twilio-paste/core/text';
import { useUID } from '@twilio-paste/core/uid-library';
import React, { useCallback, useMemo, useState } from 'react';
import { Notice } from '../admin/Notice';
import { ProgressBar } from '../admin/parts';
import { count } from '../admin/words';
import { text } from '../strings';
import { usePage } from '../admin/context';
import { CsvButton } from '../workspace/CsvButton';
import { useWork } from '../workspace/use-work';
import { WithWorkspace } from '../workspace/WithWorkspace';
import type { Snapshot } from '../workspace/workspace-store';
import { findingRows } from './finding-rows';
import { FindingGroup } from './FindingGroup';
import { wordsOf } from './words';

/** Where the workspace has a hole, the worst first. */
export default function CoveragePage() {
  return (
    <>
      <Heading as="h2" variant="heading30" marginBottom="space0">
        {text('QueueEligibilityCoverageTitle')}
      </Heading>
      <Text as="p" color="colorTextWeak" marginTop="space30" marginBottom="space50">
        {text('QueueEligibilityCoverageText')}
      </Text>
      <WithWorkspace>{(snapshot) => <Coverage snapshot={snapshot} />}</WithWorkspace>
    </>
  );
}

function Coverage({ snapshot }: { snapshot: Snapshot }) {
  const { skills } = usePage();
  const { queues, agents, attribute } = snapshot;
  const { result, progress } = useWork(
    useCallback(
      () => coverageWork({ queues, agents, attribute, ...(skills ? { skills } : {}) }),
      [queues, agents, attribute, skills],
    ),
  );
  return (
    <>
      {progress === null ? null : (
        <Box marginBottom="space50" maxWidth="size40">
          <ProgressBar label={text('QueueEligibilityCoverageWorking')} value={progress} />
        </Box>
      )}
      {result ? <Findings findings={result} /> : null}
    </>
  );
}

/** The title of a group, or all. */
const ALL = 'all';

function Findings({ findings }: { findings: readonly Finding[] }) {
  const selectId = useUID();
  const [chosen, setChosen] = useState(ALL);
  const groups = useMemo(() => groupsOf(findings), [findings]);
  if (findings.length === 0) {
    return (
      <Notice
        variant="success"
        title={text('QueueEligibilityCoverageNothingTitle')}
        body={text('QueueEligibilityCoverageNothingText')}
      />
    );
  }
  const isThere = groups.some(({ title }) => title === chosen);
  const shown = isThere ? groups.filter(({ title }) => title === chosen) : groups;
  const rows = () => findingRows(shown.flatMap((group) => group.findings));
  return (
    <>
      <Box
        display="flex"
        flexWrap="wrap"
        justifyContent="space-between"
        alignItems="flex-end"
        columnGap="space50"
        rowGap="space40"
        marginBottom="space60"
      >
        <Box minWidth="size30">
          <Label htmlFor={selectId}>{text('QueueEligibilityCoverageKind')}</Label>
          <Select
            id={selectId}
            value={isThere ? chosen : ALL}
            onChange={(event) => setChosen(event.target.value)}
          >
            <Option value={ALL}>
              {text('QueueEligibilityCoverageAll', { count: count(findings.length) })}
            </Option>
            {groups.map(({ title, findings: { length } }) => (
              <Option key={title} value={title}>
                {`${title} (${count(length)})`}
              </Option>
            ))}
          </Select>
        </Box>
        <CsvButton
          what={text('QueueEligibilityCoverageTitle')}
          name={[text('QueueEligibilityCoverageTitle')]}
          rows={rows}
        />
      </Box>
      <Box display="grid" rowGap="space60">
        {shown.map((group) => (
          <FindingGroup key={group.title} {...group} />
        ))}
      </Box>
    </>
  );
}

interface Group {
  title: string;
  meaning: string;
  findings: Finding[];
}

/** By what they are called, in the order of their worst finding. */
function groupsOf(findings: readonly Finding[]): Group[] {
  const groups = new Map<string, Group>();
  for (const finding of findings) {
    const { title, meaning } = wordsOf(finding);
    const group = groups.get(title);
    if (group) group.findings.push(finding);
    else groups.set(title, { title, meaning, findings: [finding] });
  }
  return [...groups.values()];
}
