import {
  INCOMPLETE,
  UNPROVEN,
  unprovenCode,
  type Incomplete,
  type ResyncReport,
  type UnprovenReason,
} from '@queue-eligibility/api';
import { text, type StringKey } from '../strings';
import { count, plural } from './words';

/** What a resync showed of the queues, in words. */
export interface Verdict {
  /** Of how many it was shown who is eligible, and why not of the others. */
  headline: string;
  /** How that was shown. */
  how: string;
  /** Why it is not verified although nothing can be said against any single queue; null: nothing of that kind. */
  incomplete: string | null;
}

const PROVEN: readonly [StringKey, StringKey] = ['QueueEligibilityProvenOne', 'QueueEligibilityProvenAll'];

/** Why nothing is proven of so many queues, and what that means of one of them. */
const REASONS = {
  [UNPROVEN.noCount]: [
    ['QueueEligibilityUnprovenNoCountOne', 'QueueEligibilityUnprovenNoCount'],
    'QueueEligibilityWhyNoCount',
  ],
  [UNPROVEN.moving]: [
    ['QueueEligibilityUnprovenMovingOne', 'QueueEligibilityUnprovenMoving'],
    'QueueEligibilityWhyMoving',
  ],
  [UNPROVEN.shortAnswer]: [
    ['QueueEligibilityUnprovenShortOne', 'QueueEligibilityUnprovenShort'],
    'QueueEligibilityWhyShort',
  ],
  [UNPROVEN.unseen]: [
    ['QueueEligibilityUnprovenUnseenOne', 'QueueEligibilityUnprovenUnseen'],
    'QueueEligibilityWhyUnseen',
  ],
} as const satisfies Record<UnprovenReason, readonly [readonly [StringKey, StringKey], StringKey]>;

const INCOMPLETE_WORDS = {
  [INCOMPLETE.rules]: 'QueueEligibilityIncompleteRules',
  [INCOMPLETE.workers]: 'QueueEligibilityIncompleteWorkers',
  [INCOMPLETE.unread]: 'QueueEligibilityIncompleteUnread',
} as const satisfies Record<Incomplete, StringKey>;

/** The reasons in the order in which they are named. */
const ORDER = Object.values(UNPROVEN);

/** Queues of which nothing is proven. */
export const unprovenOf = ({ unproven }: ResyncReport): number =>
  ORDER.reduce((sum, why) => sum + (unproven[why] ?? 0), 0);

/** What a report says. */
export function verdictOf(report: ResyncReport): Verdict {
  const { queues, counted, asked, incomplete } = report;
  return {
    headline: headlineOf(report),
    how:
      queues === 0 ? '' : text('QueueEligibilityProvenHow', { counted: count(counted), asked: count(asked) }),
    incomplete: incomplete ? text(INCOMPLETE_WORDS[incomplete]) : null,
  };
}

function headlineOf(report: ResyncReport): string {
  const { queues, counted, asked, unproven } = report;
  if (queues === 0) return text('QueueEligibilityProvenNone');
  if (unprovenOf(report) === 0) return plural(queues, PROVEN);
  const reasons = ORDER.flatMap((why) => {
    const times = unproven[why] ?? 0;
    return times === 0 ? [] : [plural(times, REASONS[why][0])];
  });
  return text('QueueEligibilityProvenSome', {
    proven: count(counted + asked),
    queues: count(queues),
    reasons: reasons.join('; '),
  });
}

const WHY = new Map<string, StringKey>(ORDER.map((why) => [unprovenCode(why), REASONS[why][1]]));

/** Why nothing is proven of a queue, by the code under which it is named with the failures. */
export function whyUnproven(code: string): string {
  const key = WHY.get(code);
  return key ? text(key) : text('QueueEligibilityWhyOther', { code });
}
