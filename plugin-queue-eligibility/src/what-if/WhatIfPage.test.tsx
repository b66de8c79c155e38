import { describe, expect, it, jest } from '@jest/globals';
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { aQueue } from '../../test/queues';
import {
  AGENTS,
  anAgent,
  anEdit,
  QUEUES,
  queueSid,
  queuesAnswer,
  showView,
  worker,
  workersAnswer,
} from '../../test/views';
import { FunctionsError } from '../functions-client';
import { propose } from './drafts';

type Changes = Parameters<typeof showView>[1];
const show = (changes: Changes = {}) => showView({ tab: 'what-if', queueSid: queueSid(1) }, changes);
const editor = () => screen.findByLabelText<HTMLTextAreaElement>('Who is to be eligible');
const write = async (text: string) => fireEvent.change(await editor(), { target: { value: text } });
const figure = (label: string) => screen.getByText(label, { selector: 'dt' }).nextElementSibling?.textContent;
const FRENCH = "languages HAS 'fr'";
const ENGLISH = "team == 'north' AND languages HAS 'en'";
const refuse =
  (code: string, facts = {}) =>
  () => {
    throw new FunctionsError('refused', code, 'in TaskRouter’s words', 409, facts);
  };

/** Saves what is written, with a note. */
async function save(note = 'TICKET-1') {
  await userEvent.click(await screen.findByRole('button', { name: 'Save…' }));
  const dialog = within(await screen.findByRole('dialog'));
  expect(dialog.getByRole('button', { name: 'Change the rule' })).toBeDisabled();
  await userEvent.type(dialog.getByLabelText(/Why/), note);
  await userEvent.click(dialog.getByRole('button', { name: 'Change the rule' }));
}

describe('what if', () => {
  it('shows who would gain and lose the queue, how many are available, and what else they do', async () => {
    const { functions } = show();
    expect(await editor()).toHaveValue(QUEUES[0]?.targetWorkers);
    expect(screen.getByText(/This is the present rule/)).toBeInTheDocument();
    await write(ENGLISH);
    await screen.findByText('2 → 3');
    expect([figure('Would gain it'), figure('Would lose it')]).toEqual([
      '+21 available now',
      '−10 available now',
    ]);
    const gain = within(screen.getByRole('region', { name: 'Would gain it' }));
    expect(
      gain.getAllByRole('listitem').map(({ firstElementChild }) => firstElementChild?.textContent),
    ).toEqual(['Cem', 'Eva']);
    const shared = within(screen.getByRole('region', { name: 'Other queues of these agents' }));
    expect(shared.getByRole('row', { name: /English/ })).toHaveTextContent('English20');
    // What was read once is all that it takes.
    expect(functions.count('/jobs/workers')).toBe(1);
    expect(functions.count('/jobs/ask') + functions.count('/jobs/edit-queue')).toBe(0);
  });

  it('says what nobody has, and that the queue would be left with nobody, before it is saved', async () => {
    show();
    await write("langages HAS 'fr'");
    const effect = within(screen.getByTestId('what-if-effect'));
    expect(await effect.findByRole('alert')).toHaveTextContent(/Nobody would be eligible/);
    expect(effect.getByText('Nobody has “fr” in langages')).toBeInTheDocument();
    expect(effect.getByText(/Agents with “fr” in languages/)).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Save…' }));
    expect(within(await screen.findByRole('dialog')).getByRole('alert')).toHaveTextContent(
      /Nobody would be eligible.*Tasks in this queue would wait/,
    );
  });

  it('of a queue that is not there yet asks for a rule', async () => {
    showView({ tab: 'what-if' });
    expect(await screen.findByText(/Write a rule/)).toBeInTheDocument();
    await write("languages HAS 'fr'");
    await userEvent.click(await screen.findByRole('button', { name: 'Clear' }));
    expect(await editor()).toHaveValue('');
  });

  it('says which worker it is where two agents have the same name', async () => {
    const twins = [1, 2].map((n) => ({
      ...anAgent(n, `twin.${n}`, { full_name: 'Ann', languages: ['en'] }),
    }));
    show({ '/jobs/workers': () => workersAnswer([...twins, anAgent(3, 'Bo', { languages: ['en'] })]) });
    await write("languages HAS 'en'");
    const gain = within(await screen.findByRole('region', { name: 'Would gain it' }));
    const names = gain
      .getAllByRole('listitem')
      .map(({ firstElementChild }) => firstElementChild?.textContent);
    expect(names.sort()).toEqual(['Ann twin.1', 'Ann twin.2', 'Bo']);
  });

  it('waits for who writes, shows nothing of what can’t be read, and goes back', async () => {
    show();
    await write("languages HAS 'en' AN");
    expect(await screen.findByText(/as soon as the expression can be read/)).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Save…' })).toBeDisabled();
    await userEvent.click(screen.getByRole('button', { name: 'Back to the present rule' }));
    expect(await editor()).toHaveValue(QUEUES[0]?.targetWorkers);
    await userEvent.click(screen.getByRole('button', { name: 'Bring it back' }));
    expect(await editor()).toHaveValue("languages HAS 'en' AN");
  });

  it('says that nothing would change, and who is uncertain', async () => {
    show({ '/jobs/workers': () => workersAnswer([...AGENTS, anAgent(9, 'Gil', null)]) });
    await write(`(${QUEUES[0]?.targetWorkers ?? ''})`);
    expect(await screen.findByRole('region', { name: 'Uncertain (1)' })).toBeInTheDocument();
    expect([figure('Would gain it'), figure('Would lose it')]).toEqual([
      '00 available now',
      '00 available now',
    ]);
  });

  it('tries a queue that is not there yet', async () => {
    showView({ tab: 'what-if' });
    expect(await editor()).toHaveValue('');
    await write(FRENCH);
    expect(await screen.findByText('0 → 2')).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Save…' })).toBeNull();
  });

  it('keeps what was written for each queue', async () => {
    show();
    await write(FRENCH);
    await userEvent.selectOptions(screen.getByLabelText('Queue'), 'English');
    expect(await editor()).toHaveValue("languages HAS 'en'");
    await userEvent.selectOptions(screen.getByLabelText('Queue'), 'French north');
    expect(await editor()).toHaveValue(FRENCH);
  });

  it('begins with what is proposed, and keeps what somebody had written', async () => {
    const { drafts } = show();
    await write(FRENCH);
    act(() =>
      propose(drafts, queueSid(1), {
        text: ENGLISH,
        friendlyName: 'French north',
        base: QUEUES[0]?.targetWorkers ?? '',
      }),
    );
    expect(await editor()).toHaveValue(ENGLISH);
    await userEvent.click(screen.getByRole('button', { name: 'Bring it back' }));
    expect(await editor()).toHaveValue(FRENCH);
  });

  it('copies what was found', async () => {
    const copied = jest.fn(async (_text: string) => {});
    const user = userEvent.setup();
    Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText: copied } });
    show();
    await write(ENGLISH);
    await user.click(await screen.findByRole('button', { name: 'Copy' }));
    await screen.findByRole('button', { name: 'Copied' });
    const [text = ''] = copied.mock.calls[0] ?? [];
    expect(text).toContain('What if: French north');
    expect(text).toContain(`Then: ${ENGLISH}`);
    expect(text).toContain('Would gain it (2)\n- Cem (Available)\n- Eva (Lunch)');
    expect(text).toContain('- English: +2 −0');
  });
});

