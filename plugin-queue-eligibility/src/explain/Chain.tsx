import type { ExplainedChain, ExplainedCondition } from '@queue-eligibility/target-expression';
import React, { Fragment, type ReactElement } from 'react';
import { text } from '../strings';

/** More clauses in one list nobody reads. */
const MAX_SHOWN = 30;

const isMixed = ({ operators }: ExplainedChain): boolean =>
  operators.includes('AND') && operators.includes('OR');

/** How many of the operands it takes, as a heading over them. */
export const howMany = (chain: ExplainedChain): string =>
  `${text(
    isMixed(chain)
      ? 'QueueEligibilityExplainMixed'
      : chain.operators[0] === 'OR'
        ? 'QueueEligibilityExplainOneOf'
        : 'QueueEligibilityExplainAllOf',
  )}:`;

interface OperandsProps {
  chain: ExplainedChain;
  /** An item of the list for an operand. */
  children: (operand: ExplainedCondition) => ReactElement;
}

/** The operands as a list, what joins them between where that differs. */
export function Operands({ chain, children }: OperandsProps) {
  const { operands, operators } = chain;
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
          {children(operand)}
        </Fragment>
      ))}
      {more > 0 ? (
        <li className="weak">{text('QueueEligibilityExplainMoreClauses', { count: more })}</li>
      ) : null}
    </ul>
  );
}
