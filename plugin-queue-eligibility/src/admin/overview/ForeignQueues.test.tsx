import { describe, expect, it } from '@jest/globals';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { aFailure, findSection, showPage, WK, WQ } from '../../../test/admin-page';
import { aJobView, aList, anEndedResync } from '../../../test/jobs';
import { aQueue } from '../../../test/queues';

const OTHER = `WK${'2'.repeat(32)}`;
const THIRD = `WK${'3'.repeat(32)}`;

/** A resync that gave up so many agents, of which these are recorded. */
const showFailures = (failed: number, ...failures: ReturnType<typeof aFailure>[]) =>
  showPage(aList({ history: [anEndedResync({ progress: { total: 9, checked: 9, changed: 1, failed } })] }), {
    '/jobs/read': () => ({ ...aJobView(), failures }),
    '/jobs/retry': () => ({ started: true, ...aJobView() }),
    '/jobs/queues': () => ({ attribute: 'lines', queues: [aQueue(WQ(1), 'Sales')] }),
  });
const replace = () => screen.findByRole('button', { name: /^Replace for/ });

describe('agents whose attribute holds something else', () => {
  it('are counted and named, with what can be done', async () => {
    showFailures(2, aFailure(WK, 'queues_not_ours'), aFailure(OTHER, 'queues_not_ours'));
    await replace();
    expect(screen.getByText('2 agents hold something else in “lines”')).toBeInTheDocument();
    expect(screen.getByText(/^Something else uses this attribute/)).toBeInTheDocument();
    expect(screen.getByText(/WORKER_QUEUES_ATTRIBUTE/)).toBeInTheDocument();
    const table = await findSection('2 agents could not be updated');
    expect(await table.findByText('Fay Full')).toBeInTheDocument();
    expect(table.getByText(OTHER)).toBeInTheDocument();
  });

  it('have it replaced once an admin has said that what stands there may be lost', async () => {
    const { functions } = showFailures(
      2,
      aFailure(WK, 'queues_not_ours'),
      aFailure(OTHER, 'queues_not_ours'),
    );
    const button = await replace();
    expect(button).toHaveTextContent('Replace for 2 agents');
    await userEvent.click(button);
    const dialog = screen.getByRole('alertdialog', { name: 'Replace what stands in “lines”?' });
    expect(within(dialog).getByText(/For 2 agents, what stands there now is lost/)).toBeInTheDocument();
    await userEvent.click(within(dialog).getByRole('button', { name: 'Leave as it is' }));
    expect(functions.count('/jobs/retry')).toBe(0);
    await userEvent.click(button);
    await userEvent.click(screen.getByRole('button', { name: 'Replace' }));
    await waitFor(() => expect(functions.count('/jobs/retry')).toBe(1));
    expect(functions.calls.find(({ path }) => path === '/jobs/retry')?.parameters).toEqual({
      jobId: 'resync-0',
      replace: true,
    });
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull());
  });

  it('are not offered a retry, which would fail again; others are', async () => {
    const { functions } = showFailures(
      3,
      aFailure(WK, 'queues_not_ours'),
      aFailure(OTHER, 'contended'),
      aFailure(THIRD, 'attributes_unknown'),
    );
    expect(await replace()).toHaveTextContent('Replace for one agent');
    const retry = screen.getByRole('button', { name: 'Retry failed (2)' });
    await userEvent.click(retry);
    const call = functions.calls.find(({ path }) => path === '/jobs/retry');
    expect(call?.parameters).toEqual({ jobId: 'resync-0' });
  });

  it('leave nothing to retry where they are all', async () => {
    showFailures(1, aFailure(WK, 'queues_not_ours'));
    await replace();
    expect(screen.getByRole('button', { name: 'Retry failed (0)' })).toBeDisabled();
  });

  it('may be more than are recorded, and are not said to be fewer', async () => {
    showFailures(1_500, aFailure(WK, 'queues_not_ours'), aFailure(OTHER, 'contended'));
    expect(await replace()).toHaveTextContent('Replace for 1+ agents');
    expect(screen.getByText('1+ agents hold something else in “lines”')).toBeInTheDocument();
  });

  it('are not spoken of where there are none', async () => {
    showFailures(1, aFailure(WK, 'attributes_too_long'));
    expect(await screen.findByText('Fay Full')).toBeInTheDocument();
    expect(screen.queryByText(/something else/)).toBeNull();
    expect(screen.queryByRole('button', { name: /^Replace/ })).toBeNull();
  });
});
