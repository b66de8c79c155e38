import type { AnswerOf, Path, QueueEdit } from '@queue-eligibility/api';
import type { Agent } from '@queue-eligibility/insight';
import React, { useState } from 'react';
import CoveragePage from '../src/findings/CoveragePage';
import QueuePage from '../src/queue/QueuePage';
import { createDrafts } from '../src/what-if/drafts';
import WhatIfPage from '../src/what-if/WhatIfPage';
import type { Place } from '../src/admin/address';
import { PageProvider, type PageContext } from '../src/admin/context';
import { createWorkspaceStore } from '../src/workspace/workspace-store';
import { fakeFunctions } from './fakes';
import { aQueue } from './queues';
import { renderInFlex } from './render';

/** SIDs of workers. */
export const worker = (n: number): string => `WK${String(n).padStart(32, '0')}`;
/** SIDs of queues. */
export const queueSid = (n: number): string => `WQ${String(n).padStart(32, '0')}`;

/** An agent with a name and attributes, available unless told otherwise. */
export const anAgent = (n: number, name: string, attributes: object | null, available = true): Agent => ({
  sid: worker(n),
  friendlyName: name.toLowerCase(),
  activitySid: available ? 'WA1' : 'WA2',
  activityName: available ? 'Available' : 'Lunch',
  available,
  attributes: attributes && { full_name: name, ...attributes },
});

/** Who works here unless a test says otherwise. */
export const AGENTS = [
  anAgent(1, 'Ada', { languages: ['en', 'fr'], team: 'north' }),
  anAgent(2, 'Ben', { languages: ['fr'], team: 'north' }, false),
  anAgent(3, 'Cem', { languages: ['en'], team: 'north' }),
  anAgent(4, 'Dot', { languages: ['en'], team: 'south' }),
  anAgent(5, 'Eva', { languages: ['en'], team: 'north' }, false),
];

/** Which queues there are unless a test says otherwise. */
export const QUEUES = [
  aQueue(queueSid(1), 'French north', {
    targetWorkers: "team == 'north' AND languages HAS 'fr'",
    eligibleWorkers: 2,
    availableWorkers: 1,
  }),
  aQueue(queueSid(2), 'English', {
    targetWorkers: "languages HAS 'en'",
    eligibleWorkers: 4,
    availableWorkers: 3,
  }),
];

/** What `/jobs/queues` answers. */
export const queuesAnswer = (
  queues = QUEUES,
  changes: Partial<AnswerOf<'/jobs/queues'>> = {},
): AnswerOf<'/jobs/queues'> => ({ queues, attribute: 'queues', queueEditing: true, ...changes });

/** What `/jobs/workers` answers with all agents on one page. */
export const workersAnswer = (agents: readonly Agent[] = AGENTS): AnswerOf<'/jobs/workers'> => ({
  workers: [...agents],
  next: null,
  unread: [],
  gone: [],
  odd: 0,
});

/** An edit of the French queue. */
export const anEdit = (changes: Partial<QueueEdit> = {}): QueueEdit => ({
  id: 'edit-1',
  state: 'done',
  queueSid: queueSid(1),
  friendlyName: 'French north',
  by: 'ada',
  at: '2026-01-01T12:00:00.000Z',
  note: 'For the summer',
  before: "languages HAS 'fr'",
  after: "team == 'north' AND languages HAS 'fr'",
  ...changes,
});

/** Shows a view as the admins' page does, and goes where a person goes. */
export function showView(
  first: Place,
  changes: Partial<Record<Path, () => unknown>> = {},
  { skills = null }: { skills?: string[] | null } = {},
) {
  const functions = fakeFunctions({
    '/jobs/queues': () => queuesAnswer(),
    '/jobs/workers': () => workersAnswer(),
    '/jobs/queue-edits': () => ({ edits: [] }),
    ...changes,
  });
  const workspace = createWorkspaceStore(functions.client, { wait: async () => {} });
  const drafts = createDrafts();
  const shown: unknown[] = [];
  const places: Place[] = [];
  function Views() {
    const [place, setPlace] = useState(first);
    const go = (next: Place): void => {
      places.push(next);
      setPlace(next);
    };
    // What the other parts of the page share is not asked for here.
    const shared: Partial<PageContext> = {
      functions: functions.client,
      workspace,
      drafts,
      skills,
      go,
      showAgents: ({ value }) => shown.push(value),
      showSomeAgents: (sids) => shown.push(sids),
    };
    return (
      <PageProvider value={shared as PageContext}>
        <View {...place} />
      </PageProvider>
    );
  }
  renderInFlex(<Views />);
  return { functions, workspace, drafts, shown, places };
}

function View({ tab, queueSid }: Place) {
  if (tab === 'coverage') return <CoveragePage />;
  if (tab === 'queues' && queueSid) return <QueuePage queueSid={queueSid} />;
  return <WhatIfPage {...(queueSid ? { queueSid } : {})} />;
}
