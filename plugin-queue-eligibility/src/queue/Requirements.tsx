import type { ExplainedCondition } from '@queue-eligibility/target-expression';
import { Box } from '@twilio-paste/core/box';
import React from 'react';
import { Phrase } from '../explain/Phrase';
import { requirementOf } from '../explain/requirement';
import { Sentences } from '../explain/Sentences';
import { text } from '../strings';

/** More clauses in one list nobody reads. */
const MAX_SHOWN = 30;

/** What an expression asks for, in words, and nothing of an agent. */
export const Requirements = ({ root }: { root: ExplainedCondition | null }) => (
  <Sentences>
    {root === null ? (
      <span className="sentence">{text('QueueEligibilityExplainNobody')}</span>
    ) : (
      <Condition node={root} />
    )}
  </Sentences>
);

function Condition({ node }: { node: ExplainedCondition }) {
  if (node.kind === 'comparison') {
    return (
      <span className="sentence">
        <Phrase said={requirementOf(node)} />
      </span>
    );
  }
  const { operands, operators } = node;
  const isMixed = operators.includes('AND') && operators.includes('OR');
  const heading = isMixed
    ? 'QueueEligibilityExplainMixed'
    : operators[0] === 'OR'
      ? 'QueueEligibilityExplainOneOf'
      : 'QueueEligibilityExplainAllOf';
  const more = operands.length - MAX_SHOWN;
  return (
    <>
      <span className="sentence">{text(heading)}:</span>
      <Box as="ul" style={{ listStyle: 'disc', paddingLeft: 20 }}>
        {operands.slice(0, MAX_SHOWN).map((operand, at) => (
          <li key={operand.start}>
            {isMixed && at > 0 ? (
              <span className="weak">
                {text(
                  operators[at - 1] === 'AND' ? 'QueueEligibilityExplainAnd' : 'QueueEligibilityExplainOr',
                )}
              </span>
            ) : null}
            <Condition node={operand} />
          </li>
        ))}
        {more > 0 ? (
          <li className="weak">{text('QueueEligibilityExplainMoreClauses', { count: more })}</li>
        ) : null}
      </Box>
    </>
  );
}
