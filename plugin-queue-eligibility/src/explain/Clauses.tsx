import type {
  ExplainedChain,
  ExplainedComparison,
  ExplainedCondition,
} from '@queue-eligibility/target-expression';
import React from 'react';
import { text } from '../strings';
import { howMany, Operands } from './Chain';
import { remarksOn, unsureBecause } from './found';
import { Phrase } from './Phrase';
import { requirementOf } from './requirement';
import { Sentences } from './Sentences';
import { VerdictSign } from './VerdictSign';

/** The clauses of an explained expression, each with its verdict, what it asks for, and what is there instead. */
export function Clauses({ root }: { root: ExplainedCondition | null }) {
  if (root === null) {
    return <Sentences className="sentence">{text('QueueEligibilityExplainNobody')}</Sentences>;
  }
  return (
    <Sentences>
      {root.kind === 'comparison' ? (
        <ul>
          <Clause clause={root} isMoot={false} />
        </ul>
      ) : (
        <>
          <Joined chain={root} />
          <Judged chain={root} isMoot={false} />
        </>
      )}
    </Sentences>
  );
}

interface ConditionProps {
  node: ExplainedCondition;
  /** Whether it is met makes no difference: another one is, and one is enough. */
  isMoot: boolean;
}

function Condition({ node, isMoot }: ConditionProps) {
  if (node.kind === 'comparison') return <Clause clause={node} isMoot={isMoot} />;
  return (
    <li>
      <div className="clause">
        <span className="verdict">
          <VerdictSign verdict={node.verdict} isMoot={isMoot} />
        </span>
        <div>
          <Joined chain={node} />
        </div>
      </div>
      <Judged chain={node} isMoot={isMoot} />
    </li>
  );
}

function Clause({ clause, isMoot }: { clause: ExplainedComparison; isMoot: boolean }) {
  return (
    <li>
      <div className="clause">
        <span className="verdict">
          <VerdictSign verdict={clause.verdict} isMoot={isMoot} />
        </span>
        <div>
          <span className="sentence">
            <Phrase said={requirementOf(clause)} />
          </span>
          {remarksOn(clause).map((remark, i) => (
            <span key={i} className="sentence weak">
              <Phrase said={remark} />
            </span>
          ))}
        </div>
      </div>
    </li>
  );
}

/** How many of the operands it takes, and where that is uncertain why. */
function Joined({ chain }: { chain: ExplainedChain }) {
  return (
    <>
      <span className="sentence">{howMany(chain)}</span>
      {chain.uncertain === undefined ? null : (
        <span className="sentence weak">
          <Phrase said={unsureBecause(chain.uncertain)} />
        </span>
      )}
    </>
  );
}

function Judged({ chain, isMoot }: { chain: ExplainedChain; isMoot: boolean }) {
  return (
    <Operands chain={chain}>
      {(operand) => (
        <Condition node={operand} isMoot={isMoot || (chain.verdict === true && operand.verdict !== true)} />
      )}
    </Operands>
  );
}
