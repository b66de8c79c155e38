import type { Failure, Path } from '@queue-eligibility/api';
import { screen, within } from '@testing-library/react';
import React, { useState } from 'react';
import { addressOf, placeOf, type Place } from '../src/admin/address';
import { AdminPage } from '../src/admin/AdminPage';
import type { SharedParts } from '../src/admin/context';
import { createDraft } from '../src/admin/skills/draft';
import { createJobsWatch } from '../src/live/jobs-watch';
import { createQueueDirectory } from '../src/queue-directory';
import { createDrafts } from '../src/what-if/drafts';
import { createWorkspaceStore } from '../src/workspace/workspace-store';
import { fakeFunctions, FakeSync } from './fakes';
import { aList } from './jobs';
import { aQueue } from './queues';
import { renderInFlex } from './render';
// What a tab shows is there when it is opened: no test waits for it to be compiled.
import '../src/admin/overview';
import '../src/admin/queues';
import '../src/admin/history';
import '../src/admin/skills';

/** SIDs of queues. */
export const WQ = (n: number): string => `WQ${String(n).padStart(32, '0')}`;
/** The SID of Fay Full, the one agent whose name is known. */
export const WK = `WK${'1'.repeat(32)}`;
/** An expression that is longer than what is shown of one. */
export const LONG = Array.from({ length: 60 }, (_, i) => `skills HAS 'skill ${i}'`).join(' OR ');

const queues = [
  aQueue(WQ(1), 'Sales', { targetWorkers: "team == 'x'", eligibleWorkers: 9, availableWorkers: 3 }),
  aQueue(WQ(2), 'Nobody’s', { targetWorkers: '', eligibleWorkers: 0, availableWorkers: 0 }),
  aQueue(WQ(3), 'Many skills', { targetWorkers: LONG, eligibleWorkers: 1, availableWorkers: 1 }),
];

/** A failure as `/jobs/read` names it. */
export const aFailure = (key: string, code: string): Failure => ({
  key,
  code,
  message: 'in the words of the Functions',
  attempts: 1,
});

/** A part of the page by its heading; what scrolls in it has the same name. */
export async function findSection(name: string | RegExp) {
  const [section] = await screen.findAllByRole('region', { name });
  return within(section as HTMLElement);
}

/** The page of an admin, with the Functions as they answer it. */
export function showPage(
  list = aList(),
  changes: Partial<Record<Path, () => unknown>> = {},
  { isAllowed = true, isColumnOfFlex = false, address = '/queue-eligibility/' } = {},
) {
  const functions = fakeFunctions({
    '/jobs/list': () => list,
    '/jobs/queues': () => ({ queues }),
    ...changes,
  });
  const sync = new FakeSync();
  const shown: string[] = [];
  const directory = createQueueDirectory(functions.client, { isAllowed });
  const watch = createJobsWatch({
    functions: functions.client,
    connect: () => sync,
    onResyncEnded: () => void directory.refresh(),
  });
  const queries = {
    instantQuery: async () => {
      let tell: (items: unknown) => void = () => {};
      return {
        on: (_event: 'searchResult', listener: (items: unknown) => void) => (tell = listener),
        search: async () => tell({ [WK]: { friendly_name: 'fay', attributes: { full_name: 'Fay Full' } } }),
      };
    },
  };
  const addresses: string[] = [];
  let setPlace: (place: Place) => void = () => {};
  const shared: SharedParts = {
    ...{ functions: functions.client, directory, queries, jobs: watch, isColumnOfFlex },
    go: (next) => {
      addresses.push(addressOf(next));
      setPlace(next);
    },
    showAgents: ({ value }) => shown.push(value),
    showAgent: (sid) => shown.push(sid),
    listedInTeams: () => ({ sids: ['WK' + '0'.repeat(31) + '3'], finds: null, isChosen: false }),
    showSomeAgents: (sids) => shown.push(...sids),
    workspace: createWorkspaceStore(functions.client),
    drafts: createDrafts(),
    planDraft: createDraft(),
    skills: null,
  };
  function Routed() {
    const [place, set] = useState(placeOf(address));
    setPlace = set;
    const problems = ['functions_base_url must be an address'];
    return <AdminPage {...{ isAllowed, problems, place, shared }} />;
  }
  renderInFlex(<Routed />);
  return { functions, sync, shown, watch, addresses, planDraft: shared.planDraft };
}
