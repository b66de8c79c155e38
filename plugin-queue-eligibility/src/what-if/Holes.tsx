import type { Hole } from '@queue-eligibility/insight';
import React from 'react';
import { Notice } from '../admin/Notice';
import { detailsOf, subjectOf, wordsOf } from '../findings/words';
import { text, type StringKey } from '../strings';

const WORDS: Record<Exclude<Hole['kind'], 'nobody-has'>, readonly [StringKey, StringKey]> = {
  nobody: ['QueueEligibilityWhatIfNobodyLeft', 'QueueEligibilityWhatIfNobodyLeftText'],
  one: ['QueueEligibilityWhatIfOneLeft', 'QueueEligibilityWhatIfOneLeftText'],
  'nobody-available': ['QueueEligibilityWhatIfNobodyAvailable', 'QueueEligibilityWhatIfNobodyAvailableText'],
};

const saidOf = (hole: Hole): { title: string; body: string } => {
  if (hole.kind === 'nobody-has') return { title: subjectOf(hole), body: wordsOf(hole).meaning };
  const [title, body] = WORDS[hole.kind];
  return { title: text(title), body: text(body) };
};

/** What a rule would leave, before it is made: a queue with nobody, or what it asks for and nobody has. */
export function Holes({ holes }: { holes: readonly Hole[] }) {
  return (
    <>
      {holes.map((hole) => (
        <Notice
          key={hole.kind === 'nobody-has' ? hole.demand.clause : hole.kind}
          variant={hole.kind === 'nobody' && !hole.onPurpose ? 'error' : 'warning'}
          isNested
          {...saidOf(hole)}
          details={detailsOf(hole)}
        />
      ))}
    </>
  );
}
