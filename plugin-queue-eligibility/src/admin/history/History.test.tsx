import { describe, expect, it } from '@jest/globals';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { aFailure, showPage, WK, WQ } from '../../../test/admin-page';
import { aJobView, aList, anEndedResync, aReport, at } from '../../../test/jobs';

const address = '/queue-eligibility/history';
const rowOf = async (name: RegExp) =>
  within((await screen.findByRole('button', { name })).closest('tr') as HTMLElement);

describe('the history', () => {
  it('says whether a resync was verified, and which queue’s change started it', async () => {
    const history = [
      anEndedResync({ startedBy: { type: 'event', about: WQ(1) } }),
      anEndedResync({
        id: 'resync-9',
        createdAt: at(60),
        startedBy: { type: 'event', about: WQ(9) },
        report: aReport({ verified: false, unproven: { moving: 1 }, counted: 11 }),
      }),
    ];
    showPage(aList({ history }), {}, { address });
    expect(await screen.findByText('a change of Sales')).toBeInTheDocument();
    expect(screen.getByText(`a change of ${WQ(9)}`)).toBeInTheDocument();
    expect(screen.getAllByRole('cell', { name: /^(Yes|No)$/ }).map((cell) => cell.textContent)).toEqual([
      'Yes',
      'No',
    ]);
  });

  it('says who cancelled a job, and keeps of how many it had looked at', async () => {
    const progress = { total: 5_103, checked: 1_200, changed: 4, failed: 0 };
    const history = [anEndedResync({ status: 'cancelled', cancelledBy: 'grace', report: {}, progress })];
    showPage(aList({ history }), {}, { address });
    expect(await screen.findByText('by grace')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: /^Resync, / }));
    expect(await screen.findByText('1,200 of 5,103')).toBeInTheDocument();
  });

  it('does not say that a dry run has changed anything', async () => {
    const history = [anEndedResync({ kind: 'dry-run' })];
    showPage(aList({ history }), {}, { address });
    expect((await rowOf(/^Dry run, /)).getByText('would change')).toBeInTheDocument();
  });

  it('opens a job into what came of it', async () => {
    const progress = { total: 9, checked: 9, changed: 1, failed: 1 };
    showPage(
      aList({ history: [anEndedResync({ progress })] }),
      { '/jobs/read': () => ({ ...aJobView(), failures: [aFailure(WK, 'contended')] }) },
      { address },
    );
    const row = await screen.findByRole('button', { name: /^Resync, / });
    expect(row).toHaveAttribute('aria-expanded', 'false');
    row.focus();
    await userEvent.keyboard('{Enter}');
    expect(row).toHaveAttribute('aria-expanded', 'true');
    expect(await screen.findByText('All 12 queues are proven.')).toBeInTheDocument();
    expect(await screen.findByRole('button', { name: 'Fay Full' })).toBeInTheDocument();
    expect(screen.getByText(/Another system kept changing this agent/)).toBeInTheDocument();
  });
});
