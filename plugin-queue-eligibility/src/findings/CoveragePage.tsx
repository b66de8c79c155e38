import { coverageWork, type Finding, type FindingKind } from '@queue-eligibility/insight';
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
import { titleOf } from './words';

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

type Chosen = FindingKind | 'all';

function Findings({ findings }: { findings: readonly Finding[] }) {
  const selectId = useUID();
  const [chosen, setChosen] = useState<Chosen>('all');
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
  const isThere = groups.some(([kind]) => kind === chosen);
  const shown = isThere ? groups.filter(([kind]) => kind === chosen) : groups;
  const rows = () => findingRows(shown.flatMap(([, group]) => group));
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
            value={isThere ? chosen : 'all'}
            onChange={(event) => setChosen(event.target.value as Chosen)}
          >
            <Option value="all">
              {text('QueueEligibilityCoverageAll', { count: count(findings.length) })}
            </Option>
            {groups.map(([kind, group]) => (
              <Option key={kind} value={kind}>
                {`${titleOf(kind)} (${count(group.length)})`}
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
        {shown.map(([kind, group]) => (
          <FindingGroup key={kind} kind={kind} findings={group} />
        ))}
      </Box>
    </>
  );
}

/** By kind, the kinds in the order of their worst finding. */
function groupsOf(findings: readonly Finding[]): [FindingKind, Finding[]][] {
  const groups = new Map<FindingKind, Finding[]>();
  for (const finding of findings) {
    const group = groups.get(finding.kind);
    if (group) group.push(finding);
    else groups.set(finding.kind, [finding]);
  }
  return [...groups];
}
