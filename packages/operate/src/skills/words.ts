import type { CsvProblem, Finding, FindingFacts, FindingGroup } from '@queue-eligibility/skills/plan';
import { counted } from '../talk';

/** A finding of a preview in a sentence, with its row. */
export const findingWords = (finding: Finding): string => `${placeOf(finding)}: ${sentenceOf(finding)}`;

const placeOf = ({ row, who }: Finding): string => `${row === null ? '' : `row ${row}, `}${who}`;

/** Rows that are named of those that say the same. */
const NAMED = 3;

/** What several findings say, once, with the first of those who say it. */
export function groupWords({ words, findings }: FindingGroup): string {
  const [first] = findings;
  if (findings.length === 1) return `${placeOf(first)}: ${words}`;
  const named = findings.slice(0, NAMED).map(placeOf).join('; ');
  const more = findings.length > NAMED ? '; …' : '';
  return `${counted(findings.length, first.row === null ? 'agent' : 'row')} (${named}${more}): ${words}`;
}

export const problemWords = ({ row, column, message }: CsvProblem): string =>
  [...(row === null ? [] : [`row ${row}`]), ...(column === null ? [] : [`column ${column}`]), message].join(
    ', ',
  );

/** What a finding says, without whom it is about. */
export function sentenceOf(facts: FindingFacts): string {
  switch (facts.kind) {
    case 'agent_not_found':
      return 'no agent is called so; left out';
    case 'agent_ambiguous':
      return `${facts.sids.length} agents are called so: name one by SID (${facts.sids.slice(0, 3).join(', ')}); left out`;
    case 'agent_unread':
      return 'TaskRouter did not say what the attributes are; left out';
    case 'row_doubled':
      return `row ${facts.first ?? '?'} says something else of ${facts.about}; left out`;
    case 'row_not_marked':
      return 'would change something, and is not marked in "Row changed"; left out';
    case 'skill_unknown':
      return `"${facts.skill}" is none of the workspace's skills${meantWords(facts.meant)}; left out (--unknown-skills if it is meant)`;
    case 'skill_hyphen':
      return `"${facts.skill}" has a hyphen, which Twilio warns of`;
    case 'level_out_of_range':
      return `level ${facts.level} of "${facts.skill}" is outside of ${facts.minimum ?? '…'} to ${facts.maximum ?? '…'}`;
    case 'attribute_reserved':
      return `${facts.path} is not changed by a plan: ${facts.why}; left out`;
    case 'attributes_too_long':
      return `the attributes would be ${facts.length} characters, TaskRouter takes ${facts.limit}; left out`;
    case 'not_understood':
      return facts.refusal.message;
    case 'sign_on_writes':
      return `${facts.path} is written by single sign-on at the next log-in`;
    case 'level_alone':
      return `only its level counts, not the skill, for ${facts.queues.slice(0, 3).join(', ')}`;
    case 'lacks_skill':
      return `has no skill "${facts.skill}"`;
    case 'was_disabled':
      return `"${facts.skill}" was disabled, and is enabled`;
    case 'changed_since':
      return `${facts.about} was changed since by somebody else, and stays as it is`;
  }
}

const meantWords = (meant: readonly string[]): string =>
  meant.length === 0 ? '' : `: did you mean ${meant.map((name) => `"${name}"`).join(', ')}?`;
