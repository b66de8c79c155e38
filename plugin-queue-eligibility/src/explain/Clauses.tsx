import type {
  ExplainedChain,
  ExplainedComparison,
  ExplainedCondition,
  Verdict,
} from '@queue-eligibility/target-expression';
import { css, styled } from '@twilio-paste/core/styling-library';
import React from 'react';
import { text } from '../strings';
import { remarksOn, unsureBecause } from './found';
import { Phrase } from './Phrase';
import { requirementOf } from './requirement';
import { VerdictSign } from './VerdictSign';

/** More clauses in one list nobody reads. */
const MAX_SHOWN = 30;

// Plain elements in one styled one: a list of agents or queues shows many of these at once.
const Tree = styled.div(
  css({
    color: 'colorText',
    fontSize: 'fontSize30',
    lineHeight: 'lineHeight30',
    overflowWrap: 'anywhere',
    ul: { listStyle: 'none', margin: 'space0', paddingLeft: 'space0' },
    'li ul': {
      marginLeft: 'space30',
      paddingLeft: 'space40',
      borderLeftWidth: 'borderWidth10',
      borderLeftStyle: 'solid',
      borderLeftColor: 'colorBorderWeaker',
    },
    // A hostile expression nests far deeper than a window is wide.
    'li li li li li ul': { marginLeft: 'space0', paddingLeft: 'space0', borderLeftStyle: 'none' },
    li: { paddingY: 'space10' },
    '.clause': { display: 'flex', columnGap: 'space30', alignItems: 'flex-start' },
    '.sign': { display: 'inline-flex', flexShrink: 0, marginTop: '2px' },
    '.sentence': { display: 'block' },
    '.sentence::first-letter': { textTransform: 'uppercase' },
    '.weak': { color: 'colorTextWeak', fontSize: 'fontSize20' },
    strong: { fontWeight: 'fontWeightSemibold' },
    code: { fontFamily: 'fontFamilyCode', fontSize: 'fontSize20' },
  }),
);

interface ClausesProps {
  root: ExplainedCondition | null;
  /** Says what the expression asks for, and nothing of an agent. */
  isOfNobody?: boolean;
}

/** The clauses of an explained expression, each with its verdict, what it asks for, and what is there instead. */
export function Clauses({ root, isOfNobody = false }: ClausesProps) {
  return (
    <Tree>
      {root === null ? (
        <span className="sentence">{text('QueueEligibilityExplainNobody')}</span>
      ) : (
        <ul>
          <Condition node={root} isOfNobody={isOfNobody} />
        </ul>
      )}
    </Tree>
  );
}

interface NodeProps<T> {
  node: T;
  isOfNobody: boolean;
}

const Condition = ({ node, isOfNobody }: NodeProps<ExplainedCondition>) =>
  node.kind === 'comparison' ? (
    <Clause node={node} isOfNobody={isOfNobody} />
  ) : (
    <Chain node={node} isOfNobody={isOfNobody} />
  );

const Sign = ({ verdict }: { verdict: Verdict }) => (
  <span className="sign">
    <VerdictSign verdict={verdict} />
  </span>
);

function Clause({ node: clause, isOfNobody }: NodeProps<ExplainedComparison>) {
  return (
    <li>
      <div className="clause">
        {isOfNobody ? null : <Sign verdict={clause.verdict} />}
        <div>
          <span className="sentence">
            <Phrase said={requirementOf(clause)} />
          </span>
          {(isOfNobody ? [] : remarksOn(clause)).map((remark, i) => (
            <span key={i} className="sentence weak">
              <Phrase said={remark} />
            </span>
          ))}
        </div>
      </div>
    </li>
  );
}

function Chain({ node, isOfNobody }: NodeProps<ExplainedChain>) {
  const { operands, operators, uncertain, verdict } = node;
  const isMixed = operators.includes('AND') && operators.includes('OR');
  const heading = isMixed
    ? 'QueueEligibilityExplainMixed'
    : operators[0] === 'OR'
      ? 'QueueEligibilityExplainOneOf'
      : 'QueueEligibilityExplainAllOf';
  const more = operands.length - MAX_SHOWN;
  return (
    <li>
      <div className="clause">
        {isOfNobody ? null : <Sign verdict={verdict} />}
        <div>
          <span className="sentence">{text(heading)}:</span>
          {uncertain === undefined || isOfNobody ? null : (
            <span className="sentence weak">
              <Phrase said={unsureBecause(uncertain)} />
            </span>
          )}
        </div>
      </div>
      <ul>
        {operands.slice(0, MAX_SHOWN).map((operand, i) => (
          <React.Fragment key={operand.start}>
            {isMixed && i > 0 ? (
              <li className="weak">
                {text(
                  operators[i - 1] === 'AND' ? 'QueueEligibilityExplainAnd' : 'QueueEligibilityExplainOr',
                )}
              </li>
            ) : null}
            <Condition node={operand} isOfNobody={isOfNobody} />
          </React.Fragment>
        ))}
        {more > 0 ? (
          <li className="weak">{text('QueueEligibilityExplainMoreClauses', { count: more })}</li>
        ) : null}
      </ul>
    </li>
  );
}
