import { lacking, type ExplainedComparison, type Explanation } from '@queue-eligibility/target-expression';
import React, { Fragment, type ReactNode } from 'react';
import { text } from '../strings';
import { remarksOn } from './found';
import { Phrase } from './Phrase';
import { requirementOf } from './requirement';

/** So many clauses fit into a line. */
const NAMED = 3;

/**
 * Why an agent is not eligible, in one line: "needs the skill billing (has Billing: other case) and needs the language
 * fr". Nothing where the expression is true.
 */
export function Lacking({ explanation }: { explanation: Explanation }) {
  if (explanation.root === null) return <>{text('QueueEligibilityExplainNobody')}</>;
  const clauses = lacking(explanation);
  const named = clauses.slice(0, NAMED).map((clause) => <Lacked key={clause.start} clause={clause} />);
  const more = clauses.length - named.length;
  const parts: ReactNode[] =
    more > 0 ? [...named, text('QueueEligibilityExplainMoreLacking', { count: more })] : named;
  return (
    <>
      {hasOtherWays(explanation.root) && clauses.length > 0 ? (
        <>{text('QueueEligibilityExplainOneWay')} </>
      ) : null}
      {parts.map((part, i) => (
        <Fragment key={i}>
          {i === 0 ? null : i === parts.length - 1 ? <> {text('QueueEligibilityExplainAnd')} </> : ', '}
          {part}
        </Fragment>
      ))}
    </>
  );
}

/** A clause that is lacking, with the first of what there is to say of it. */
function Lacked({ clause }: { clause: ExplainedComparison }) {
  const [remark] = remarksOn(clause);
  return (
    <>
      <Phrase said={requirementOf(clause)} />
      {remark ? (
        <>
          {' ('}
          <Phrase said={remark} />
          {')'}
        </>
      ) : null}
    </>
  );
}

/** Somewhere one of several would be enough: what is lacking is one way, and there are others. */
function hasOtherWays(node: Explanation['root']): boolean {
  if (node === null || node.kind === 'comparison' || node.verdict === true) return false;
  const isOpen = node.operators.includes('OR');
  return isOpen || node.operands.some(hasOtherWays);
}
