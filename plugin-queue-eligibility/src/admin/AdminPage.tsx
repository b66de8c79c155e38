import { Box } from '@twilio-paste/core/box';
import { Heading } from '@twilio-paste/core/heading';
import { Tab, TabList, TabPanel, TabPanels, Tabs, useTabState } from '@twilio-paste/core/tabs';
import { Text } from '@twilio-paste/core/text';
import React, { Suspense, useEffect, useMemo } from 'react';
import type { JobsWatch } from '../live/jobs-watch';
import { text } from '../strings';
import { TABS, type Place, type Tab as TabName } from './address';
import { PageProvider, type SharedParts } from './context';
import { Notice } from './Notice';
import { isWaiting } from './standing';
import { tabs } from './tabs';
import { Trouble } from './Trouble';
import { useCommands } from './use-commands';
import { useJobs } from './use-jobs';

export interface AdminPageProps {
  isAllowed: boolean;
  /** What is wrong with the plugin's settings. */
  problems: readonly string[];
  /** Where on the page somebody is. */
  place: Place;
  /** What its parts share; the same object each time. */
  shared: SharedParts;
}

/** The admins' page: is everything in step, what to do when it is not, and who is in which queue. */
export function AdminPage(props: AdminPageProps) {
  return (
    <Box
      as="main"
      width="100%"
      height="100%"
      overflow="auto"
      backgroundColor="colorBackgroundBody"
      data-testid="queue-eligibility-admin"
    >
      <Box paddingX="space70" paddingTop="space70" paddingBottom="space100">
        <Box marginBottom="space40">
          <Heading as="h1" variant="heading20" marginBottom="space0">
            {text('QueueEligibilityAdminTitle')}
          </Heading>
        </Box>
        {props.isAllowed ? <Content {...props} /> : <NotAllowed />}
      </Box>
    </Box>
  );
}

const NotAllowed = () => (
  <Notice
    variant="neutral"
    title={text('QueueEligibilityNotAllowedTitle')}
    body={text('QueueEligibilityNotAllowedText')}
  />
);

function Content({ problems, place, shared }: AdminPageProps) {
  const { functions, directory, jobs, go } = shared;
  const { commands, refusal, dismiss } = useCommands(functions, jobs);
  useEffect(() => jobs.open({ isPatient: false }), [jobs]);
  useEffect(() => directory.ensure(), [directory]);
  const page = useMemo(() => ({ ...shared, commands }), [shared, commands]);
  return (
    <PageProvider value={page}>
      <Attendance jobs={jobs} />
      <Trouble jobs={jobs} refusal={refusal} problems={problems} onDismiss={dismiss} />
      <TabbedContent place={place} go={go} />
    </PageProvider>
  );
}

/** How often a page that somebody looks at asks what is known to be wrong, while no job runs, ms. */
const LOOK_EVERY_MS = 60_000;

/** Looks after jobs that wait for somebody to pass by, and after what Sync does not tell. */
function Attendance({ jobs }: { jobs: JobsWatch }) {
  const { state, nowMs } = useJobs(jobs);
  const isAnyWaiting = state.running.some((watched) => isWaiting(watched, nowMs));
  useEffect(() => {
    if (isAnyWaiting) void jobs.reload();
  }, [jobs, isAnyWaiting]);
  // Which agents an event could not bring in step, Sync does not tell.
  const isQuiet = state.running.length === 0;
  useEffect(() => {
    const look = (): void => {
      if (isQuiet && document.visibilityState === 'visible') void jobs.reload();
    };
    const timer = setInterval(look, LOOK_EVERY_MS);
    document.addEventListener('visibilitychange', look);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }, [jobs, isQuiet]);
  return null;
}

const idOf = (tab: TabName): string => `queue-eligibility-tab-${tab}`;

/** The address says which tab is open; a tab that is chosen is gone to. */
function TabbedContent({ place, go }: Pick<AdminPageProps, 'place'> & Pick<SharedParts, 'go'>) {
  // Arrow keys only walk along the tabs: what they pass is not loaded, and is no step of the browser's history.
  const own = useTabState({ manual: true, loop: false });
  const selectedId = idOf(place.tab);
  const select = (id: string | null): void => {
    const tab = TABS.find((known) => idOf(known) === id);
    if (tab && tab !== place.tab) go({ tab });
  };
  const { Content: Shown } = tabs[place.tab];
  return (
    <Tabs state={{ ...own, selectedId, select }}>
      <TabList aria-label={text('QueueEligibilityAdminTitle')}>
        {TABS.map((tab) => (
          <Tab key={tab} id={idOf(tab)}>
            {text(tabs[tab].label)}
          </Tab>
        ))}
      </TabList>
      <TabPanels>
        {TABS.map((tab) => (
          <TabPanel key={tab} tabId={idOf(tab)}>
            {tab === place.tab ? (
              <Suspense fallback={<Text as="p">{text('QueueEligibilityLoading')}</Text>}>
                <Shown
                  {...(place.queueSid ? { queueSid: place.queueSid } : {})}
                  {...(place.planId ? { planId: place.planId } : {})}
                />
              </Suspense>
            ) : null}
          </TabPanel>
        ))}
      </TabPanels>
    </Tabs>
  );
}
