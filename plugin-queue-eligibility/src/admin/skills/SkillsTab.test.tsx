import { describe, expect, it } from '@jest/globals';
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { AgentChange, Result } from '@queue-eligibility/skills/plan';
import { showPage } from '../../../test/admin-page';
import { aList, anEndedResync, at } from '../../../test/jobs';
import { AGENTS_WITH_SKILLS, aPlan, aPlanJob, SKILL_QUEUES, skillsAnswer } from '../../../test/plans';
import { worker, workersAnswer } from '../../../test/views';
import { FunctionsError } from '../../functions-client';

type Changes = Parameters<typeof showPage>[1];

const show = (place: string, changes: Changes = {}, list = aList()) =>
  showPage(
    list,
    {
      '/jobs/queues': () => ({ queues: SKILL_QUEUES, attribute: 'queues', queueEditing: true }),
      '/jobs/workers': () => workersAnswer(AGENTS_WITH_SKILLS),
      '/jobs/skills': () => skillsAnswer(),
      '/jobs/plans': () => ({ plans: [], next: null, ended: [] }),
      ...changes,
    },
    { address: `/queue-eligibility/skills${place}` },
  );

const figure = (label: string) => screen.getByText(label, { selector: 'dt' }).nextElementSibling?.textContent;
const type = async (label: string | RegExp, value: string) =>
  fireEvent.change(await screen.findByLabelText(label), { target: { value } });
const refuse = (code: string) => () => {
  throw new FunctionsError('refused', code, 'in the words of the Functions', 409);
};

const ADA: AgentChange = {
  workerSid: worker(1),
  changes: [{ do: 'remove', skill: 'billing' }],
  expects: [{ skill: 'billing', state: { enabled: true, level: '3' } }],
};
const page = (changes = {}, agents: AgentChange[] = [ADA], results: Result[] = []) => ({
  ...{ plan: aPlan(changes), agents, results, next: null },
});

