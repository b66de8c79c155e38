import { compareWithAnswer, type Agent, type Difference } from '@queue-eligibility/insight';
import { Box } from '@twilio-paste/core/box';
import { Button } from '@twilio-paste/core/button';
import { Text } from '@twilio-paste/core/text';
import React, { useEffect, useRef, useState } from 'react';
import { Notice } from '../admin/Notice';
import { count, plural } from '../admin/words';
import { text } from '../strings';
import { AgentList } from '../workspace/AgentList';
import { usePage } from '../admin/context';
import type { Snapshot } from '../workspace/workspace-store';
import { askTaskRouter } from './ask';
import { failureOf, type Told } from './refusals';

type State =
  | { status: 'idle' }
  | { status: 'asking'; named: number }
  | { status: 'failed'; told: Told }
  | { status: 'answered'; named: number; difference: Difference };

interface AskedProps {
  /** Another one is another question: give it as the key too. */
  expression: string;
  snapshot: Snapshot;
}

/** On demand: whom TaskRouter itself names for the expression, held against our own reading. */
export function Asked({ expression, snapshot: { agents } }: AskedProps) {
  const { functions } = usePage();
  const [state, setState] = useState<State>({ status: 'idle' });
  const abort = useRef<AbortController | null>(null);
  useEffect(() => () => abort.current?.abort(), []);
  const ask = async (): Promise<void> => {
    const { signal } = (abort.current = new AbortController());
    setState({ status: 'asking', named: 0 });
    try {
      const onProgress = (named: number): void => setState({ status: 'asking', named });
      const named = await askTaskRouter(functions, expression, { signal, onProgress });
      const difference = compareWithAnswer(expression, agents, named);
      setState({ status: 'answered', named: named.size, difference });
    } catch (error) {
      if (!signal.aborted) setState({ status: 'failed', told: failureOf(error) });
    }
  };
  const isAsking = state.status === 'asking';
  return (
    <Box marginTop="space40" display="grid" rowGap="space40">
      <Box display="flex" flexWrap="wrap" alignItems="center" columnGap="space40" rowGap="space30">
        <Button variant="secondary" size="small" loading={isAsking} onClick={() => void ask()}>
          {text('QueueEligibilityWhatIfAsk')}
        </Button>
        <Text as="span" color="colorTextWeak" fontSize="fontSize20" role="status">
          {isAsking
            ? text('QueueEligibilityWhatIfAsking', { count: count(state.named) })
            : text('QueueEligibilityWhatIfAskText')}
        </Text>
      </Box>
      {state.status === 'failed' ? <Notice isNested {...state.told} /> : null}
      {state.status === 'answered' ? <Answer {...state} /> : null}
    </Box>
  );
}

function Answer({ named, difference }: { named: number; difference: Difference }) {
  const { onlyOurs, onlyTheirs, settledIn, strangers } = difference;
  const isSame = onlyOurs.length + onlyTheirs.length === 0;
  const names = plural(named, ['QueueEligibilityWhatIfNamesOne', 'QueueEligibilityWhatIfNames']);
  const notes = [
    ...(strangers.length > 0
      ? [text('QueueEligibilityWhatIfStrangers', { count: count(strangers.length) })]
      : []),
    ...(settledIn.length > 0
      ? [text('QueueEligibilityWhatIfSettled', { count: count(settledIn.length) })]
      : []),
  ];
  return (
    <Notice
      isNested
      variant={isSame ? 'success' : 'warning'}
      title={names}
      body={text(isSame ? 'QueueEligibilityWhatIfAgrees' : 'QueueEligibilityWhatIfDisagrees')}
      details={notes}
    >
      <Differing title={text('QueueEligibilityWhatIfOnlyTheirs')} agents={onlyTheirs} />
      <Differing title={text('QueueEligibilityWhatIfOnlyOurs')} agents={onlyOurs} />
      <Differing title={text('QueueEligibilityWhatIfSettledIn')} agents={settledIn} />
    </Notice>
  );
}

function Differing({ title, agents }: { title: string; agents: readonly Agent[] }) {
  if (agents.length === 0) return null;
  return (
    <Box marginTop="space40">
      <Text as="p" fontWeight="fontWeightSemibold">
        {title}
      </Text>
      <AgentList label={title} agents={agents} pageSize={8} />
    </Box>
  );
}
