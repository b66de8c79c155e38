/** The view's name in Flex, and the first part of every address of the page. */
export const VIEW = 'queue-eligibility';

/** The page's tabs, in their order. */
export const TABS = ['overview', 'queues', 'coverage', 'what-if', 'history'] as const;
export type Tab = (typeof TABS)[number];

/** Where on the page somebody is. */
export interface Place {
  tab: Tab;
  /** The queue that is looked at: in the tabs `queues` and `what-if`. */
  queueSid?: string;
}

const QUEUE_SID = /^WQ[0-9a-f]{32}$/i;

/** The place that an address names; what is not known leads to the overview. */
export function placeOf(pathname: string): Place {
  const parts = pathname.split('/').filter((part) => part !== '');
  const [name, queueSid = ''] = parts.slice(parts.indexOf(VIEW) + 1);
  const tab = TABS.find((known) => known === name) ?? 'overview';
  const isOfQueue = (tab === 'queues' || tab === 'what-if') && QUEUE_SID.test(queueSid);
  return isOfQueue ? { tab, queueSid } : { tab };
}

/** The address of a place, as Flex's history takes it. */
export const addressOf = ({ tab, queueSid }: Place): string =>
  [`/${VIEW}`, ...(tab === 'overview' ? [''] : [tab]), ...(queueSid ? [queueSid] : [])].join('/');
