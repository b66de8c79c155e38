import type { ExplainedCondition } from '@queue-eligibility/target-expression';
import React from 'react';
import { howMany, Operands } from '../explain/Chain';
import { Phrase } from '../explain/Phrase';
import { requirementOf } from '../explain/requirement';
import { Sentences } from '../explain/Sentences';
import { text } from '../strings';

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
  return (
    <>
      <span className="sentence">{howMany(node)}</span>
      <Operands chain={node}>
        {(operand) => (
          <li style={{ listStyle: 'disc', marginLeft: 20 }}>
            <Condition node={operand} />
          </li>
        )}
      </Operands>
    </>
  );
}
