import { describe, expect, it } from '@jest/globals';
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React from 'react';
import { fakeFunctions } from '../../test/fakes';
import { aLeftWorker, aList } from '../../test/jobs';
import { aQueue, manyQueues } from '../../test/queues';
import { renderInFlex } from '../../test/render';
import { createQueueDirectory } from '../queue-directory';
import AgentDialog from './AgentDialog';
import { AgentQueues } from './AgentQueues';
import type { FlexWorker } from './flex-worker';

const WQ = (n: number): string => `WQ${String(n).padStart(32, '0')}`;
const WK = `WK${'1'.repeat(32)}`;

const QUEUES = [
  aQueue(WQ(1), 'Sales', { targetWorkers: "routing.skills HAS 'sales'" }),
  aQueue(WQ(2), 'Billing', { targetWorkers: "routing.skills HAS 'billing'" }),
  aQueue(WQ(3), 'French', { targetWorkers: "languages HAS 'fr'" }),
  aQueue(WQ(4), 'At lunch', { targetWorkers: "activity_name == 'Lunch'" }),
  aQueue(WQ(5), 'Calls', { targetWorkers: 'worker.channel.voice.configured_capacity > 0' }),
];

const ADA: FlexWorker = {
  sid: WK,
  name: 'ada',
  fullName: 'Ada Lovelace',
  activityName: 'Available',
  attributes: { routing: { skills: ['sales', 'Billing'] }, languages: ['en'], queues: [WQ(1), WQ(4)] },
};

/** What `/jobs/worker` answers about Ada. */
const anAnswer = (queueSids: string[], changes: object = {}) => ({
  worker: {
    sid: WK,
    friendlyName: 'ada',
    activitySid: 'WA1',
    activityName: 'Available',
    available: true,
    attributes: ADA.attributes,
  },
  queueSids,
  carries: { queueSids: [], strays: [], refusal: null },
  left: null,
  verifiedAt: null,
  readAt: '2026-01-01T12:00:00.000Z',
  ...changes,
});

async function setUp(worker = ADA, { queues = QUEUES, list = aList(), answer = anAnswer([WQ(1)]) } = {}) {
  const functions = fakeFunctions({
    '/jobs/queues': () => ({ queues }),
    '/jobs/list': () => list,
    '/jobs/worker': () => answer,
  });
  const directory = createQueueDirectory(functions.client, { isAllowed: true });
  await directory.refresh();
  const ports = { functions: functions.client, directory };
  const { rerender } = renderInFlex(<AgentQueues ports={ports} worker={worker} level={4} />);
  const become = (next: FlexWorker): void => rerender(<AgentQueues ports={ports} worker={next} level={4} />);
  return { functions, directory, ports, become };
}

const section = (name: RegExp) => within(screen.getByRole('region', { name }));
const namesIn = (name: RegExp): string[] =>
  section(name)
    .getAllByRole('button', { expanded: false })
    .map((button) => button.querySelector('.name')?.textContent ?? '');

