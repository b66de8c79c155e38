import type { Hole } from '@queue-eligibility/insight';
import React from 'react';
import { Notice } from '../admin/Notice';
import { detailsOf, meaningOf, subjectOf } from '../findings/words';
import { text, type StringKey } from '../strings';

const TITLES: Record<Exclude<Hole['kind'], 'nobody-has'>, StringKey> = {
  nobody: 'QueueEligibilityWhatIfNobodyLeft',
  one: 'QueueEligibilityWhatIfOneLeft',
  'nobody-available': 'QueueEligibilityWhatIfNobodyAvailable',
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
          title={hole.kind === 'nobody-has' ? subjectOf(hole) : text(TITLES[hole.kind])}
          body={meaningOf(hole.kind)}
          details={detailsOf(hole)}
        />
      ))}
    </>
  );
}
