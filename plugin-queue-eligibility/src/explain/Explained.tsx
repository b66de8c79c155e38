import { cheapest, explain, type Path, type WorkerFacts } from '@queue-eligibility/target-expression';
import { Box } from '@twilio-paste/core/box';
import { Text } from '@twilio-paste/core/text';
import React, { Fragment, useMemo } from 'react';
import { text } from '../strings';
import { changeOf } from './changes';
import { Clauses } from './Clauses';
import { MarkedExpression } from './MarkedExpression';
import { Phrase } from './Phrase';
import { doubtInWords, type Rule } from './rule';
import { plainly } from './said';
import { Sentences } from './Sentences';

interface ExplainedProps {
  rule: Rule;
  worker: WorkerFacts;
  /** Attributes that a program writes: nobody is told to change them. */
  fixed?: readonly Path[];
  /** TaskRouter has named the agent, whatever our reading says: nothing is to be changed. */
  isEligible?: boolean;
}

const NOTHING: readonly Path[] = [];

/**
 * Why an agent is or isn't eligible by a rule: its clauses in words, beside it the expression with what is not met
 * marked, what would make the agent eligible, and where all this is a guess.
 */
export function Explained({ rule, worker, fixed = NOTHING, isEligible = false }: ExplainedProps) {
  const explanation = useMemo(
    () => (rule.expression ? explain(rule.expression, worker) : null),
    [rule, worker],
  );
  return (
    <Box display="flex" flexDirection="column" rowGap="space40">
      {rule.doubts.map((doubt) => (
        <Text key={doubt.kind} as="p" color="colorTextWarningStrong" fontSize="fontSize20">
          {plainly(doubtInWords(doubt, rule.text))}
        </Text>
      ))}
      <Box display="flex" flexWrap="wrap" columnGap="space60" rowGap="space40" alignItems="flex-start">
        {explanation ? (
          <Box style={{ flex: '1 1 260px', minWidth: 0 }}>
            <Clauses root={explanation.root} />
          </Box>
        ) : null}
        <Box style={{ flex: '1 1 260px', minWidth: 0 }}>
          <MarkedExpression text={rule.text} explanation={explanation} />
        </Box>
      </Box>
      {explanation && explanation.verdict !== true && !isEligible ? (
        <Changes rule={rule} worker={worker} fixed={fixed} />
      ) : null}
    </Box>
  );
}

/** The smallest changes of attributes that would do. */
function Changes({ rule, worker, fixed }: Required<Pick<ExplainedProps, 'rule' | 'worker' | 'fixed'>>) {
  const proposals = useMemo(
    () => (rule.expression ? cheapest(rule.expression, worker, { fixed }) : []),
    [rule, worker, fixed],
  );
  if (proposals.length === 0) {
    return (
      <Text as="p" color="colorTextWeak" fontSize="fontSize20">
        {text('QueueEligibilityExplainNoChanges')}
      </Text>
    );
  }
  return (
    <Sentences>
      <strong>{text('QueueEligibilityExplainChanges')}</strong>
      <ul>
        {proposals.map(({ changes }, i) => (
          <li key={i} className="sentence">
            {i > 0 ? `${text('QueueEligibilityExplainChangesOr')} ` : null}
            {changes.map((change, n) => (
              <Fragment key={n}>
                {n === 0 ? null : n === changes.length - 1 ? ` ${text('QueueEligibilityExplainAnd')} ` : ', '}
                <Phrase said={changeOf(change)} />
              </Fragment>
            ))}
          </li>
        ))}
      </ul>
    </Sentences>
  );
}
