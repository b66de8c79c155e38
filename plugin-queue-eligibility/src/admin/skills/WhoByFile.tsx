import { exportWide, type CsvProblem } from '@queue-eligibility/skills/plan';
import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import { FilePicker, FilePickerButton } from '@twilio-paste/core/file-picker';
import { HelpText } from '@twilio-paste/core/help-text';
import { Label } from '@twilio-paste/core/label';
import { Text } from '@twilio-paste/core/text';
import { useUID } from '@twilio-paste/core/uid-library';
import React, { type ChangeEvent } from 'react';
import { useStore } from 'zustand';
import { text } from '../../strings';
import { downloadText, fileName } from '../../workspace/copy';
import type { Snapshot } from '../../workspace/workspace-store';
import { usePage } from '../context';
import { Notice } from '../Notice';
import { Pages } from '../Pages';
import { count, plural } from '../words';
import { readFile } from './read-file';
import { usePaged } from '../use-paged';
import type { Settings } from './use-settings';

/** Agents and what is to be done with them, from a CSV. */
export function WhoByFile({ snapshot, settings }: { snapshot: Snapshot; settings: Settings }) {
  const { planDraft } = usePage();
  const source = useStore(planDraft, (draft) => draft.source);
  const [fileId, helpId] = [useUID(), useUID()];
  const take = async ({ target }: ChangeEvent<HTMLInputElement>): Promise<void> => {
    const [file] = target.files ?? [];
    if (!file) return;
    const source = await readFile(file);
    // The same file, corrected, would be no change to the browser.
    target.value = '';
    planDraft.setState({ source });
  };
  const skills = settings.skills.map(({ name }) => name);
  return (
    <Box display="grid" rowGap="space50">
      <Box>
        <Label htmlFor={fileId}>{text('QueueEligibilitySkillsFile')}</Label>
        <FilePicker
          id={fileId}
          accept=".csv,.txt,text/csv"
          i18nNoSelectionText={source?.name ?? text('QueueEligibilitySkillsNoFile')}
          aria-describedby={helpId}
          onChange={(event) => void take(event)}
        >
          <FilePickerButton variant="secondary">{text('QueueEligibilitySkillsPickFile')}</FilePickerButton>
        </FilePicker>
        <HelpText id={helpId}>{text('QueueEligibilitySkillsFileHelp')}</HelpText>
      </Box>
      <Box>
        <Button
          variant="link"
          onClick={() =>
            downloadText(fileName(text('QueueEligibilityTabSkills')), exportWide(snapshot.agents, skills))
          }
        >
          {text('QueueEligibilitySkillsExport')}
        </Button>
      </Box>
      {source?.encoding === 'windows-1252' ? (
        <Notice
          variant="warning"
          isNested
          title={text('QueueEligibilitySkillsEncodingTitle')}
          body={text('QueueEligibilitySkillsEncodingText')}
        />
      ) : null}
      {source && source.problems.length > 0 ? <Problems problems={source.problems} /> : null}
      {source && source.problems.length === 0 ? (
        <Text as="p" role="status">
          {text('QueueEligibilitySkillsFileRead', { name: source.name, rows: count(source.wanted.length) })}
        </Text>
      ) : null}
    </Box>
  );
}

/** What is wrong with a file, each with its row and column: nothing of it is planned. */
function Problems({ problems }: { problems: readonly CsvProblem[] }) {
  const { shown, page, total, setPage } = usePaged(problems, 6);
  const title = plural(problems.length, [
    'QueueEligibilitySkillsProblemsOne',
    'QueueEligibilitySkillsProblems',
  ]);
  return (
    <Notice variant="error" isNested title={title} body={text('QueueEligibilitySkillsProblemsText')}>
      <Box as="ul" margin="space0" paddingLeft="space60">
        {shown.map(({ row, column, message }, i) => (
          <li key={`${page}-${i}`}>
            <Text as="span" fontWeight="fontWeightSemibold">
              {[
                ...(row === null ? [] : [text('QueueEligibilitySkillsAtRow', { row })]),
                ...(column === null ? [] : [column]),
              ].join(', ')}
            </Text>{' '}
            {message}
          </li>
        ))}
      </Box>
      <Pages label={title} page={page} total={total} onChange={setPage} />
    </Notice>
  );
}
