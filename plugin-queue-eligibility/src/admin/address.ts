/** The view's name in Flex, and the first part of every address of the page. */
export const VIEW = 'queue-eligibility';

/** The page's tabs, in their order. */
export const TABS = ['overview', 'queues', 'coverage', 'what-if', 'skills', 'history'] as const;
export type Tab = (typeof TABS)[number];

/** Where on the page somebody is. */
export interface Place {
  tab: Tab;
  /** The queue that is looked at: in the tabs `queues` and `what-if`. */
  queueSid?: string;
  /** The plan that is looked at, in the tab `skills`; {@link NEW_PLAN}: one that is being made. */
  planId?: string;
}

/** Stands in an address for a plan that is not there yet. */
export const NEW_PLAN = 'new';

const QUEUE_SID = /^WQ[0-9a-f]{32}$/i;
const PLAN_ID = /^(?:[a-z0-9]{6,24}|new)$/;

/** The place that an address names; what is not known leads to the overview. */
export function placeOf(pathname: string): Place {
  const parts = pathname.split('/').filter((part) => part !== '');
  const [name, thing = ''] = parts.slice(parts.indexOf(VIEW) + 1);
  const tab = TABS.find((known) => known === name) ?? 'overview';
  const isOfQueue = (tab === 'queues' || tab === 'what-if') && QUEUE_SID.test(thing);
  if (isOfQueue) return { tab, queueSid: thing };
  return tab === 'skills' && PLAN_ID.test(thing) ? { tab, planId: thing } : { tab };
}

/** The address of a place, as Flex's history takes it. */
export const addressOf = ({ tab, queueSid, planId }: Place): string =>
  [
    `/${VIEW}`,
    ...(tab === 'overview' ? [''] : [tab]),
    ...(queueSid ? [queueSid] : []),
    ...(planId ? [planId] : []),
  ].join('/');
