import type { Finding, FindingFacts } from '@queue-eligibility/skills/plan';
import { text } from '../../strings';
import { count } from '../words';

/** A finding of a preview in a sentence, without whom it is about. */
export function findingWords(facts: FindingFacts): string {
  switch (facts.kind) {
    case 'agent_not_found':
      return text('QueueEligibilityFindingNotFound');
    case 'agent_ambiguous':
      return text('QueueEligibilityFindingAmbiguous', {
        count: count(facts.sids.length),
        sids: facts.sids.slice(0, 3).join(', '),
      });
    case 'agent_unread':
      return text('QueueEligibilityFindingUnread');
    case 'row_doubled':
      return text('QueueEligibilityFindingDoubled', { about: facts.about, row: facts.first ?? '–' });
    case 'row_not_marked':
      return text('QueueEligibilityFindingNotMarked');
    case 'skill_unknown':
      return facts.meant.length === 0
        ? text('QueueEligibilityFindingUnknown', { skill: facts.skill })
        : text('QueueEligibilityFindingMeant', { skill: facts.skill, meant: facts.meant.join(', ') });
    case 'skill_hyphen':
      return text('QueueEligibilityFindingHyphen', { skill: facts.skill });
    case 'level_out_of_range':
      return text('QueueEligibilityFindingLevel', {
        ...{ skill: facts.skill, level: facts.level },
        ...{ minimum: facts.minimum ?? '…', maximum: facts.maximum ?? '…' },
      });
    case 'attribute_reserved':
      return text('QueueEligibilityFindingReserved', { path: facts.path });
    case 'attributes_too_long':
      return text('QueueEligibilityFindingTooLong', {
        length: count(facts.length),
        limit: count(facts.limit),
      });
    case 'not_understood':
      return text('QueueEligibilityFindingNotUnderstood', { message: facts.refusal.message });
    case 'sign_on_writes':
      return text('QueueEligibilityFindingSignOn', { path: facts.path });
    case 'level_alone':
      return text('QueueEligibilityFindingLevelAlone', { queues: facts.queues.slice(0, 3).join(', ') });
    case 'lacks_skill':
      return text('QueueEligibilityFindingLacks', { skill: facts.skill });
    case 'was_disabled':
      return text('QueueEligibilityFindingDisabled', { skill: facts.skill });
    case 'changed_since':
      return text('QueueEligibilityFindingChanged', { about: facts.about });
  }
}

/** Skills that are none of the workspace's, once each. */
export const unknownSkillsOf = (findings: readonly Finding[]): string[] => [
  ...new Set(findings.flatMap((finding) => (finding.kind === 'skill_unknown' ? [finding.skill] : []))),
];
