import type { SkillDefinition } from '@queue-eligibility/skills/plan';
import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import { Input } from '@twilio-paste/core/input';
import { Label } from '@twilio-paste/core/label';
import { Option, Select } from '@twilio-paste/core/select';
import { useUID } from '@twilio-paste/core/uid-library';
import React, { type ReactNode } from 'react';
import { text, type StringKey } from '../../strings';
import { usePage } from '../context';
import { ACTIONS, CONDITIONS, dropRow, editRow, type Action, type ChangeRow, type Condition } from './draft';
import { FIELDS } from './wanted';

const ACTION_WORDS: Readonly<Record<Action, StringKey>> = {
  assign: 'QueueEligibilitySkillsDoAssign',
  level: 'QueueEligibilitySkillsDoLevel',
  remove: 'QueueEligibilitySkillsDoRemove',
  disable: 'QueueEligibilitySkillsDoDisable',
  enable: 'QueueEligibilitySkillsDoEnable',
  replace: 'QueueEligibilitySkillsDoReplace',
  set: 'QueueEligibilitySkillsDoSet',
  unset: 'QueueEligibilitySkillsDoUnset',
};
const CONDITION_WORDS: Readonly<Record<Condition, StringKey>> = {
  always: 'QueueEligibilitySkillsAlways',
  absent: 'QueueEligibilitySkillsIfAbsent',
  level: 'QueueEligibilitySkillsIfLevel',
};

interface ChangeFieldsProps {
  row: ChangeRow;
  /** From 1. */
  number: number;
  /** The list of skills that is offered. */
  listId: string;
  /** The workspace's skill of that name. */
  skill: SkillDefinition | undefined;
  isOnly: boolean;
}

/** One change as somebody writes it. */
export function ChangeFields({ row, number, listId, skill, isOnly }: ChangeFieldsProps) {
  const { planDraft } = usePage();
  const edit = (changes: Partial<ChangeRow>): void => editRow(planDraft, row.id, changes);
  const { about, level, conditions } = FIELDS[row.action];
  const range =
    typeof skill?.minimum === 'number' && typeof skill.maximum === 'number'
      ? ` (${skill.minimum}–${skill.maximum})`
      : '';
  return (
    <Box
      role="group"
      aria-label={text('QueueEligibilitySkillsChange', { number })}
      display="grid"
      columnGap="space40"
      rowGap="space40"
      style={{ gridTemplateColumns: 'repeat(auto-fill, minmax(170px, 1fr))', alignItems: 'end' }}
    >
      <Field label={text('QueueEligibilitySkillsDo')}>
        {(id) => (
          <Select
            id={id}
            value={row.action}
            onChange={({ target }) => {
              const action = ACTIONS.find((known) => known === target.value) ?? row.action;
              const isStill = FIELDS[action].conditions.includes(row.condition);
              edit({ action, ...(isStill ? {} : { condition: 'always' }) });
            }}
          >
            {ACTIONS.map((action) => (
              <Option key={action} value={action}>
                {text(ACTION_WORDS[action])}
              </Option>
            ))}
          </Select>
        )}
      </Field>
      {about === 'skill' ? (
        <Field label={text('QueueEligibilitySkillsSkill')}>
          {(id) => (
            <Input
              {...{ id, type: 'text', list: listId, autoComplete: 'off', value: row.skill }}
              onChange={(event) => edit({ skill: event.target.value })}
            />
          )}
        </Field>
      ) : (
        <Field label={text('QueueEligibilitySkillsPath')}>
          {(id) => (
            <Input
              {...{ id, type: 'text', autoComplete: 'off', placeholder: 'team.name', value: row.path }}
              onChange={(event) => edit({ path: event.target.value })}
            />
          )}
        </Field>
      )}
      {row.action === 'set' ? (
        <Field label={text('QueueEligibilitySkillsValue')}>
          {(id) => (
            <Input
              {...{ id, type: 'text', autoComplete: 'off', value: row.value }}
              onChange={(event) => edit({ value: event.target.value })}
            />
          )}
        </Field>
      ) : null}
      {row.action === 'replace' ? (
        <Field label={text('QueueEligibilitySkillsBy')}>
          {(id) => (
            <Input
              {...{ id, type: 'text', list: listId, autoComplete: 'off', value: row.by }}
              onChange={(event) => edit({ by: event.target.value })}
            />
          )}
        </Field>
      ) : null}
      {level === 'none' ? null : (
        <Field
          label={`${text(level === 'required' ? 'QueueEligibilitySkillsLevel' : 'QueueEligibilitySkillsLevelOptional')}${range}`}
        >
          {(id) => (
            <Input
              {...{ id, type: 'text', inputMode: 'decimal', autoComplete: 'off', value: row.level }}
              onChange={(event) => edit({ level: event.target.value })}
            />
          )}
        </Field>
      )}
      <Field label={text('QueueEligibilitySkillsIf')}>
        {(id) => (
          <Select
            id={id}
            value={row.condition}
            onChange={({ target }) =>
              edit({ condition: CONDITIONS.find((known) => known === target.value) ?? 'always' })
            }
          >
            {conditions.map((condition) => (
              <Option key={condition} value={condition}>
                {text(CONDITION_WORDS[condition])}
              </Option>
            ))}
          </Select>
        )}
      </Field>
      {row.condition === 'level' ? (
        <Field label={text('QueueEligibilitySkillsConditionLevel')}>
          {(id) => (
            <Input
              {...{ id, type: 'text', inputMode: 'decimal', autoComplete: 'off', value: row.conditionLevel }}
              onChange={(event) => edit({ conditionLevel: event.target.value })}
            />
          )}
        </Field>
      ) : null}
      {isOnly ? null : (
        <Box paddingBottom="space30">
          <Button
            variant="link"
            aria-label={text('QueueEligibilitySkillsDropOf', { number })}
            onClick={() => dropRow(planDraft, row.id)}
          >
            {text('QueueEligibilitySkillsDrop')}
          </Button>
        </Box>
      )}
    </Box>
  );
}

function Field({ label, children }: { label: string; children: (id: string) => ReactNode }) {
  const id = useUID();
  return (
    <Box minWidth="0">
      <Label htmlFor={id}>{label}</Label>
      {children(id)}
    </Box>
  );
}
