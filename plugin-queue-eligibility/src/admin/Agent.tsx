import { Button } from '@twilio-paste/core/button';
import { Text } from '@twilio-paste/core/text';
import React, { useEffect, useState } from 'react';
import { text } from '../strings';
import { readAgentNames } from './agent-names';
import { usePage } from './context';

/** Whom a row of a table is about, by name where it is known and in any case by SID, and the way to them. */
export function Agent({ sid, name }: { sid: string; name: string | undefined }) {
  const { showAgent } = usePage();
  return (
    <>
      <Button
        variant="link"
        title={text('QueueEligibilityAgentShow', { agent: name ?? sid })}
        onClick={() => showAgent(sid)}
      >
        <span style={{ overflowWrap: 'anywhere', textAlign: 'left' }}>{name ?? sid}</span>
      </Button>
      {name === undefined ? null : (
        <Text as="div" color="colorTextWeak" fontSize="fontSize20" style={{ overflowWrap: 'anywhere' }}>
          {sid}
        </Text>
      )}
    </>
  );
}

/** The names of the agents on a page, as they come. */
export function useAgentNames(agents: readonly string[]): ReadonlyMap<string, string> {
  const { queries } = usePage();
  const [names, setNames] = useState<ReadonlyMap<string, string>>(new Map());
  const sids = agents.join();
  useEffect(() => {
    let isCurrent = true;
    if (sids === '') return;
    void readAgentNames(queries, sids.split(',')).then((found) => isCurrent && setNames(found));
    return () => {
      isCurrent = false;
    };
  }, [queries, sids]);
  return names;
}
