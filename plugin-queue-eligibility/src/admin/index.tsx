import React from 'react';
import * as z from 'zod';
import type { PluginPorts } from '../ports';
import { text } from '../strings';
import type { ColumnOwner } from '../teams-view';
import { filterField } from '../teams-view/filter';
import { createDrafts } from '../what-if/drafts';
import { createWorkspaceStore } from '../workspace/workspace-store';
import { addressOf, NEW_PLAN, placeOf, VIEW, type Place } from './address';
import { AdminPage, type AdminPageProps } from './AdminPage';
import type { SharedParts } from './context';
import type { QueryClient } from './agent-names';
import { listedInTeams, selectionIn } from './listed-in-teams';
import { addNotifications } from './notifications';
import { createShowInTeams } from './shown-in-teams';
import { createDraft } from './skills/draft';
import { plural } from './words';

const stateSchema = z.looseObject({
  flex: z.looseObject({ view: z.looseObject({ activeView: z.string().optional() }) }),
});

/** Adds the admins' page, and for admins the way to it. */
export function addAdminPage(ports: PluginPorts, column: ColumnOwner): void {
  const { flex, manager, session, functions, directory, jobs, configuration } = ports;
  // Made when it is needed: Flex's client may come later than its plugins.
  const queries: QueryClient = {
    instantQuery: (index) => manager.insightsClient.instantQuery(index),
  };
  const go = (place: Place): void => void flex.Actions.invokeAction('HistoryPush', addressOf(place));
  const planDraft = createDraft();
  const showInTeams = createShowInTeams(ports, {
    isFiltered: () =>
      session.isAdmin && selectionIn(manager.store.getState(), filterField(directory)).isChosen,
    onChangeSkills: () => {
      planDraft.setState({ mode: 'list', isFromTeams: true });
      go({ tab: 'skills', planId: NEW_PLAN });
    },
  });
  const shared: SharedParts = {
    ...{ functions, directory, queries, jobs },
    isColumnOfFlex: column === 'flex',
    go,
    showAgents: ({ value, friendlyName: queue }) => {
      const filter = { name: filterField(directory), condition: 'IN', values: [value] };
      void showInTeams(filter, text('QueueEligibilityShownQueue', { queue }));
    },
    showAgent: (workerSid) => void flex.Actions.invokeAction('HistoryPush', `/teams/workers/${workerSid}`),
    listedInTeams: () => listedInTeams(manager.store.getState(), filterField(directory)),
    showSomeAgents: (workerSids) => {
      const filter = { name: 'data.worker_sid', condition: 'IN', values: workerSids };
      const heading = plural(workerSids.length, [
        'QueueEligibilityShownAgent',
        'QueueEligibilityShownAgents',
      ]);
      void showInTeams(filter, heading);
    },
    workspace: createWorkspaceStore(functions),
    drafts: createDrafts(),
    planDraft,
    skills: skillsOf(manager.serviceConfiguration),
  };
  flex.ViewCollection.Content.add(
    <flex.View name={VIEW} key="queue-eligibility-view">
      <Routed isAllowed={session.isAdmin} problems={configuration.problems} shared={shared} />
    </flex.View>,
  );
  if (!session.isAdmin) return;
  flex.SideNav.Content.add(<Entry key="queue-eligibility-link" flex={flex} />);
  const isOnPage = (): boolean =>
    stateSchema.safeParse(manager.store.getState()).data?.flex.view.activeView === VIEW;
  addNotifications({ flex, session, jobs, view: VIEW, isOnPage });
}

interface RoutedProps extends Omit<AdminPageProps, 'place'> {
  /** Flex tells each part of a view where the browser is. */
  route?: { location: { pathname: string } };
}

/** The page at its place in the address. */
function Routed({ route, ...props }: RoutedProps) {
  return <AdminPage {...props} place={placeOf(route?.location.pathname ?? '')} />;
}

/** Flex tells an entry whether it is the view that is shown, and whether the navigation is open. */
function Entry({ flex, activeView }: { flex: PluginPorts['flex']; activeView?: string }) {
  const label = text('QueueEligibilityAdminTitle');
  return (
    <flex.SideLink
      showLabel
      aria-label={label}
      icon="Settings"
      iconActive="Settings"
      isActive={activeView === VIEW}
      onClick={() => void flex.Actions.invokeAction('NavigateToView', { viewName: VIEW })}
    >
      {label}
    </flex.SideLink>
  );
}

const skillsSchema = z.looseObject({ taskrouter_skills: z.array(z.looseObject({ name: z.string() })) });

/** The workspace's list of skills, as Flex's own editor of skills offers it; null: it is not kept there. */
function skillsOf(serviceConfiguration: unknown): string[] | null {
  const skills = skillsSchema.safeParse(serviceConfiguration).data?.taskrouter_skills ?? [];
  return skills.length === 0 ? null : skills.map(({ name }) => name);
}
