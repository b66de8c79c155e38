import { Text } from '@twilio-paste/core/text';
import React, { useEffect, useState } from 'react';
import { readAgentNames } from './agent-names';
import { usePage } from './context';

/** Whom a row of a table is about: by name where it is known, and in any case by SID. */
export function Agent({ sid, name }: { sid: string; name: string | undefined }) {
  return (
    <>
      <Text as="span" fontWeight="fontWeightSemibold">
        {name ?? sid}
      </Text>
      {name === undefined ? null : (
        <Text as="div" color="colorTextWeak" fontSize="fontSize20">
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
