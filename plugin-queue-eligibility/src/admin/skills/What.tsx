import type { SkillDefinition } from '@queue-eligibility/skills/plan';
import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import { Text } from '@twilio-paste/core/text';
import { useUID } from '@twilio-paste/core/uid-library';
import React from 'react';
import { useStore } from 'zustand';
import { text } from '../../strings';
import { Panel } from '../../workspace/Panel';
import { usePage } from '../context';
import { ChangeFields } from './ChangeFields';
import { addRow } from './draft';

/** What is to be done; a file says that itself. */
export function What({ skills }: { skills: readonly SkillDefinition[] }) {
  const { planDraft } = usePage();
  const rows = useStore(planDraft, (draft) => draft.rows);
  const mode = useStore(planDraft, (draft) => draft.mode);
  const listId = useUID();
  return (
    <Panel title={text('QueueEligibilitySkillsWhat')}>
      {mode === 'file' ? (
        <Text as="p" color="colorTextWeak">
          {text('QueueEligibilitySkillsWhatFile')}
        </Text>
      ) : (
        <Box display="grid" rowGap="space60">
          {rows.map((row, i) => (
            <ChangeFields
              key={row.id}
              row={row}
              number={i + 1}
              listId={listId}
              skill={skills.find(({ name }) => name === row.skill.trim())}
              isOnly={rows.length === 1}
            />
          ))}
          <Box>
            <Button variant="secondary" size="small" onClick={() => addRow(planDraft)}>
              {text('QueueEligibilitySkillsAdd')}
            </Button>
          </Box>
          <datalist id={listId}>
            {skills.map(({ name }) => (
              <option key={name} value={name} />
            ))}
          </datalist>
        </Box>
      )}
    </Panel>
  );
}
