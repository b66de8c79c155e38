import { describe, expect, it } from '@jest/globals';
import { JOBS_DOCUMENT_NAME } from '@queue-eligibility/api';
import { act, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { aFailure, findSection, showPage, WK } from '../../../test/admin-page';
import { aJobView, aLeftWorker, aList, anEndedResync } from '../../../test/jobs';

const TITLE = 'Not brought in step since the last resync';
const EVENT = `EV${'2'.repeat(32)}`;
const OTHER = `WK${'2'.repeat(32)}`;
const inStep = { history: [anEndedResync()] };

describe('agents that events could not bring in step', () => {
  it('are named, with the reason, the time and the event', async () => {
    const left = [
      aLeftWorker(),
      aLeftWorker({ workerSid: OTHER, code: 'queues_not_ours', eventSid: `EV${'3'.repeat(32)}` }),
    ];
    showPage(aList({ ...inStep, left }));
    const section = await findSection(TITLE);
    expect(await section.findByRole('button', { name: 'Fay Full' })).toBeInTheDocument();
    const reasons = section.getAllByRole('heading', { level: 3 }).map(({ textContent }) => textContent);
    expect(reasons).toEqual([
      'Changed again and again by something else. (1)',
      'The attribute for the queues holds something else, which was left as it is. (1)',
    ]);
    for (const [agent, event] of [
      ['Fay Full', EVENT],
      [OTHER, `EV${'3'.repeat(32)}`],
    ] as const) {
      const row = section.getByRole('button', { name: agent }).closest('tr');
      expect(row).toHaveTextContent(`Event ${event}`);
      expect(row).toHaveTextContent(/Jan 1.*\d\d:00/);
    }
  });

  it('are grouped: why and what to do is said once, in numbers that can be read, with the way to each agent', async () => {
    const message = 'The attributes are 3987 characters and would be 4200; TaskRouter takes 4096';
    const left = [OTHER, WK].map((workerSid) =>
      aLeftWorker({ workerSid, code: 'attributes_too_long', message }),
    );
    const { shown } = showPage(aList({ ...inStep, left }));
    const section = await findSection(TITLE);
    expect(section.getAllByText(/^Shorten the agent’s other attributes/)).toHaveLength(1);
    expect(section.getAllByText(/3,987 characters and would be 4,200/)).toHaveLength(2);
    await userEvent.click(await section.findByRole('button', { name: 'Fay Full' }));
    expect(shown).toEqual([WK]);
  });

  it.each([
    [1, /^In step, but for one agent, as of/],
    [2, /^In step, but for 2 agents, as of/],
    [40, /^In step, but for 40\+ agents, as of/],
  ])('are not passed over at the top: %i', async (times, title) => {
    const left = Array.from({ length: times }, (_, i) =>
      aLeftWorker({ workerSid: `WK${String(i).padStart(32, '0')}` }),
    );
    showPage(aList({ ...inStep, left }));
    expect(await screen.findByText(title)).toBeInTheDocument();
    expect(screen.queryByText(/Everything is in step/)).toBeNull();
  });

  it('are mentioned beside what else is the matter', async () => {
    const progress = { total: 9, checked: 9, changed: 1, failed: 1 };
    showPage(aList({ history: [anEndedResync({ progress })], left: [aLeftWorker()] }), {
      '/jobs/read': () => ({ ...aJobView(), failures: [aFailure(WK, 'contended')] }),
    });
    expect(await screen.findByText('In step, but for one agent')).toBeInTheDocument();
    expect(screen.getByText(/^One agent has changed since and could not/)).toBeInTheDocument();
  });

  it('are asked for again on demand, and after the end of a job', async () => {
    const { functions, sync } = showPage(aList({ ...inStep, left: [aLeftWorker()] }));
    const section = await findSection(TITLE);
    functions.answers['/jobs/list'] = () => aList({ ...inStep, left: [aLeftWorker({ workerSid: OTHER })] });
    await userEvent.click(section.getByRole('button', { name: 'Refresh' }));
    expect(await screen.findByText(OTHER)).toBeInTheDocument();
    act(() => sync.become('connected'));
    await waitFor(() => expect(sync.followed.has(JOBS_DOCUMENT_NAME)).toBe(true));
    const history = [anEndedResync({ id: 'resync-1' }), anEndedResync()];
    functions.answers['/jobs/list'] = () => aList({ history, left: [] });
    act(() => sync.tell(JOBS_DOCUMENT_NAME, { running: [], entries: history }));
    expect(await screen.findByText(/^Everything is in step/)).toBeInTheDocument();
    expect(screen.queryByText(TITLE)).toBeNull();
  });

  it('are not spoken of where there are none, nor by an older deployment', async () => {
    showPage(aList(inStep));
    await screen.findByText(/^Everything is in step/);
    expect(screen.queryByText(TITLE)).toBeNull();
  });
});
