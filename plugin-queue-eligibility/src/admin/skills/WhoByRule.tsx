import { whatIfWork } from '@queue-eligibility/insight';
import { Box } from '@twilio-paste/core/box';
import { Label } from '@twilio-paste/core/label';
import { Option, Select } from '@twilio-paste/core/select';
import { Text } from '@twilio-paste/core/text';
import { useUID } from '@twilio-paste/core/uid-library';
import React, { useCallback, useMemo } from 'react';
import { useStore } from 'zustand';
import { check } from '../../expression-editor/check';
import { ExpressionEditor } from '../../expression-editor/ExpressionEditor';
import { text } from '../../strings';
import { Asked } from '../../what-if/Asked';
import { useKeys } from '../../what-if/use-keys';
import { useSettled, useWork } from '../../workspace/use-work';
import type { Snapshot } from '../../workspace/workspace-store';
import { usePage } from '../context';
import { count } from '../words';
import type { Draft } from './draft';

/** Whom a rule matches. */
export interface Matched {
  sids: readonly string[];
  available: number;
  /** Of so many it can't be said. */
  unknown: number;
  isBusy: boolean;
}

/** Whoever writes is left alone for so long, ms. */
const SETTLED_MS = 250;
const NOBODY: Matched = { sids: [], available: 0, unknown: 0, isBusy: false };

/** Whom the rule of a draft matches, counted as "What if" counts. */
export function useMatched({ mode, rule }: Pick<Draft, 'mode' | 'rule'>, { agents }: Snapshot): Matched {
  const settled = useSettled(rule, SETTLED_MS);
  const isReadable = useMemo(() => check(settled).status === 'readable', [settled]);
  const work = useCallback(
    () => whatIfWork({ before: '', after: settled, agents, queues: [] }),
    [settled, agents],
  );
  const { result, progress } = useWork(isReadable && mode === 'rule' ? work : null);
  const isBusy = mode === 'rule' && (progress !== null || settled !== rule);
  return useMemo(
    () =>
      result
        ? {
            ...{ sids: result.gain.map(({ sid }) => sid), available: result.availableGain },
            ...{ unknown: result.unknown.length, isBusy },
          }
        : { ...NOBODY, isBusy },
    [result, isBusy],
  );
}

/** Agents by a rule, which can begin as a queue's. */
export function WhoByRule({ snapshot, matched }: { snapshot: Snapshot; matched: Matched }) {
  const { planDraft } = usePage();
  const rule = useStore(planDraft, (draft) => draft.rule);
  const selectId = useUID();
  const keys = useKeys(snapshot);
  const queue = snapshot.queues.find(({ targetWorkers }) => targetWorkers === rule && rule !== '');
  return (
    <Box display="grid" rowGap="space50">
      <Box maxWidth="size40">
        <Label htmlFor={selectId}>{text('QueueEligibilitySkillsFromQueue')}</Label>
        <Select
          id={selectId}
          value={queue?.sid ?? ''}
          onChange={({ target: { value } }) =>
            planDraft.setState({
              rule: snapshot.queues.find(({ sid }) => sid === value)?.targetWorkers ?? rule,
            })
          }
        >
          <Option value="">{text('QueueEligibilitySkillsNoQueue')}</Option>
          {snapshot.queues.map(({ sid, friendlyName }) => (
            <Option key={sid} value={sid}>
              {friendlyName}
            </Option>
          ))}
        </Select>
      </Box>
      <ExpressionEditor
        label={text('QueueEligibilitySkillsRule')}
        value={rule}
        onChange={(next) => planDraft.setState({ rule: next })}
        keys={keys}
        whenEmpty={text('QueueEligibilitySkillsRuleEmpty')}
      />
      <Text as="p" role="status">
        {text('QueueEligibilitySkillsMatched', {
          agents: count(matched.sids.length),
          available: count(matched.available),
        })}
        {matched.unknown > 0
          ? ` ${text('QueueEligibilityWhatIfUncertain', { count: count(matched.unknown) })}`
          : ''}
      </Text>
      {rule.trim() === '' ? null : <Asked key={rule} expression={rule} snapshot={snapshot} />}
    </Box>
  );
}
