import { describe, expect, it } from '@jest/globals';
import type { ResyncReport } from '@queue-eligibility/api';
import type { Manager } from '@twilio/flex-ui';
import { screen } from '@testing-library/react';
import { aFailure, findSection, showPage, WK, WQ } from '../../../test/admin-page';
import { aJobView, aList, anEndedResync, aReport } from '../../../test/jobs';
import { registerStrings } from '../../strings';

const ended = (changes: Partial<ResyncReport>, failed = 0) =>
  aList({
    history: [
      anEndedResync({
        report: aReport(changes),
        progress: { total: 9, checked: 9, changed: 0, failed },
      }),
    ],
  });
const reading = (...failures: ReturnType<typeof aFailure>[]) => ({
  '/jobs/read': () => ({ ...aJobView(), failures }),
});
const outcome = () => findSection(/^Resync, ended/);

describe('the outcome of a resync', () => {
  it('says of a verified one that all queues are proven, and how', async () => {
    const { functions } = showPage(ended({ queues: 60, counted: 57, asked: 3 }));
    const shown = await outcome();
    expect(shown.getByText('All 60 queues are proven.')).toBeInTheDocument();
    expect(shown.getByText(/^57 counted: .* 3 asked: /)).toBeInTheDocument();
    expect(screen.getByText(/^Everything is in step/)).toBeInTheDocument();
    expect(screen.queryByText(/disagreed/)).toBeNull();
    expect(functions.count('/jobs/read')).toBe(0);
  });

  it.each([
    ['moving', /^58 of 60 queues are proven; 2 are still moving\./],
    ['no_count', /proven; TaskRouter’s count of 2 did not come\./],
    ['short_answer', /proven; of 2, TaskRouter named more or fewer agents than it counts\./],
    ['unseen_workers', /proven; of 2, TaskRouter named agents that its list of agents does not hold\./],
  ])('says why queues are not proven: %s', async (why, words) => {
    const report = { verified: false, queues: 60, counted: 50, asked: 8, unproven: { [why]: 2 } };
    showPage(ended(report), reading());
    await screen.findByText('The last resync is not verified');
    expect((await outcome()).getByText(words)).toBeInTheDocument();
    expect(screen.getAllByText(words)).toHaveLength(2);
  });

  it('names several reasons in one sentence, and one queue as one', async () => {
    const unproven = { no_count: 1, moving: 1 };
    showPage(ended({ verified: false, counted: 10, unproven }), reading());
    const words = '10 of 12 queues are proven; TaskRouter’s count of one did not come; one is still moving.';
    expect((await outcome()).getByText(words)).toBeInTheDocument();
  });

  it.each([
    ['rules_changed' as const, /^Not verified, since queues or their expressions changed/],
    ['workers_changed' as const, /^Not verified, since agents came and went/],
    ['workers_unread' as const, /^Not verified, since the attributes of some agents could not be read/],
  ])('says why it is not verified although every queue is proven: %s', async (incomplete, words) => {
    const { functions } = showPage(ended({ verified: false, incomplete }));
    const shown = await outcome();
    expect(shown.getByText('All 12 queues are proven.')).toBeInTheDocument();
    expect(shown.getByText(words)).toBeInTheDocument();
    expect(functions.count('/jobs/read')).toBe(0);
  });

  it('says of which expressions our reading was wrong, and only then that anything disagreed', async () => {
    showPage(ended({ counted: 10, asked: 2, disagreed: 2, disagreeing: [WQ(1)] }));
    const said = await screen.findByText(
      /For 2 queues TaskRouter disagreed with our reading.*\(Sales …\)\.$/,
    );
    expect(said).toBeInTheDocument();
  });

  it('lists the queues that are not proven, by name, with the reason and what it means', async () => {
    const report = { verified: false, counted: 9, unproven: { moving: 2, unseen_workers: 1 } };
    const failures = [
      aFailure(WQ(1), 'unproven_moving'),
      aFailure(WQ(77), 'unproven_unseen_workers'),
      aFailure(WQ(2), 'unproven_for_a_new_reason'),
    ];
    showPage(ended(report), reading(...failures));
    const section = await findSection('3 queues are not proven');
    expect(section.getByText(/Agents keep what they carry for these queues/)).toBeInTheDocument();
    expect(await section.findByRole('table')).toBeInTheDocument();
    const rows = section.getAllByRole('row').slice(1);
    expect(rows.map(({ textContent }) => textContent)).toEqual([
      expect.stringMatching(/^Sales.*Still moving/),
      expect.stringMatching(/^WQ0+77.*list of agents does not hold/),
      expect.stringMatching(/^Nobody’s.*unproven_for_a_new_reason/),
    ]);
    // They are remarks: no agent has failed.
    expect(screen.queryByText(/could not be updated/)).toBeNull();
  });

  it('keeps queues and agents apart', async () => {
    const report = { verified: false, counted: 11, unproven: { moving: 1 } };
    showPage(
      ended(report, 1),
      reading(aFailure(WK, 'attributes_too_long'), aFailure(WQ(1), 'unproven_moving')),
    );
    const agents = await findSection('One agent could not be updated');
    expect(await agents.findByText('Fay Full')).toBeInTheDocument();
    expect(agents.queryByText('Sales')).toBeNull();
    expect(agents.getByRole('button', { name: 'Retry failed (1)' })).toBeEnabled();
    const queues = await findSection('One queue is not proven');
    expect(queues.getByText('Sales')).toBeInTheDocument();
    expect(queues.queryByText('Fay Full')).toBeNull();
  });

  it('is shown also when another job has ended since, as long as it is not verified', async () => {
    const resync = ended({ verified: false, counted: 11, unproven: { moving: 1 } }).history;
    const skills = { ...anEndedResync(), id: 'skills-1', kind: 'skills', report: {} };
    showPage(aList({ history: [skills, ...resync] }), reading(aFailure(WQ(1), 'unproven_moving')));
    expect(await (await findSection('One queue is not proven')).findByText('Sales')).toBeInTheDocument();
  });

  it('says that it left no report, where it did not', async () => {
    showPage(aList({ history: [anEndedResync({ report: {} })] }));
    await screen.findByText('The last resync is not verified');
    expect(screen.getByText(/no report that this version of the plugin can read/)).toBeInTheDocument();
  });

  it('says it in Spanish as well', async () => {
    const aManager = () => ({ strings: {} }) as unknown as Manager;
    registerStrings(aManager(), 'es-ES');
    try {
      showPage(ended({ verified: false, queues: 60, counted: 58, unproven: { moving: 2 } }), reading());
      const words = /^58 de 60 colas están probadas; 2 siguen en movimiento\./;
      expect(await screen.findAllByText(words)).toHaveLength(2);
    } finally {
      registerStrings(aManager(), 'en');
    }
  });
});
