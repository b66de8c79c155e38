import { lazy, type ComponentType } from 'react';
import type { StringKey } from '../strings';
import type { Tab } from './address';

/** What a tab is given: the queue or the plan in its address. */
export interface TabProps {
  queueSid?: string;
  planId?: string;
}

/** How a tab is called, and what is in it: made when it is opened for the first time. */
interface TabContent {
  label: StringKey;
  Content: ComponentType<TabProps>;
}

// All in the one file that Flex loads, hence "eager": a plugin's file has no others beside it.
export const tabs: Readonly<Record<Tab, TabContent>> = {
  overview: {
    label: 'QueueEligibilityTabOverview',
    Content: lazy(() => import(/* webpackMode: "eager" */ './overview')),
  },
  queues: {
    label: 'QueueEligibilityTabQueues',
    Content: lazy(() => import(/* webpackMode: "eager" */ './queues')),
  },
  coverage: {
    label: 'QueueEligibilityTabCoverage',
    Content: lazy(() => import(/* webpackMode: "eager" */ '../findings/CoveragePage')),
  },
  'what-if': {
    label: 'QueueEligibilityTabWhatIf',
    Content: lazy(() => import(/* webpackMode: "eager" */ '../what-if/WhatIfPage')),
  },
  skills: {
    label: 'QueueEligibilityTabSkills',
    Content: lazy(() => import(/* webpackMode: "eager" */ './skills')),
  },
  history: {
    label: 'QueueEligibilityTabHistory',
    Content: lazy(() => import(/* webpackMode: "eager" */ './history')),
  },
};