describe('a plan that is being made', () => {
  it('shows what it would do, the queue that would be left with nobody, and keeps exactly that', async () => {
    const { functions, addresses } = show('/new', {
      '/jobs/plan': () => ({ plan: aPlan({ state: 'draft', complete: false }) }),
      '/jobs/plan-add': () => ({ plan: aPlan() }),
      '/jobs/plan-read': () => page(),
    });
    await type('Agents that match', "routing.skills HAS 'billing'");
    await screen.findByText('2 agents match, 1 of them available now.');
    await userEvent.selectOptions(screen.getByLabelText('Do'), 'Take away');
    await type('Skill', 'billing');
    await waitFor(() => expect(figure('Agents that change')).toBe('2'));
    expect(figure('Left with nobody')).toBe('1');
    expect(screen.getByText('Would be left with nobody')).toBeInTheDocument();
    const [agents] = screen.getAllByRole('region', { name: 'Agents' });
    expect(within(agents as HTMLElement).getByRole('row', { name: /Ada/ })).toHaveTextContent(
      'billing: level 3 → not there–Billing',
    );
    await userEvent.click(screen.getByRole('button', { name: 'Who comes to Billing and who goes' }));
    const gone = within(screen.getByRole('list', { name: 'Go' })).getAllByRole('listitem');
    expect(gone.map(({ textContent }) => textContent)).toEqual(['AdaAvailable', 'BenLunch']);
    const make = screen.getByRole('button', { name: 'Make a plan for 2 agents' });
    expect(make).toBeDisabled();
    await type(/^Why/, 'The campaign is over');
    await userEvent.click(make);
    await waitFor(() => expect(addresses).toContain('/queue-eligibility/skills/plan1234'));
    const [, add] = functions.calls.filter(({ path }) => path.startsWith('/jobs/plan'));
    expect(add?.parameters).toMatchObject({
      ...{ planId: 'plan1234', part: 0, isLast: true },
      agents: [ADA, { workerSid: worker(2) }],
    });
  });

  it('leaves out a skill that is not in the list, says what may be meant, unless it is', async () => {
    show('/new');
    await type('Agents that match', "routing.skills HAS 'billing'");
    await type('Skill', 'refnuds');
    // Once for both of them.
    const row = (await screen.findByText(/Did you mean refunds\?/)).closest('tr');
    expect(row).toHaveTextContent(/^Ada, Ben2“refnuds”/);
    expect(figure('Left out')).toBe('2');
    await userEvent.click(screen.getByLabelText(/are meant all the same: refnuds/));
    await waitFor(() => expect(figure('Agents that change')).toBe('2'));
  });

  it('is about agents who are chosen from the list', async () => {
    show('/new');
    await userEvent.click(await screen.findByLabelText('One by one'));
    await type('Search agents', 'cem');
    await userEvent.click(screen.getByRole('button', { name: 'Choose all 1 found' }));
    await userEvent.click(screen.getByRole('button', { name: 'Choose none' }));
    await userEvent.click(screen.getByRole('button', { name: 'Choose the 1 that Teams View lists' }));
    await type('Skill', 'refunds');
    await type(/^Level, if any/, '2');
    await screen.findByText('refunds');
    expect(screen.getByText(/not there → level 2/)).toBeInTheDocument();
  });

  it('begins with those whom Teams View shows, for who comes from there', async () => {
    const { planDraft } = show('/new');
    await screen.findByLabelText('One by one');
    act(() => planDraft.setState({ mode: 'list', isFromTeams: true }));
    expect(await screen.findByText('1 chosen')).toBeInTheDocument();
    const listed = within(screen.getByRole('group', { name: 'Agents to choose from' })).getAllByRole(
      'checkbox',
    );
    expect(listed.map((box) => (box as HTMLInputElement).checked)).toEqual([
      true,
      ...listed.slice(1).map(() => false),
    ]);
    await userEvent.click(screen.getByRole('button', { name: 'Choose none' }));
    expect(await screen.findByText('0 chosen')).toBeInTheDocument();
  });

  it('sets another attribute, by its path, for those without it', async () => {
    show('/new');
    await type('Agents that match', "routing.skills HAS 'billing'");
    await userEvent.selectOptions(screen.getByLabelText('Do'), 'Set an attribute');
    expect(screen.queryByLabelText('Skill')).toBeNull();
    await type('Attribute, as team.name', 'team.floor');
    await type('Value: a text, or JSON', '3');
    await userEvent.selectOptions(screen.getByLabelText('For'), 'Those without it');
    await waitFor(() => expect(figure('Agents that change')).toBe('2'));
    const [agents] = screen.getAllByRole('region', { name: 'Agents' });
    const row = within(agents as HTMLElement).getByRole('row', { name: /Ada/ });
    expect(row).toHaveTextContent('team.floor: not there → 3');
    await type('Attribute, as team.name', 'queues');
    expect((await screen.findAllByText(/queues/)).length).toBeGreaterThan(0);
    await waitFor(() => expect(figure('Agents that change')).toBe('0'));
  });

  it('reads a file in the browser: problems with row and column, then rows', async () => {
    show('/new');
    await userEvent.click(await screen.findByLabelText('By a CSV file'));
    const upload = (text: string) =>
      userEvent.upload(
        screen.getByLabelText(/CSV file/, { selector: '[type=file]' }),
        new File([text], 'a.csv'),
      );
    await upload('friendly_name,billing\nada,maybe\n');
    expect(await screen.findByText('One problem in the file')).toBeInTheDocument();
    expect(screen.getByText('row 2, billing')).toBeInTheDocument();
    await upload('friendly_name,billing\nada,5\nnobody,1\n');
    expect(await screen.findByText('a.csv: 2 rows.')).toBeInTheDocument();
    expect(await screen.findByText('No agent is called so.')).toBeInTheDocument();
    expect(screen.getByText(/level 3 → level 5/)).toBeInTheDocument();
  });

  it('is for a time, once it is said until when', async () => {
    const { functions } = show('/new', { '/jobs/plan': refuse('bad_items') });
    await type('Agents that match', "routing.skills HAS 'billing'");
    await type('Skill', 'refunds');
    await type(/^Why/, 'Because');
    await userEvent.click(screen.getByLabelText('Until a time'));
    expect(await screen.findByText('Say until when.')).toBeInTheDocument();
    await type('Date', '2026-12-24');
    const make = screen.getByRole('button', { name: /Make a plan/ });
    await waitFor(() => expect(make).toBeEnabled());
    await userEvent.click(make);
    await screen.findByText('in the words of the Functions');
    expect(functions.calls.find(({ path }) => path === '/jobs/plan')?.parameters).toMatchObject({
      until: new Date('2026-12-24T18:00').toISOString(),
      summary: 'Assign refunds',
    });
  });

  it('is kept once, though somebody leaves the tab meanwhile and comes back', async () => {
    let keep: (answer: unknown) => void = () => {};
    const { functions, addresses } = show('/new', {
      '/jobs/plan': () => new Promise((resolve) => (keep = resolve)),
      '/jobs/plan-add': () => ({ plan: aPlan() }),
      '/jobs/plan-read': () => page(),
    });
    await type('Agents that match', "routing.skills HAS 'billing'");
    await type('Skill', 'refunds');
    await type(/^Why/, 'Because');
    await waitFor(() => expect(screen.getByRole('button', { name: /Make a plan/ })).toBeEnabled());
    await userEvent.click(screen.getByRole('button', { name: /Make a plan/ }));
    await userEvent.click(screen.getByRole('button', { name: 'All plans' }));
    await userEvent.click(await screen.findByRole('button', { name: 'New plan' }));
    expect(await screen.findByText('Keeping the plan: 0 of 2 agents')).toBeInTheDocument();
    await waitFor(() => expect(figure('Agents that change')).toBe('2'));
    expect(screen.getByRole('button', { name: /Make a plan/ })).toBeDisabled();
    await act(async () => keep({ plan: aPlan({ state: 'draft', complete: false }) }));
    await waitFor(() => expect(addresses.at(-1)).toBe('/queue-eligibility/skills/plan1234'));
    expect([functions.count('/jobs/plan'), functions.count('/jobs/plan-add')]).toEqual([1, 1]);
    await userEvent.click(await screen.findByRole('button', { name: 'All plans' }));
    await userEvent.click(await screen.findByRole('button', { name: 'New plan' }));
    expect(await screen.findByLabelText(/^Why/)).toHaveValue('');
    expect(addresses.at(-1)).toBe('/queue-eligibility/skills/new');
  });

  it('is where somebody left it that is kept while nobody looks, and calls nobody back', async () => {
    let keep: (answer: unknown) => void = () => {};
    const { addresses, planDraft } = show('/new', {
      '/jobs/plan': () => new Promise((resolve) => (keep = resolve)),
      '/jobs/plan-add': () => ({ plan: aPlan() }),
    });
    await type('Agents that match', "routing.skills HAS 'billing'");
    await type('Skill', 'refunds');
    await type(/^Why/, 'Because');
    await waitFor(() => expect(screen.getByRole('button', { name: /Make a plan/ })).toBeEnabled());
    await userEvent.click(screen.getByRole('button', { name: /Make a plan/ }));
    await userEvent.click(screen.getByRole('button', { name: 'All plans' }));
    await act(async () => keep({ plan: aPlan({ state: 'draft', complete: false }) }));
    await waitFor(() => expect(planDraft.getState().making).toBeNull());
    await userEvent.click(await screen.findByRole('button', { name: 'New plan' }));
    await screen.findByLabelText('One by one');
    expect(addresses).toEqual(['/queue-eligibility/skills', '/queue-eligibility/skills/new']);
  });

  it('says why it was not kept', async () => {
    show('/new', { '/jobs/plan': refuse('bad_items') });
    await type('Agents that match', "routing.skills HAS 'billing'");
    await type('Skill', 'refunds');
    await type(/^Why/, 'Because');
    await waitFor(() => expect(screen.getByRole('button', { name: /Make a plan/ })).toBeEnabled());
    await userEvent.click(screen.getByRole('button', { name: /Make a plan/ }));
    expect(await screen.findByText('in the words of the Functions')).toBeInTheDocument();
  });
});

