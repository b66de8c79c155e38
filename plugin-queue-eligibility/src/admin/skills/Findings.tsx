import { groupFindings, type Finding } from '@queue-eligibility/skills/plan';
import { Badge } from '@twilio-paste/core/badge';
import { Table, TBody, Td, Th, THead, Tr } from '@twilio-paste/core/table';
import React, { useMemo } from 'react';
import { text } from '../../strings';
import { CsvButton } from '../../workspace/CsvButton';
import { Panel } from '../../workspace/Panel';
import { Pages } from '../Pages';
import { Scrolling } from '../parts';
import { count } from '../words';
import { findingWords } from './finding-words';
import { usePaged } from '../use-paged';

interface FindingsProps {
  findings: readonly Finding[];
  names: ReadonlyMap<string, string>;
}

/**
 * What there is to say of rows and agents before anything is done; what leaves somebody out comes first. What says the same
 * of many is shown once; the CSV has a row for each.
 */
export function Findings({ findings, names }: FindingsProps) {
  const groups = useMemo(() => groupFindings(findings, findingWords), [findings]);
  const { shown, page, total, setPage } = usePaged(groups, 8);
  const title = text('QueueEligibilitySkillsFindings', { count: count(findings.length) });
  const hasRows = findings.some(({ row }) => row !== null);
  const isRepeated = groups.length < findings.length;
  const whoOf = ({ workerSid, who }: Finding): string => names.get(workerSid ?? '') ?? who;
  return (
    <Panel
      title={title}
      action={
        <CsvButton
          what={title}
          name={[text('QueueEligibilityTabSkills'), title]}
          rows={() => [
            [text('QueueEligibilitySkillsRow'), text('QueueEligibilityAgentsName'), title],
            ...groups.flatMap(({ words, findings: all }) =>
              all.map((finding) => [finding.row ?? '', whoOf(finding), words]),
            ),
          ]}
        />
      }
    >
      <Scrolling label={title}>
        <Table>
          <THead>
            <Tr>
              {hasRows ? <Th textAlign="right">{text('QueueEligibilitySkillsRow')}</Th> : null}
              <Th>{text('QueueEligibilitySkillsAbout')}</Th>
              {isRepeated ? <Th textAlign="right">{text('QueueEligibilitySkillsHowMany')}</Th> : null}
              <Th>{text('QueueEligibilitySkillsSays')}</Th>
              <Th>{text('QueueEligibilitySkillsThen')}</Th>
            </Tr>
          </THead>
          <TBody>
            {shown.map(({ words, leavesOut, findings: all }) => (
              <Tr key={`${leavesOut} ${words}`}>
                {hasRows ? <Td textAlign="right">{firstOf(all, ({ row }) => row ?? '–')}</Td> : null}
                <Td>{firstOf(all, whoOf)}</Td>
                {isRepeated ? <Td textAlign="right">{count(all.length)}</Td> : null}
                <Td>{words}</Td>
                <Td>
                  <Badge as="span" variant={leavesOut ? 'error' : 'warning'}>
                    {text(leavesOut ? 'QueueEligibilitySkillsIsLeftOut' : 'QueueEligibilitySkillsIsDone')}
                  </Badge>
                </Td>
              </Tr>
            ))}
          </TBody>
        </Table>
      </Scrolling>
      <Pages label={title} page={page} total={total} onChange={setPage} />
    </Panel>
  );
}

/** So many of those who say the same are named. */
const NAMED = 3;

function firstOf(findings: readonly Finding[], nameOf: (finding: Finding) => string | number): string {
  const named = findings.slice(0, NAMED).map(nameOf).join(', ');
  return findings.length > NAMED ? `${named}, …` : named;
}
