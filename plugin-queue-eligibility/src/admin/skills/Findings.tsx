import { leavesOut, type Finding } from '@queue-eligibility/skills/plan';
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

/** What there is to say of rows and agents before anything is done; what leaves somebody out comes first. */
export function Findings({ findings, names }: FindingsProps) {
  const ordered = useMemo(
    () => [...findings].sort((a, b) => Number(leavesOut(b)) - Number(leavesOut(a))),
    [findings],
  );
  const { shown, page, total, setPage } = usePaged(ordered, 8);
  const title = text('QueueEligibilitySkillsFindings', { count: count(findings.length) });
  const hasRows = findings.some(({ row }) => row !== null);
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
            ...ordered.map((finding) => [finding.row ?? '', whoOf(finding), findingWords(finding)]),
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
              <Th>{text('QueueEligibilitySkillsSays')}</Th>
              <Th>{text('QueueEligibilitySkillsThen')}</Th>
            </Tr>
          </THead>
          <TBody>
            {shown.map((finding, i) => (
              <Tr key={`${page}-${i}`}>
                {hasRows ? <Td textAlign="right">{finding.row ?? '–'}</Td> : null}
                <Td>{whoOf(finding)}</Td>
                <Td>{findingWords(finding)}</Td>
                <Td>
                  <Badge as="span" variant={leavesOut(finding) ? 'error' : 'warning'}>
                    {text(
                      leavesOut(finding) ? 'QueueEligibilitySkillsIsLeftOut' : 'QueueEligibilitySkillsIsDone',
                    )}
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