describe('asking TaskRouter', () => {
  it('reads its whole answer, waits when it is busy, and says that they agree', async () => {
    const answers = [
      () => ({ workerSids: [worker(1)], next: '1.x' }),
      refuse('throttled', { retryAfterMs: 1 }),
      () => ({ workerSids: [worker(2)], next: null }),
    ];
    const { functions } = show({ '/jobs/ask': () => answers.shift()?.() });
    await write(FRENCH);
    await userEvent.click(await screen.findByRole('button', { name: 'Ask TaskRouter' }));
    expect(await screen.findByText('TaskRouter names 2 agents')).toBeInTheDocument();
    expect(screen.getByText(/the same as we find/)).toBeInTheDocument();
    expect(
      functions.calls.filter(({ path }) => path === '/jobs/ask').map(({ parameters }) => parameters),
    ).toEqual([
      { expression: FRENCH, cursor: null },
      { expression: FRENCH, cursor: '1.x' },
      { expression: FRENCH, cursor: '1.x' },
    ]);
    await write(`${FRENCH} `);
    await waitFor(() => expect(screen.queryByText('TaskRouter names 2 agents')).toBeNull());
  });

  it('names who differs, who is new, and what it refuses, in its words', async () => {
    let answer: () => unknown = () => ({ workerSids: [worker(1), worker(4), worker(77)], next: null });
    show({ '/jobs/ask': () => answer() });
    await write(FRENCH);
    await userEvent.click(await screen.findByRole('button', { name: 'Ask TaskRouter' }));
    const theirs = await screen.findByRole('list', { name: 'Named by TaskRouter, not found by us' });
    expect(theirs).toHaveTextContent('Dot');
    expect(screen.getByRole('list', { name: 'Found by us, not named by TaskRouter' })).toHaveTextContent(
      'Ben',
    );
    expect(screen.getByText(/Newer than what was read: 1/)).toBeInTheDocument();
    answer = refuse('expression_refused');
    await userEvent.click(screen.getByRole('button', { name: 'Ask TaskRouter' }));
    expect(await screen.findByText('TaskRouter does not take this expression')).toBeInTheDocument();
    expect(screen.getByText('in TaskRouter’s words')).toBeInTheDocument();
  });
});

