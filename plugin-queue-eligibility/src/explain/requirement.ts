import {
  pathText,
  type ExplainedComparison,
  type Path,
  type Relation,
} from '@queue-eligibility/target-expression';
import type { StringKey } from '../strings';
import { say, shown, shownAll, type Said } from './said';

/** What an agent can have or be in, with words of its own. */
type Thing = 'Skill' | 'Language' | 'Team' | 'Department' | 'Role' | 'Activity';

/** The attributes, by path, that nearly every contact centre keeps under these names. */
const THINGS: Readonly<Record<string, Thing>> = {
  'routing.skills': 'Skill',
  languages: 'Language',
  language: 'Language',
  team: 'Team',
  team_name: 'Team',
  team_id: 'Team',
  teams: 'Team',
  department: 'Department',
  department_name: 'Department',
  department_id: 'Department',
  roles: 'Role',
  role: 'Role',
};

const OF_ATTRIBUTES: Record<Relation, StringKey> = {
  '==': 'QueueEligibilityExplainIs',
  '!=': 'QueueEligibilityExplainIsNot',
  '>': 'QueueEligibilityExplainAbove',
  '>=': 'QueueEligibilityExplainAtLeast',
  '<': 'QueueEligibilityExplainBelow',
  '<=': 'QueueEligibilityExplainAtMost',
  CONTAINS: 'QueueEligibilityExplainContains',
  'PART OF': 'QueueEligibilityExplainPartOf',
  HAS: 'QueueEligibilityExplainHas',
  'NOT HAS': 'QueueEligibilityExplainHasNot',
  IN: 'QueueEligibilityExplainOneOfValues',
  'NOT IN': 'QueueEligibilityExplainNoneOfValues',
};

const OF_LEVELS: Partial<Record<Relation, StringKey>> = {
  '==': 'QueueEligibilityExplainLevelIs',
  '!=': 'QueueEligibilityExplainLevelIsNot',
  '>': 'QueueEligibilityExplainLevelAbove',
  '>=': 'QueueEligibilityExplainLevelAtLeast',
  '<': 'QueueEligibilityExplainLevelBelow',
  '<=': 'QueueEligibilityExplainLevelAtMost',
};

/** What a clause asks of an agent, in words: "needs the skill billing". */
export function requirementOf(clause: ExplainedComparison): Said {
  const { source, subject, relation, wanted, node } = clause;
  const written = { clause: clause.text };
  if (source === 'constant') return ofConstants(clause);
  if (source === 'taskrouter') return say('QueueEligibilityExplainTaskRouter', written);
  // Two keys: what stands on the other side is the agent's own, and no fixed value to be named.
  if (subject === null || (node.left.kind === 'reference' && node.right.kind === 'reference')) {
    return say('QueueEligibilityExplainClause', written);
  }
  const skill = skillOfLevel(subject);
  const ofLevel = OF_LEVELS[relation];
  if (skill !== null && ofLevel) return say(ofLevel, { skill, wanted: shown(wanted[0]) });
  const thing = source === 'attribute' ? THINGS[pathText(subject)] : thingOfField(source);
  const ofThing = thing && wordsOfThing(thing, clause);
  if (ofThing) return say(ofThing, { wanted: shownAll(wanted) });
  return say(OF_ATTRIBUTES[relation], { attribute: pathText(subject), wanted: shownAll(wanted) });
}

/** The skill whose level a path leads to, in the shape of Flex; null: another path. */
export function skillOfLevel(path: Path): string | null {
  const [first, second, skill, ...rest] = path;
  const isLevel = first === 'routing' && second === 'levels' && rest.length === 0;
  return isLevel && typeof skill === 'string' ? skill : null;
}

/** What is said where two constants are compared: mostly everybody is meant, or nobody. */
function ofConstants({ verdict, text: clause }: ExplainedComparison): Said {
  if (verdict === 'uncertain') return say('QueueEligibilityExplainConstants', { clause });
  return say(verdict ? 'QueueEligibilityExplainEverybody' : 'QueueEligibilityExplainNever');
}

const thingOfField = (source: ExplainedComparison['source']): Thing | undefined =>
  source === 'activity_name' || source === 'activity_sid' ? 'Activity' : undefined;

function wordsOfThing(thing: Thing, { relation, wanted }: ExplainedComparison): StringKey | null {
  const isNothing = wanted.some((value) => value === null);
  if (isNothing) return null;
  switch (relation) {
    case 'HAS':
    case '==':
      return `QueueEligibilityExplain${thing}`;
    case 'IN':
      return `QueueEligibilityExplain${thing}${wanted.length === 1 ? '' : 'One'}`;
    case 'NOT HAS':
    case '!=':
      return `QueueEligibilityExplain${thing}Not`;
    case 'NOT IN':
      return wanted.length === 1 ? `QueueEligibilityExplain${thing}Not` : null;
    default:
      return null;
  }
}