describe('a plan that is kept', () => {
  it('is shown against everything as it is now, with who has changed since, and applied once that is meant', async () => {
    const moved = { ...ADA, expects: [{ skill: 'billing', state: { enabled: true as const, level: '1' } }] };
    const { functions, addresses } = show('/plan1234', {
      '/jobs/plan-read': () => page({}, [moved]),
      '/jobs/plan-apply': () => ({ started: true }),
    });
    expect(await screen.findByText('One agent has changed since the plan was made')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Apply…' }));
    const dialog = within(await screen.findByRole('alertdialog'));
    await userEvent.click(dialog.getByRole('button', { name: 'Apply' }));
    await waitFor(() => expect(functions.count('/jobs/plan-apply')).toBe(1));
    await userEvent.click(screen.getByRole('button', { name: 'Preview again (1)' }));
    expect(addresses).toContain('/queue-eligibility/skills/new');
    await waitFor(() => expect(figure('Agents that change')).toBe('1'));
  });

  it('says on demand who changed an agent since, as far as the event log tells', async () => {
    const moved = { ...ADA, expects: [{ skill: 'billing', state: { enabled: true as const, level: '1' } }] };
    const changes = [
      { at: at(3), by: 'user US1', source: 'twilio-api' },
      { at: at(2), by: null, source: 'twilio-console' },
      { at: at(1), by: null, source: null },
    ];
    const { functions } = show('/plan1234', {
      '/jobs/plan-read': () => page({}, [moved]),
      '/jobs/changed-by': () => ({ agents: [{ workerSid: worker(1), changes }] }),
    });
    await userEvent.click(await screen.findByRole('button', { name: 'Who changed them?' }));
    expect(
      await screen.findByText(/: user US1 · .*: by way of twilio-console · .*: nobody is named$/),
    ).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Who changed them?' })).toBeNull();
    expect(functions.calls.find(({ path }) => path === '/jobs/changed-by')?.parameters).toEqual({
      workerSids: [worker(1)],
      since: '2026-01-01T11:00:00.000Z',
    });
  });

  it('that takes another one back names who was changed since that one was applied, and by whom', async () => {
    const applied = { by: 'ada', at: at(7), jobId: 'skills-1' };
    const result: Result = {
      ...{ workerSid: worker(1), before: [{ skill: 'billing', state: {} }], edits: [] },
      left: [{ skill: 'billing', state: { enabled: true, level: '5' } }],
    };
    const answers = [
      page({ id: 'plan5678', kind: 'undo', of: 'plan1234', agents: 1 }),
      page({ state: 'applied', applied }, [], [result]),
    ];
    const { functions } = show('/plan5678', {
      '/jobs/plan-read': () => (answers.length > 1 ? answers.shift() : answers[0]),
      '/jobs/changed-by': () => ({ agents: [{ workerSid: worker(1), changes: [] }] }),
    });
    expect(await screen.findByText('One agent was changed since by somebody else')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Who changed them?' }));
    expect(await screen.findByText('TaskRouter’s event log does not say.')).toBeInTheDocument();
    expect(functions.calls.find(({ path }) => path === '/jobs/changed-by')?.parameters).toMatchObject({
      since: at(7),
    });
  });

  it('waits for a second admin, and says so to the one who made it', async () => {
    show('/plan1234', {
      '/jobs/plan-read': () => page({ state: 'to-confirm', needsConfirmation: true }),
      '/jobs/plan-confirm': refuse('confirmed_by_same'),
    });
    const button = await screen.findByRole('button', { name: 'Confirm…' });
    await waitFor(() => expect(button).toBeEnabled());
    await userEvent.click(button);
    const dialog = within(await screen.findByRole('alertdialog'));
    await userEvent.click(dialog.getByRole('button', { name: 'Confirm' }));
    expect(await screen.findByText(/You have made this plan/)).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Apply…' })).toBeNull();
  });

  it('says what came of it, by reason, and is taken back by a plan that is shown first', async () => {
    const job = aPlanJob({ failed: 1 });
    const { addresses, functions } = show(
      '/plan1234',
      {
        '/jobs/changed-by': () => ({ agents: [{ workerSid: worker(1), changes: null }] }),
        '/jobs/plan-read': () =>
          page({ state: 'applied', applied: { by: 'ada', at: at(0), jobId: job.id }, job }),
        '/jobs/read': () => ({
          failures: [{ key: worker(1), code: 'changed_since', message: 'billing has moved', attempts: 1 }],
        }),
        '/jobs/plan-undo': () => ({ plan: aPlan({ id: 'plan5678', kind: 'undo', of: 'plan1234' }) }),
      },
      aList({ history: [anEndedResync({ id: job.id, kind: 'skills' })] }),
    );
    expect(await screen.findByText('billing has moved')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Who changed them?' }));
    expect(await screen.findByText('TaskRouter’s event log could not be read.')).toBeInTheDocument();
    expect(await screen.findByRole('button', { name: 'Preview again (1)' })).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Take back…' }));
    const dialog = within(await screen.findByRole('dialog'));
    await userEvent.type(dialog.getByLabelText(/^Why/), 'It was wrong');
    await userEvent.click(dialog.getByRole('button', { name: 'Show what that would do' }));
    await waitFor(() => expect(addresses).toContain('/queue-eligibility/skills/plan5678'));
    expect(functions.calls.find(({ path }) => path === '/jobs/plan-undo')?.parameters).toEqual({
      ...{ planId: 'plan1234', note: 'It was wrong' },
    });
  });

  it('is no longer kept', async () => {
    show('/plan1234', { '/jobs/plan-read': refuse('not_found') });
    expect(await screen.findByText(/no longer kept/)).toBeInTheDocument();
  });
});

describe('the plans', () => {
  it('says that there are none', async () => {
    show('');
    expect(await screen.findByText(/No plan is kept/)).toBeInTheDocument();
  });

  it('names who, when, why and how it ended, those that are overdue, and older ones', async () => {
    const overdue = aPlan({ state: 'applied', overdue: true, until: at(0), summary: 'Assign billing' });
    const pages = [
      { plans: [overdue], next: 'plan1234', ended: ['plan0000'] },
      { plans: [aPlan({ id: 'plan0001', summary: 'Take away refunds' })], next: null, ended: [] },
    ];
    show('', { '/jobs/plans': () => pages.shift() });
    const row = await screen.findByRole('row', { name: /Assign billing/ });
    expect(row).toHaveTextContent('Overdue');
    expect(screen.getByText('One plan is overdue')).toBeInTheDocument();
    expect(screen.getByText('The time of one plan was over')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Older plans' }));
    expect(await screen.findByRole('row', { name: /Take away refunds/ })).toHaveTextContent('Ready');
    expect(screen.queryByRole('button', { name: 'Older plans' })).toBeNull();
  });
});
