import { describe, expect, it } from '@jest/globals';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { aQueue } from '../../test/queues';
import { AGENTS, anAgent, queueSid, queuesAnswer, showView, worker, workersAnswer } from '../../test/views';
import { FunctionsError } from '../functions-client';

const show = (changes: Parameters<typeof showView>[1] = {}) =>
  showView({ tab: 'queues', queueSid: queueSid(1) }, changes);
const namesIn = (name: string | RegExp) =>
  within(screen.getByRole('list', { name }))
    .getAllByRole('listitem')
    .map((item) => item.firstElementChild?.textContent);
const figure = (label: string) => screen.getByText(label, { selector: 'dt' }).nextElementSibling?.textContent;

describe('a queue', () => {
  it('names who is eligible, available ones first, and TaskRouter’s count beside ours', async () => {
    show();
    await screen.findByRole('list', { name: 'Eligible, available first' });
    expect(namesIn('Eligible, available first')).toEqual(['Ada', 'Ben']);
    expect([figure('Eligible'), figure('Available now'), figure('TaskRouter counts')]).toEqual([
      '2',
      '1',
      '2',
    ]);
    expect(screen.getByText('TaskRouter counts as many.')).toBeInTheDocument();
  });

  it('groups who is nearly eligible by what they lack, and shows them in Teams View or in place', async () => {
    const { shown } = show();
    const nearly = within(await screen.findByRole('region', { name: 'Nearly eligible' }));
    const [group] = nearly.getAllByRole('listitem');
    expect(group).toHaveTextContent("2 agents: needs the language frlanguages HAS 'fr'");
    expect(group).toHaveTextContent('1 available now');
    await userEvent.click(within(group as HTMLElement).getByRole('button', { name: 'List' }));
    expect(namesIn('needs the language fr')).toEqual(['Cem', 'Eva']);
    await userEvent.click(within(group as HTMLElement).getByRole('button', { name: 'Show in Teams View' }));
    await userEvent.click(screen.getAllByRole('button', { name: 'Show in Teams View' })[0] as HTMLElement);
    expect(shown).toEqual([[worker(3), worker(5)], queueSid(1)]);
  });

  it('lists in place those who are too many for a filter of Teams View', async () => {
    const many = Array.from({ length: 40 }, (_, n) =>
      anAgent(n, `Agent ${n}`, { languages: [], team: 'north' }),
    );
    show({ '/jobs/workers': () => workersAnswer(many) });
    const nearly = within(await screen.findByRole('region', { name: 'Nearly eligible' }));
    expect(nearly.queryByRole('button', { name: 'Show in Teams View' })).toBeNull();
    await userEvent.click(nearly.getByRole('button', { name: 'List' }));
    expect(namesIn('needs the language fr')).toHaveLength(15);
    await userEvent.type(screen.getByLabelText('Search agents'), 'agent 39');
    expect(namesIn('needs the language fr')).toEqual(['Agent 39']);
  });

  it('names the uncertain as such, and counts them into what fits', async () => {
    const agents = [...AGENTS, anAgent(6, 'Fay', null)];
    const queues = [
      aQueue(queueSid(1), 'French', { targetWorkers: "languages HAS 'fr'", eligibleWorkers: 3 }),
    ];
    show({ '/jobs/workers': () => workersAnswer(agents), '/jobs/queues': () => queuesAnswer(queues) });
    expect(await screen.findByText('Of one agent nothing is known')).toBeInTheDocument();
    expect(await screen.findByText(/count fits/)).toBeInTheDocument();
    expect(
      within(screen.getByRole('region', { name: 'Uncertain' })).getByText('fay', { exact: false }),
    ).toBeInTheDocument();
  });

  it('says so where TaskRouter counts others', async () => {
    const queues = [
      aQueue(queueSid(1), 'French', { targetWorkers: "languages HAS 'fr'", eligibleWorkers: 7 }),
    ];
    show({ '/jobs/queues': () => queuesAnswer(queues) });
    expect(await screen.findByText('TaskRouter counts 7, we find 2')).toBeInTheDocument();
  });

  it.each([
    ['can’t be read', { targetWorkers: 'team IS north' }, 'We can’t tell who is eligible by this rule'],
    ['was read wrong', { distrusted: true }, 'Our reading of this rule was found wrong'],
  ])('claims nothing of a rule that %s', async (_what, more, title) => {
    show({
      '/jobs/queues': () => queuesAnswer([aQueue(queueSid(1), 'Odd', { eligibleWorkers: 3, ...more })]),
    });
    expect(await screen.findByText(title)).toBeInTheDocument();
    expect([figure('Eligible'), figure('TaskRouter counts')]).toEqual(['–', '3']);
    expect(screen.queryByRole('list', { name: 'Eligible, available first' })).toBeNull();
  });

  it('says that nobody is in it, and that a queue is gone', async () => {
    show({ '/jobs/workers': () => workersAnswer([]) });
    expect(await screen.findByText('Nobody is eligible for this queue.')).toBeInTheDocument();
    expect(screen.getByText('Nobody lacks just one thing.')).toBeInTheDocument();
  });

  it('is told to be gone', async () => {
    show({ '/jobs/queues': () => queuesAnswer([]) });
    expect(await screen.findByText('There is no such queue any more')).toBeInTheDocument();
  });

  it('says what went wrong, and goes on from there', async () => {
    let isDown = true;
    show({
      '/jobs/workers': () => {
        if (isDown) throw new FunctionsError('refused', 'throttled', '', 503);
        return workersAnswer();
      },
    });
    expect(await screen.findByText(/kept asking to slow down/)).toBeInTheDocument();
    isDown = false;
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('Eligible, available first')).toBeInTheDocument();
    expect(screen.getByText(/5 agents and 2 queues, as of/)).toBeInTheDocument();
  });

  it('leads to what if', async () => {
    const { places } = show();
    await userEvent.click(await screen.findByRole('button', { name: 'What if…' }));
    expect(places).toEqual([{ tab: 'what-if', queueSid: queueSid(1) }]);
  });
});
