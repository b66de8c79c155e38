import type { QueueView } from '@queue-eligibility/api';
import { explain } from '@queue-eligibility/target-expression';
import { Box } from '@twilio-paste/core/box';
import { Text } from '@twilio-paste/core/text';
import React, { useMemo } from 'react';

import { MarkedExpression } from '../explain/MarkedExpression';
import { doubtInWords, readRule } from '../explain/rule';
import { plainly } from '../explain/said';
import { text } from '../strings';
import { Panel } from '../workspace/Panel';
import { Requirements } from './Requirements';

/** A queue's rule in words, and as TaskRouter has it. */
export function Rule({ queue }: { queue: QueueView }) {
  const rule = useMemo(() => readRule(queue), [queue]);
  // Of nobody: only what it asks for is said.
  const asked = useMemo(() => rule.expression && explain(rule.expression, { attributes: {} }), [rule]);
  return (
    <Panel title={text('QueueEligibilityQueueRule')}>
      <Box display="flex" flexWrap="wrap" columnGap="space60" rowGap="space40" alignItems="flex-start">
        {asked ? (
          <Box style={{ flex: '1 1 320px', minWidth: 0, maxHeight: 320, overflowY: 'auto' }} tabIndex={0}>
            <Requirements root={asked.root} />
          </Box>
        ) : null}
        <Box style={{ flex: '1 1 320px', minWidth: 0 }}>
          <MarkedExpression text={rule.text} explanation={null} />
        </Box>
      </Box>
      {rule.doubts.map((doubt) => (
        <Text
          key={doubt.kind}
          as="p"
          color="colorTextWarningStrong"
          fontSize="fontSize20"
          marginTop="space30"
        >
          {plainly(doubtInWords(doubt, rule.text))}
        </Text>
      ))}
    </Panel>
  );
}
