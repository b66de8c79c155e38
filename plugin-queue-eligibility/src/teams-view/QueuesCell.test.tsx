import { beforeEach, describe, expect, it } from '@jest/globals';
import { act, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React from 'react';
import { createStore } from 'zustand/vanilla';
import { fakeFunctions } from '../../test/fakes';
import { aList } from '../../test/jobs';
import { manyQueues } from '../../test/queues';
import { renderInFlex } from '../../test/render';
import type { FlexWorker } from '../agent/flex-worker';
import { createOpenedAgent, type OpenedAgent } from '../agent/opened-agent';
import { createQueueDirectory, type QueueDirectory } from '../queue-directory';
import type { ChosenQueues } from './chosen-queues';
import { QueuesCell } from './QueuesCell';

const queues = manyQueues(300);
const sids = queues.map(({ sid }) => sid);

let directory: QueueDirectory;
let chosen: ChosenQueues;
let opened: OpenedAgent;
beforeEach(async () => {
  opened = createOpenedAgent(() => Date.UTC(2026, 0, 1));
  chosen = { ...createStore<ReadonlySet<string>>(() => new Set()), open: () => () => undefined };
  const { client } = fakeFunctions({ '/jobs/queues': () => ({ queues }), '/jobs/list': () => aList() });
  directory = createQueueDirectory(client, { isAllowed: true });
  await directory.refresh();
});
const show = (worker: FlexWorker) =>
  renderInFlex(<QueuesCell worker={worker} directory={directory} opened={opened} chosen={chosen} />);

describe('a cell', () => {
  it.each([
    [{ queues: [] }, 'No queue', /No queue’s expression matches/],
    [{}, 'Not synced yet', /have not been looked up yet/],
    [{ queues: 'none' }, 'Not a list of queues', /“queues” of this agent holds something else/],
    [{ queues: ['support line'] }, 'Not a list of queues', /an admin can have it replaced/],
  ])('%j: says so, and what it means', (attributes, label, hint) => {
    show({ sid: 'WK1', attributes });
    const said = screen.getByText(label, { exact: false, selector: '.weak' });
    expect(said).toHaveAttribute('title', expect.stringMatching(hint));
    expect(said).toHaveTextContent(hint);
  });

  it('reads the attribute that is configured, as soon as it is known', () => {
    show({ sid: 'WK1', attributes: { queues: 'of somebody else', lines: sids.slice(0, 1) } });
    expect(screen.getByText('Not a list of queues')).toBeInTheDocument();
    act(() => directory.setState({ attribute: 'lines' }));
    expect(screen.getByText('Queue 0')).toBeInTheDocument();
  });

  it('names what fits, opens the rest, and follows the agent up while that is open', async () => {
    const worker = { sid: 'WK1', fullName: 'Ada', attributes: { queues: sids } };
    const { rerender, unmount } = show(worker);
    expect(screen.getAllByText(/^Queue \d+$/).length).toBeLessThan(10);
    await userEvent.click(screen.getByRole('button', { name: 'Show all 300 queues of Ada' }));
    expect(opened.getState()).toEqual({ worker, leftAtMs: null });
    const changed = { ...worker, attributes: { queues: [] } };
    rerender(<QueuesCell worker={changed} directory={directory} opened={opened} chosen={chosen} />);
    expect(opened.getState()).toEqual({ worker: changed, leftAtMs: null });
    unmount();
    expect(opened.getState()).toEqual({ worker: changed, leftAtMs: Date.UTC(2026, 0, 1) });
  });

  it('names the queues that Teams View is filtered by first, also by their codes', () => {
    const [, last = ''] = [sids[0], sids.at(-1)];
    show({ sid: 'WK1', attributes: { queues: sids } });
    const names = () => screen.getAllByText(/^Queue \d+$/).map((name) => name.textContent);
    const before = names();
    const coded = queues.map((queue, n) => ({ ...queue, value: `Q${n}` }));
    const byValue = new Map(
      coded.flatMap((queue) => [[queue.sid, queue] as const, [queue.value, queue] as const]),
    );
    act(() => directory.setState({ byValue }));
    act(() => chosen.setState(new Set([last, 'Q41']), true));
    expect(names().slice(0, 3)).toEqual([
      ...[coded[41], coded.at(-1)].map((queue) => queue?.friendlyName),
      before[0],
    ]);
    act(() => chosen.setState(new Set(), true));
    expect(names()).toEqual(before);
  });

  it('shows names as they are, never as HTML', async () => {
    const markup = '<img src=x onerror="window.isHacked = true">';
    const hostile = queues.map((queue, i) => ({ ...queue, friendlyName: `${markup} ${i}` }));
    const byValue = new Map(hostile.map((queue) => [queue.sid, queue]));
    act(() => directory.setState({ byValue }));
    show({ sid: 'WK1', fullName: markup, attributes: { queues: sids.slice(0, 3) } });
    expect(screen.getByText(`${markup} 0`)).toHaveAttribute('title', `${markup} 0`);
    expect(document.querySelector('img')).toBeNull();
  });

  it('does not pass a click on to its row', async () => {
    let clicks = 0;
    renderInFlex(
      <div onClick={() => (clicks += 1)}>
        <QueuesCell
          worker={{ sid: 'WK1', attributes: { queues: sids } }}
          directory={directory}
          opened={opened}
          chosen={chosen}
        />
      </div>,
    );
    await userEvent.click(screen.getByRole('button', { name: /Show all/ }));
    expect(opened.getState().worker?.sid).toBe('WK1');
    expect(clicks).toBe(0);
  });

  it('marks a queue that is gone, and a list that is not up to date', async () => {
    show({ sid: 'WKfull', attributes: { queues: [`WQ${'f'.repeat(32)}`] } });
    expect(screen.getByText('Deleted queue', { exact: false, selector: '.gone' })).toHaveTextContent(
      /takes it off the list/,
    );
    act(() => directory.setState({ behind: new Map([['WKfull', 'attributes_too_long']]) }));
    expect(screen.getByText('Attributes full', { exact: false, selector: '.behind' })).toHaveTextContent(
      /4,096 characters/,
    );
  });

  it('does not tell two stories of an agent whose list is known to be wrong', () => {
    act(() => directory.setState({ behind: new Map([['WKnew', 'attributes_too_long']]) }));
    const { container } = show({ sid: 'WKnew', attributes: {} });
    expect(container).toHaveTextContent(/Attributes full.*Shorten other attributes.*Not synced yet/);
    expect(container).not.toHaveTextContent(/next resync does it|retry/);
  });

  it('shows SIDs, and says why, where the names can’t be had', () => {
    act(() => directory.setState({ status: 'failed', queues: new Map(), byValue: new Map() }));
    show({ sid: 'WK1', attributes: { queues: sids.slice(0, 1) } });
    expect(screen.getByText(sids[0] ?? '')).toHaveAttribute(
      'title',
      expect.stringMatching(/could not be loaded/),
    );
  });
});
