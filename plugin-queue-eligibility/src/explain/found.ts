import {
  pathText,
  type ExplainedComparison,
  type NearMiss,
  type UncertainReason,
} from '@queue-eligibility/target-expression';
import type { StringKey } from '../strings';
import { plainly, say, shown, shownAll, type Said } from './said';

/** So many near misses of a clause are said; the first tell most. */
const NEAR_SAID = 2;

/**
 * What stands with a clause: of a true one what the agent has, where the rule leaves that open; of one that is not true
 * what comes near, and else what is there; of an uncertain one why.
 */
export function remarksOn(clause: ExplainedComparison): Said[] {
  const { verdict, uncertain, near, source } = clause;
  // What is asked for says so already.
  if (source === 'taskrouter') return [];
  if (verdict === true) return saysIt(clause) ? [] : foundIn(clause);
  const misses = near.slice(0, NEAR_SAID).map(nearMissOf);
  const remarks = misses.length > 0 ? misses : foundIn(clause);
  return uncertain === undefined ? remarks : [...remarks, unsureBecause(uncertain)];
}

/** The requirement names what was found: nothing is left to say. */
function saysIt({ relation, found }: ExplainedComparison): boolean {
  if (relation === 'HAS' || relation === 'NOT HAS') return true;
  return relation === '==' && found.type !== 'array';
}

function foundIn({ found, source }: ExplainedComparison): Said[] {
  if (source === 'constant') return [];
  const { value, type } = found;
  switch (type) {
    case 'missing':
      return [say('QueueEligibilityExplainFoundNothing')];
    case 'null':
      return [say('QueueEligibilityExplainFoundNull')];
    case 'not known':
      return [say('QueueEligibilityExplainFoundUnknown')];
    case 'array': {
      const values = value as readonly unknown[];
      return [
        values.length === 0
          ? say('QueueEligibilityExplainFoundEmpty')
          : say('QueueEligibilityExplainFound', { found: shownAll(values) }),
      ];
    }
    case 'object':
      return [say('QueueEligibilityExplainFoundObject', { found: shownAll(Object.keys(value as object)) })];
    default: {
      const isAttribute = source === 'attribute';
      const key = isAttribute ? 'QueueEligibilityExplainFound' : 'QueueEligibilityExplainFoundIs';
      return [say(key, { found: shown(value) })];
    }
  }
}

const TEXT_MISSES = {
  case: 'QueueEligibilityExplainNearCase',
  blanks: 'QueueEligibilityExplainNearBlanks',
  'look-alike': 'QueueEligibilityExplainNearLookAlike',
  accents: 'QueueEligibilityExplainNearAccents',
  separators: 'QueueEligibilityExplainNearSeparators',
  spelling: 'QueueEligibilityExplainNearSpelling',
} as const;

/** A near miss in words: "has Billing: other case". */
function nearMissOf(miss: NearMiss): Said {
  switch (miss.kind) {
    case 'other-type':
      return say('QueueEligibilityExplainNearType', {
        found: shown(miss.found),
        type: typeInWords(miss.found),
        wantedType: typeInWords(miss.wanted),
      });
    case 'text-for-array':
      return say('QueueEligibilityExplainNearTextForArray', { found: shown(miss.found) });
    case 'object-for-array':
      return say('QueueEligibilityExplainNearObjectForArray');
    case 'array-for-text':
      return say('QueueEligibilityExplainNearArrayForText', {
        found: Array.isArray(miss.found) ? shownAll(miss.found) : shown(miss.found),
      });
    case 'not-an-object':
      if (miss.path.length === 0) return say('QueueEligibilityExplainNearNoAttributes');
      return say('QueueEligibilityExplainNearNoObject', {
        found: shown(miss.found),
        path: pathText(miss.path),
      });
    case 'level-short':
    case 'level-over':
      return say(
        miss.kind === 'level-short' ? 'QueueEligibilityExplainNearShort' : 'QueueEligibilityExplainNearOver',
        { found: shown(miss.found), by: shown(miss.by) },
      );
    case 'disabled-skill':
      return miss.level === null
        ? say('QueueEligibilityExplainNearDisabled')
        : say('QueueEligibilityExplainNearDisabledLevel', { level: shown(miss.level) });
    case 'skill-without-level':
      return say('QueueEligibilityExplainNearNoLevel', { skill: miss.skill });
    case 'other-path':
    case 'hyphen-in-key':
      return say(
        miss.kind === 'other-path' ? 'QueueEligibilityExplainNearPath' : 'QueueEligibilityExplainNearHyphen',
        {
          found: Array.isArray(miss.found) ? shownAll(miss.found) : shown(miss.found),
          path: pathText(miss.path),
        },
      );
    default:
      return say(TEXT_MISSES[miss.kind], { found: shown(miss.found) });
  }
}

function typeInWords(value: string | number | boolean): string {
  const key = typeof value === 'string' ? 'Text' : typeof value === 'number' ? 'Number' : 'Boolean';
  return plainly(say(`QueueEligibilityExplainType${key}`));
}

const UNSURE: Record<UncertainReason | 'precedence', StringKey> = {
  types: 'QueueEligibilityExplainUnsureTypes',
  'numeric-texts': 'QueueEligibilityExplainUnsureNumericTexts',
  missing: 'QueueEligibilityExplainUnsureMissing',
  structure: 'QueueEligibilityExplainUnsureStructure',
  'null-in-list': 'QueueEligibilityExplainUnsureNullInList',
  'two-sources': 'QueueEligibilityExplainUnsureTwoSources',
  'quoted-key': 'QueueEligibilityExplainUnsureQuotedKey',
  escape: 'QueueEligibilityExplainUnsureEscape',
  'large-number': 'QueueEligibilityExplainUnsureLargeNumber',
  'not-known': 'QueueEligibilityExplainUnsureNotKnown',
  taskrouter: 'QueueEligibilityExplainUnsureTaskRouter',
  precedence: 'QueueEligibilityExplainUnsurePrecedence',
};

/** Why nothing certain can be said, in words. */
export const unsureBecause = (reason: UncertainReason | 'precedence'): Said => say(UNSURE[reason]);