describe('the queues of an agent', () => {
  it('are all there: the eligible ones, and of the others in a line why not', async () => {
    await setUp();
    expect(namesIn(/^Eligible 2/)).toEqual(['Sales', 'At lunch']);
    expect(namesIn(/^Not eligible 3/)).toEqual(['Billing', 'French', 'Calls']);
    expect(section(/^Not eligible/).getByText(/needs the skill/)).toHaveTextContent(
      'needs the skill billing (has Billing: other case)',
    );
  });

  it('open into their clauses, by the keyboard too', async () => {
    await setUp();
    const french = screen.getByRole('button', { name: /French/ });
    french.focus();
    await userEvent.keyboard('{Enter}');
    expect(french).toHaveAttribute('aria-expanded', 'true');
    const details = document.getElementById(french.getAttribute('aria-controls') ?? '') as HTMLElement;
    expect(within(details).getByRole('img', { name: 'not met' })).toBeInTheDocument();
    expect(within(details).getByRole('group')).toHaveTextContent("languages HAS 'fr'");
    expect(within(details).getByText(WQ(3))).toBeInTheDocument();
    await userEvent.keyboard('{Enter}');
    expect(details).not.toBeVisible();
  });

  it('are found by name and by expression', async () => {
    await setUp();
    const search = screen.getByLabelText('Search all 5 queues');
    fireEvent.change(search, { target: { value: "has 'FR'" } });
    expect(namesIn(/^Not eligible 1 \/ 3/)).toEqual(['French']);
    expect(section(/^Eligible 0 \/ 2/).getByText("No queue here matches “has 'FR'”.")).toBeInTheDocument();
    expect(screen.getByText(/^1 of 5 queues match/)).toBeInTheDocument();
  });

  it('are drawn a part at a time where there are hundreds', async () => {
    await setUp(ADA, { queues: manyQueues(500) });
    expect(section(/^Eligible 500/).getAllByRole('listitem')).toHaveLength(20);
    await userEvent.click(screen.getByRole('button', { name: 'Show 20 more of Eligible' }));
    expect(section(/^Eligible 500/).getAllByRole('listitem')).toHaveLength(40);
  });

  it('say where they come from, and TaskRouter’s own answer says more', async () => {
    const { become } = await setUp(ADA, { answer: anAnswer([WQ(1), WQ(3), WQ(5)]) });
    expect(
      section(/^Eligible/).getByRole('button', { name: /At lunch.*as the agent’s list says/ }),
    ).toBeVisible();
    await userEvent.click(
      screen.getByRole('button', { name: 'Ask TaskRouter which queues Ada Lovelace has' }),
    );
    expect(
      await screen.findByText(/differs from what we read.*Queues it differs on: French\./),
    ).toBeVisible();
    expect(namesIn(/^Eligible 3/)).toEqual(['Sales', 'French', 'Calls']);
    expect(screen.getByText('Missing from the agent’s list: French, Calls')).toBeInTheDocument();
    expect(screen.getByText('In the agent’s list, and should not be: At lunch')).toBeInTheDocument();
    become({ ...ADA, attributes: { ...(ADA.attributes as object), team: 'x' } });
    expect(screen.getByText(/has changed since TaskRouter answered/)).toBeInTheDocument();
    expect(namesIn(/^Eligible 2/)).toEqual(['Sales', 'At lunch']);
  });

  it('are not sure where there is no list and only TaskRouter knows', async () => {
    await setUp({ ...ADA, attributes: { routing: { skills: ['sales'] } } });
    expect(screen.getByText('The agent carries no list yet')).toBeInTheDocument();
    expect(namesIn(/^Not sure 1/)).toEqual(['Calls']);
    expect(namesIn(/^Eligible 1/)).toEqual(['Sales']);
  });

  it('differ from what the agent carries, and it is said since when that is known', async () => {
    const left = [aLeftWorker({ workerSid: WK, code: 'attributes_too_long' })];
    await setUp(
      { ...ADA, attributes: { ...(ADA.attributes as object), queues: [WQ(2)] } },
      { list: aList({ left }) },
    );
    expect(screen.getByText('Missing from the agent’s list: Sales')).toBeInTheDocument();
    expect(screen.getByText('In the agent’s list, and should not be: Billing')).toBeInTheDocument();
    expect(screen.getByText(/^Known since .*attributes are full/)).toBeInTheDocument();
    expect(screen.getByRole('button', { name: /Sales.*not in the agent’s list/ })).toBeInTheDocument();
  });

  it('are not all that can be said where an event left the agent, though nothing is seen to differ', async () => {
    const left = [aLeftWorker({ workerSid: WK, code: 'contended' })];
    await setUp(ADA, { list: aList({ left }) });
    expect(screen.getByText('The agent’s list could not be brought in step')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: /^Ask TaskRouter/ }));
    await screen.findByText(/own answer/);
    expect(screen.queryByText('The agent’s list could not be brought in step')).toBeNull();
  });

  it.each([
    [undefined, 'This agent’s attributes are not known'],
    ['{"routing": ', 'This agent’s attributes can’t be read'],
    [['sales'], 'This agent’s attributes can’t be read'],
  ])('attributes %j: says so', async (attributes, said) => {
    await setUp({ ...ADA, attributes });
    expect(screen.getByText(said)).toBeInTheDocument();
  });

  it('take attributes that Flex has not been told from TaskRouter’s answer', async () => {
    await setUp({ ...ADA, attributes: undefined });
    await userEvent.click(screen.getByRole('button', { name: /^Ask TaskRouter/ }));
    await screen.findByText(/own answer/);
    expect(screen.queryByText('This agent’s attributes are not known')).toBeNull();
    expect(namesIn(/^Eligible 1/)).toEqual(['Sales']);
  });

  it('are those of the list, where the Functions don’t answer, until they do', async () => {
    const functions = fakeFunctions({});
    const directory = createQueueDirectory(functions.client, { isAllowed: true });
    renderInFlex(<AgentQueues ports={{ functions: functions.client, directory }} worker={ADA} level={4} />);
    await screen.findByText('The queues could not be loaded');
    expect(namesIn(/^Eligible 2/)).toEqual([WQ(1), WQ(4)]);
    await userEvent.click(screen.getByRole('button', { name: /^Ask TaskRouter/ }));
    expect(await screen.findByText(/The Functions can’t be reached/)).toBeInTheDocument();
    Object.assign(functions.answers, {
      '/jobs/queues': () => ({ queues: QUEUES }),
      '/jobs/list': () => aList(),
    });
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(namesIn(/^Eligible 2/)).toEqual(['Sales', 'At lunch']));
  });

  it('are none in a workspace without queues', async () => {
    await setUp(ADA, { queues: [] });
    expect(screen.getByText('This workspace has no queues.')).toBeInTheDocument();
  });

  it('name a queue that is gone', async () => {
    await setUp({ ...ADA, attributes: { ...(ADA.attributes as object), queues: [WQ(1), WQ(9)] } });
    expect(screen.getByRole('button', { name: /Deleted queue/ })).toBeInTheDocument();
  });
});

it('the dialog says that its agent has left the list, and stays', async () => {
  const { ports } = await setUp();
  const at = Date.UTC(2026, 0, 1, 12);
  const closed: boolean[] = [];
  const { rerender } = renderInFlex(
    <AgentDialog ports={ports} worker={ADA} leftAtMs={null} onClose={() => closed.push(true)} />,
  );
  expect(screen.queryByText(/has left the list/)).toBeNull();
  rerender(<AgentDialog ports={ports} worker={ADA} leftAtMs={at} onClose={() => closed.push(true)} />);
  const dialog = screen.getByRole('dialog', { name: 'Queues of Ada Lovelace' });
  expect(within(dialog).getByText('This agent has left the list of Teams View')).toBeInTheDocument();
  act(() => void fireEvent.keyDown(dialog, { key: 'Escape' }));
  expect(closed).toEqual([true]);
});