describe('saving', () => {
  it('asks why, says what changes, and saves only on top of what was read', async () => {
    let queues = QUEUES;
    const { functions } = show({
      '/jobs/queues': () => queuesAnswer(queues),
      '/jobs/edit-queue': () => {
        queues = [aQueue(queueSid(1), 'French north', { targetWorkers: ENGLISH, eligibleWorkers: 2 })];
        return { edit: anEdit({ after: ENGLISH }), targetWorkers: ENGLISH };
      },
    });
    await write(ENGLISH);
    await screen.findByText('2 → 3');
    await save();
    expect(await screen.findByText('The rule is changed')).toBeInTheDocument();
    expect(functions.calls.find(({ path }) => path === '/jobs/edit-queue')?.parameters).toEqual({
      queueSid: queueSid(1),
      expected: QUEUES[0]?.targetWorkers,
      expression: ENGLISH,
      note: 'TICKET-1',
    });
    expect(await screen.findByText(/This is the present rule/)).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Save…' })).toBeDisabled();
    expect(screen.queryByText(/Somebody has changed the rule/)).toBeNull();
  });

  it('says before that the effect is known, and that nothing is saved by closing', async () => {
    const { functions } = show();
    await write(ENGLISH);
    await screen.findByText('2 → 3');
    await userEvent.click(screen.getByRole('button', { name: 'Save…' }));
    const dialog = within(await screen.findByRole('dialog'));
    expect(dialog.getByText(/gain the queue: 2; who lose it: 1; uncertain: 0/)).toBeInTheDocument();
    await userEvent.click(dialog.getByRole('button', { name: 'Don’t change it' }));
    expect(functions.count('/jobs/edit-queue')).toBe(0);
    expect(await editor()).toHaveValue(ENGLISH);
  });

  it('loses nothing where somebody else has saved in between', async () => {
    let queues = QUEUES;
    show({
      '/jobs/queues': () => queuesAnswer(queues),
      '/jobs/edit-queue': () => {
        queues = [aQueue(queueSid(1), 'French north', { targetWorkers: FRENCH, eligibleWorkers: 2 })];
        return refuse('queue_changed', { targetWorkers: FRENCH })();
      },
    });
    await write(ENGLISH);
    await save();
    expect(await screen.findByText(/Not saved: somebody has changed the rule/)).toBeInTheDocument();
    expect(await screen.findByText('Somebody has changed the rule since you began')).toBeInTheDocument();
    expect(screen.getByText(FRENCH, { selector: 'p' })).toBeInTheDocument();
    expect(await editor()).toHaveValue(ENGLISH);
    await userEvent.click(screen.getByRole('button', { name: 'Begin with this one' }));
    expect(await editor()).toHaveValue(FRENCH);
  });

  it('loses nothing where the queue was deleted while somebody wrote', async () => {
    let queues = QUEUES;
    const { workspace } = show({ '/jobs/queues': () => queuesAnswer(queues) });
    await write(ENGLISH);
    queues = QUEUES.slice(1);
    await workspace.readQueues();
    expect(await screen.findByText('The queue was deleted')).toBeInTheDocument();
    expect(await editor()).toHaveValue(ENGLISH);
    expect(screen.getByLabelText('Queue')).toHaveDisplayValue('French north (deleted)');
    expect(screen.queryByRole('button', { name: 'Save…' })).toBeNull();
  });

  it.each([
    ['not_found', 'The queue was deleted'],
    ['queue_editing_off', 'Not saved: rules are not changed here'],
    ['edit_too_long', 'Not saved: the expressions are too long to be kept'],
    ['edit_unheard', 'It is not known whether it was saved'],
    ['expression_refused', 'TaskRouter does not take this expression'],
    ['bad_request', 'in TaskRouter’s words'],
    ['something_new', 'The Functions could not do that'],
  ])('says what went wrong and keeps the text: %s', async (code, said) => {
    show({ '/jobs/edit-queue': refuse(code) });
    await write(ENGLISH);
    await save();
    expect(await screen.findByText(said)).toBeInTheDocument();
    expect(await editor()).toHaveValue(ENGLISH);
  });

  it('does not say that nothing was saved where no answer came', async () => {
    const lost = () => {
      throw new FunctionsError('unreachable', 'unreachable', 'No answer', null);
    };
    show({ '/jobs/edit-queue': lost });
    await write(ENGLISH);
    await save();
    expect(await screen.findByText('It is not known whether it was saved')).toBeInTheDocument();
    expect(await editor()).toHaveValue(ENGLISH);
  });

  it('is not offered where rules are kept elsewhere', async () => {
    show({ '/jobs/queues': () => queuesAnswer(QUEUES, { queueEditing: false }) });
    await write(ENGLISH);
    expect(await screen.findByText('2 → 3')).toBeInTheDocument();
    expect(screen.getByText(/QUEUE_EDITING is off/)).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Save…' })).toBeNull();
    expect(screen.queryByText('Changes made here')).toBeNull();
  });

  it('lists what was changed, and puts it back only by way of what it would do', async () => {
    const { functions } = show({
      '/jobs/queue-edits': () => ({
        edits: [anEdit(), anEdit({ id: 'edit-0', queueSid: queueSid(2), note: 'Other' })],
      }),
    });
    const edits = within(await screen.findByRole('region', { name: 'Changes made here' }));
    expect(await edits.findByText('For the summer')).toBeInTheDocument();
    expect(edits.queryByText('Other')).toBeNull();
    await userEvent.click(edits.getByRole('button', { name: 'Try what was before' }));
    expect(await editor()).toHaveValue(FRENCH);
    expect(functions.count('/jobs/edit-queue')).toBe(0);
  });
});
