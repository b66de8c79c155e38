import type {
  ExplainedChain,
  ExplainedComparison,
  ExplainedCondition,
} from '@queue-eligibility/target-expression';
import React, { Fragment } from 'react';
import { text } from '../strings';
import { remarksOn, unsureBecause } from './found';
import { Phrase } from './Phrase';
import { requirementOf } from './requirement';
import { Sentences } from './Sentences';
import { VerdictSign } from './VerdictSign';

/** More clauses in one list nobody reads. */
const MAX_SHOWN = 30;

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
          <Operands chain={root} isMoot={false} />
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
      <Operands chain={node} isMoot={isMoot} />
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

const isMixed = ({ operators }: ExplainedChain): boolean =>
  operators.includes('AND') && operators.includes('OR');

/** How many of the operands it takes. */
function Joined({ chain }: { chain: ExplainedChain }) {
  const { operators, uncertain } = chain;
  const heading = isMixed(chain)
    ? 'QueueEligibilityExplainMixed'
    : operators[0] === 'OR'
      ? 'QueueEligibilityExplainOneOf'
      : 'QueueEligibilityExplainAllOf';
  return (
    <>
      <span className="sentence">{text(heading)}:</span>
      {uncertain === undefined ? null : (
        <span className="sentence weak">
          <Phrase said={unsureBecause(uncertain)} />
        </span>
      )}
    </>
  );
}

function Operands({ chain, isMoot }: { chain: ExplainedChain; isMoot: boolean }) {
  const { operands, operators, verdict } = chain;
  const more = operands.length - MAX_SHOWN;
  return (
    <ul>
      {operands.slice(0, MAX_SHOWN).map((operand, i) => (
        <Fragment key={operand.start}>
          {isMixed(chain) && i > 0 ? (
            <li className="weak">
              {text(operators[i - 1] === 'AND' ? 'QueueEligibilityExplainAnd' : 'QueueEligibilityExplainOr')}
            </li>
          ) : null}
          <Condition node={operand} isMoot={isMoot || (verdict === true && operand.verdict !== true)} />
        </Fragment>
      ))}
      {more > 0 ? (
        <li className="weak">{text('QueueEligibilityExplainMoreClauses', { count: more })}</li>
      ) : null}
    </ul>
  );
}
