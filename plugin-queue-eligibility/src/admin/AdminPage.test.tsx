import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { JOBS_DOCUMENT_NAME } from '@queue-eligibility/api';
import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { LONG, showPage as show, WK, WQ } from '../../test/admin-page';
import { aJobView, aList, anEndedResync, aPausedJob, aRunningJob, at } from '../../test/jobs';
import { aQueue } from '../../test/queues';
import { FunctionsError } from '../functions-client';

afterEach(() => void jest.useRealTimers());

const figure = (label: string) => screen.getByText(label).parentElement?.querySelector('dd')?.textContent;
describe('the admins’ page', () => {
  it('offers the first resync, and starts it once', async () => {
    const { functions } = show(aList(), { '/jobs/start': () => new Promise(() => {}) });
    await screen.findByText('No resync yet');
    const button = screen.getByRole('button', { name: 'Resync' });
    await userEvent.click(button);
    await userEvent.click(button);
    expect(button).toBeDisabled();
    expect(functions.count('/jobs/start')).toBe(1);
  });

  it('shows a job as it goes on, and asks before it is cancelled', async () => {
    const cancelled = aRunningJob({ command: 'cancel' });
    const { functions, sync } = show(aList({ running: [aJobView()] }), {
      '/jobs/cancel': () => aJobView(cancelled),
    });
    await screen.findByRole('heading', { name: 'Updating agents' });
    expect(screen.getByRole('progressbar')).toHaveAttribute('aria-valuenow', '50');
    expect([figure('Checked'), figure('Changed'), figure('Unchanged'), figure('Failed')]).toEqual([
      '500 of 1,000',
      '300',
      '198',
      '2',
    ]);
    expect(screen.getByRole('button', { name: 'Resync is running' })).toBeDisabled();
    await userEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    expect(functions.count('/jobs/cancel')).toBe(0);
    functions.answers['/jobs/list'] = () => aList({ running: [aJobView(cancelled)] });
    await userEvent.click(screen.getByRole('button', { name: 'Cancel the job' }));
    await waitFor(() => expect(functions.count('/jobs/cancel')).toBe(1));
    act(() => sync.tell('ET-resync-1', cancelled));
    expect(await screen.findByRole('button', { name: 'Cancelling…' })).toBeDisabled();
  });

  it('pauses a job and lets it go on, at the pace that somebody chooses', async () => {
    const { functions, sync } = show(aList({ running: [aJobView()] }), {
      '/jobs/pause': () => aJobView(aRunningJob({ command: 'pause' })),
      '/jobs/resume': () => aJobView(),
      '/jobs/pace': () => aJobView(aRunningJob({ paceLimit: 37 })),
    });
    const pace = await screen.findByLabelText('Limit, agents a second');
    await userEvent.type(pace, '0.5{Enter}');
    expect(screen.getByText('A whole number from 1 to 1,000, or nothing.')).toBeInTheDocument();
    expect(functions.count('/jobs/pace')).toBe(0);
    await userEvent.clear(pace);
    await userEvent.type(pace, '37{Enter}');
    expect(functions.calls.find(({ path }) => path === '/jobs/pace')?.parameters).toEqual({
      jobId: 'resync-1',
      itemsPerSecond: 37,
    });
    await userEvent.click(screen.getByRole('button', { name: 'Pause' }));
    expect(functions.count('/jobs/pause')).toBe(1);
    functions.answers['/jobs/list'] = () => aList({ running: [aJobView(aPausedJob())] });
    act(() => sync.tell('ET-resync-1', aPausedJob()));
    await screen.findByRole('heading', { name: 'Paused' });
    expect(screen.getByText(/Any admin can resume it.*goes on by itself on/)).toBeInTheDocument();
    expect([figure('Agents a second'), figure('Time left')]).toEqual(['–', '–']);
    expect(screen.getByRole('button', { name: 'Resync is paused' })).toBeDisabled();
    await userEvent.click(screen.getByRole('button', { name: 'Resume' }));
    expect(functions.count('/jobs/resume')).toBe(1);
  });

  it('gives a command once, and keeps the focus where the next one is given', async () => {
    const { functions, sync } = show(aList({ running: [aJobView()] }), {
      '/jobs/pause': () => new Promise(() => {}),
    });
    const button = await screen.findByRole('button', { name: 'Pause' });
    button.focus();
    await userEvent.keyboard('{Enter}{Enter}');
    expect(functions.count('/jobs/pause')).toBe(1);
    expect(button).toHaveTextContent('Pausing…');
    act(() => sync.tell('ET-resync-1', aPausedJob()));
    await screen.findByRole('heading', { name: 'Paused' });
    expect(button).toHaveFocus();
  });

  it.each([
    ['job_over', 'That was not possible any more', /has ended in the meantime/],
    ['job_paused', 'That was not possible any more', /paused already, perhaps by another admin/],
    ['job_not_paused', 'That was not possible any more', /goes on already/],
    ['job_being_cancelled', 'That was not possible any more', /cannot be taken back/],
    ['job_not_over', 'That was not possible any more', /still under way/],
    ['nothing_to_retry', 'That was not possible any more', /nothing left to retry/],
    ['throttled', 'The Functions could not do that', /kept asking to slow down/],
    ['configuration', 'The Functions could not do that', /variables of the Functions/],
    ['something_new', 'The Functions could not do that', /Try again in a moment/],
  ])('says why a command came to nothing, until that is read: %s', async (code, title, body) => {
    const refuse = () => {
      throw new FunctionsError('refused', code, 'in the words of the Functions', 409);
    };
    show(aList({ running: [aJobView()] }), { '/jobs/pause': refuse });
    await userEvent.click(await screen.findByRole('button', { name: 'Pause' }));
    expect(await screen.findByText(title)).toBeInTheDocument();
    expect(screen.getByText(body)).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Close' }));
    expect(screen.queryByText(title)).toBeNull();
  });

  it('says that the job it found is another deployment’s', async () => {
    show(aList(), { '/jobs/start': () => ({ ...aJobView(), started: false, heldBy: 'https://x.twil.io' }) });
    await userEvent.click(await screen.findByRole('button', { name: 'Resync' }));
    expect(await screen.findByText('Another deployment is at work')).toBeInTheDocument();
  });

  it('says that a job is silent, and has it looked after, once by itself and then on demand', async () => {
    const { functions } = show(aList({ running: [aJobView()] }));
    expect(await screen.findByText('No heartbeat for a while')).toBeInTheDocument();
    await waitFor(() => expect(functions.count('/jobs/list')).toBe(3));
    await userEvent.click(screen.getByRole('button', { name: 'Restart now' }));
    expect(functions.count('/jobs/list')).toBe(4);
  });

  it('goes by the time of the Functions, whatever the browser’s clock says', async () => {
    show(aList({ now: at(13), running: [aJobView()] }));
    expect(await screen.findByText('Last heartbeat 3 s ago', { exact: false })).toBeInTheDocument();
    expect(screen.queryByText('No heartbeat for a while')).toBeNull();
  });

  it('shows by itself what others start, and its end', async () => {
    const { sync, functions } = show(aList({ history: [anEndedResync()] }));
    await screen.findByText(/Everything is in step/);
    act(() => sync.become('connected'));
    await waitFor(() => expect(sync.followed.has(JOBS_DOCUMENT_NAME)).toBe(true));
    const entry = { kind: 'resync', jobId: 'resync-1', documentSid: 'ET-resync-1' };
    act(() => sync.tell(JOBS_DOCUMENT_NAME, { running: [entry], entries: [anEndedResync()] }));
    await waitFor(() => expect(sync.followed.has('ET-resync-1')).toBe(true));
    act(() => sync.tell('ET-resync-1', aRunningJob({ startedBy: { type: 'event' } })));
    await screen.findByText(/Started by a queue change/);
    const ended = anEndedResync({
      id: 'resync-1',
      status: 'failed',
      error: { code: 'throttled', message: '' },
    });
    functions.answers['/jobs/list'] = () => aList({ history: [ended] });
    act(() => sync.tell(JOBS_DOCUMENT_NAME, { running: [], entries: [ended] }));
    expect(await screen.findByText(/The last resync failed/)).toBeInTheDocument();
    expect(screen.getByText(/kept asking to slow down/)).toBeInTheDocument();
  });

  it('names the agents that could not be updated, why, and what to do', async () => {
    const { functions } = show(
      aList({ history: [anEndedResync({ progress: { total: 9, checked: 9, changed: 1, failed: 2 } })] }),
      {
        '/jobs/read': () => ({
          ...aJobView(),
          failures: [
            { key: WK, code: 'attributes_too_long', message: '4,000 and 4,200', attempts: 1 },
            { key: 'WKother', code: 'unsettled', message: 'did not agree', attempts: 4 },
          ],
        }),
        '/jobs/retry': () => ({ started: true, ...aJobView() }),
      },
    );
    await screen.findByText('In step, but for 2 agents');
    expect(await screen.findByText('Fay Full')).toBeInTheDocument();
    expect(screen.getByText(/attributes are full/)).toBeInTheDocument();
    expect(screen.getByText(/what the rules say did not agree/)).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: /^Replace/ })).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: 'Retry failed (2)' }));
    const retry = functions.calls.find(({ path }) => path === '/jobs/retry');
    expect(retry?.parameters).toEqual({ jobId: 'resync-0' });
  });

  it('shows what is left to do also when another job has ended since', async () => {
    const left = anEndedResync({ progress: { total: 9, checked: 9, changed: 1, failed: 1 } });
    const skills = { ...anEndedResync(), id: 'skills-1', kind: 'skills', report: {} };
    show(aList({ history: [skills, left] }), { '/jobs/read': () => ({ ...aJobView(), failures: [] }) });
    await screen.findByText('In step, but for one agent');
    expect(screen.getByRole('region', { name: /^Skills update, ended/ })).toBeInTheDocument();
    expect(screen.getByRole('region', { name: /^Resync, ended/ })).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Retry failed (1)' })).toBeInTheDocument();
  });

  it('lists the queues, marks those without agents, and shows a queue’s agents', async () => {
    const { shown } = show(aList(), {}, { address: '/queue-eligibility/queues' });
    const row = (await screen.findByRole('link', { name: /Nobody’s/ })).closest('tr');
    expect(within(row as HTMLElement).getByText('No agent')).toBeInTheDocument();
    expect(screen.queryByText(LONG)).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: 'Show all' }));
    expect(screen.getByText(LONG)).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Show the agents of Sales in Teams View' }));
    expect(shown).toEqual([WQ(1)]);
    await userEvent.type(screen.getByLabelText('Search queues'), 'team');
    expect(screen.queryByRole('link', { name: /Nobody’s/ })).toBeNull();
  });

  it.each([
    ['unreachable' as const, undefined, 'The Functions can’t be reached'],
    ['disconnected' as const, 'disconnected' as const, 'Live updates are interrupted'],
    ['token' as const, 'token-expired' as const, 'Your Flex session has expired'],
  ])('has a state of its own for trouble: %s', async (_what, connection, title) => {
    const { sync, functions, watch } = show();
    await screen.findByText('No resync yet');
    if (connection) act(() => sync.become(connection));
    else {
      delete functions.answers['/jobs/list'];
      await act(() => watch.reload());
      expect(screen.getByText('functions_base_url must be an address')).toBeInTheDocument();
    }
    expect(await screen.findByText(title)).toBeInTheDocument();
  });

  it('says what to do where Flex is open under an address that the Functions don’t know', async () => {
    const message = 'Pages of this origin may not call these Functions';
    const refuse = () => {
      throw new FunctionsError('origin-not-allowed', 'origin_not_allowed', message, 403);
    };
    show(aList(), { '/jobs/list': refuse });
    expect(await screen.findByRole('alert')).toHaveTextContent(/FLEX_ORIGINS.*deploy the Functions again/);
    expect(screen.queryByText('This page is for admins')).toBeNull();
  });

  it('shows names and expressions as they are, never as HTML', async () => {
    const markup = '<img src=x onerror="window.isHacked = true">';
    const hostile = aQueue(WQ(3), markup, { targetWorkers: `a == '${markup}'` });
    const address = '/queue-eligibility/queues';
    show(aList(), { '/jobs/queues': () => ({ queues: [hostile] }) }, { address });
    const row = (await screen.findByRole('link', { name: markup })).closest('tr');
    expect(within(row as HTMLElement).getByText(`a == '${markup}'`)).toBeInTheDocument();
    expect(row?.querySelector('img')).toBeNull();
  });

  it('keeps the queues that were read last where they can’t be read again', async () => {
    const address = '/queue-eligibility/queues';
    const { functions } = show(aList(), {}, { address });
    const row = await screen.findByRole('link', { name: 'Sales' });
    functions.answers['/jobs/queues'] = () => Promise.reject(new Error('lost'));
    await userEvent.click(screen.getByRole('button', { name: 'Refresh' }));
    expect(await screen.findByRole('alert')).toHaveTextContent('The queues could not be loaded');
    expect(row).toBeInTheDocument();
  });

  it.each([true, false])('says so where Flex shows the queues itself: %s', async (isColumnOfFlex) => {
    show(aList(), {}, { isColumnOfFlex });
    await screen.findByText('No resync yet');
    const note = screen.queryByText('Teams View shows Flex’s own Queues column');
    expect(note !== null).toBe(isColumnOfFlex);
  });

  it('has tabs with addresses of their own, walked along by keys that move and opened by Enter', async () => {
    const { addresses } = show(aList({ history: [anEndedResync()] }));
    await screen.findByText(/Everything is in step/);
    const overview = screen.getByRole('tab', { name: 'Overview', selected: true });
    overview.focus();
    await userEvent.keyboard('{End}');
    expect(addresses).toEqual([]);
    await userEvent.keyboard('{Enter}');
    expect(addresses).toEqual(['/queue-eligibility/history']);
    expect(screen.getByRole('tab', { name: 'History', selected: true })).toHaveFocus();
    expect(await screen.findByRole('table')).toBeInTheDocument();
    expect(screen.queryByText(/Everything is in step/)).toBeNull();
    await userEvent.click(screen.getByRole('tab', { name: 'Queues' }));
    expect(addresses).toEqual(['/queue-eligibility/history', '/queue-eligibility/queues']);
    expect(await screen.findByLabelText('Search queues')).toBeInTheDocument();
  });

  it('shows the one queue of an address, and the way back to all', async () => {
    const { addresses } = show(aList(), {}, { address: `/queue-eligibility/queues/${WQ(1)}` });
    await userEvent.click(await screen.findByRole('link', { name: /All queues/ }));
    expect(addresses).toEqual(['/queue-eligibility/queues']);
  });

  it('asks nothing for who is no admin', () => {
    const { functions } = show(aList(), {}, { isAllowed: false });
    expect(screen.getByText('This page is for admins')).toBeInTheDocument();
    expect(functions.calls).toEqual([]);
  });
});
