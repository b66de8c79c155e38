import { describe, expect, it } from '@jest/globals';
import type { Finding } from '@queue-eligibility/insight';
import { parse } from '@queue-eligibility/target-expression';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { AGENTS, anAgent, queueSid, showView, worker, workersAnswer } from '../../test/views';
import { FunctionsError } from '../functions-client';
import { findingRows } from './finding-rows';
import { proposalFor } from './proposal';
import { detailsOf, subjectOf } from './words';

const show = (changes: Parameters<typeof showView>[1] = {}, more: Parameters<typeof showView>[2] = {}) =>
  showView({ tab: 'coverage' }, changes, more);

const queue = (targetWorkers: string, friendlyName = 'Spanish') => ({
  sid: queueSid(1),
  friendlyName,
  targetWorkers,
  distrusted: false,
});
const near = { kind: 'spelling', value: 'Spanish', path: 'languages', agents: 41 } as const;
const demand = { clause: "languages HAS 'Spansh'", path: 'languages', wanted: ['Spansh'], near: [near] };
const broken = parse("customer-value == 'gold'");

const FINDINGS: readonly Finding[] = [
  {
    kind: 'nobody',
    harm: 'high',
    queue: queue("languages HAS 'Spansh'"),
    onPurpose: false,
    demands: [demand],
  },
  { kind: 'nobody', harm: 'low', queue: queue('1==0'), onPurpose: true, demands: [] },
  { kind: 'one', harm: 'middle', queue: queue('a == 1'), agent: anAgent(1, 'Ada', {}) },
  { kind: 'nobody-available', harm: 'high', queue: queue('a == 1'), eligible: 3 },
  {
    kind: 'nobody-has',
    harm: 'middle',
    demand,
    queues: [queue("languages HAS 'Spansh' OR a == 1"), queue('b', 'B')],
  },
  ...(broken.ok
    ? []
    : [
        {
          kind: 'unparsable',
          harm: 'middle',
          queue: queue(broken.ok ? '' : "customer-value == 'gold'"),
          error: broken.error,
        } as const,
      ]),
  { kind: 'hyphen', harm: 'low', queue: queue("a == 'b-c'"), values: ['b-c'] },
  {
    kind: 'undocumented',
    harm: 'low',
    queue: queue('a = 1'),
    uses: [{ form: 'single-equals', start: 2, end: 3 }],
  },
  { kind: 'volatile', harm: 'low', queue: queue("activity_name == 'x'"), needs: 'activity' },
  { kind: 'no-queue', harm: 'middle', agents: AGENTS, unread: [queue('???')] },
  { kind: 'unasked-skill', harm: 'low', skill: 'billling', agents: 7, near: 'billing' },
];

describe('a finding in words', () => {
  it('says what it is about, and what else there is to say', () => {
    expect(FINDINGS.map((finding) => [subjectOf(finding), ...detailsOf(finding)])).toEqual([
      ['Spanish', 'Nobody has “Spansh” in languages', 'Agents with “Spanish”: 41'],
      ['Spanish'],
      ['Spanish', 'Ada'],
      ['Spanish', '3 agents are eligible.'],
      ['Nobody has “Spansh” in languages', 'Agents with “Spanish”: 41'],
      ['Spanish', 'Character 9: TaskRouter does not support hyphens in the names of attributes'],
      ['Spanish', 'b-c'],
      ['Spanish', 'a single = is used for =='],
      ['Spanish', 'It depends on the activity.'],
      ['5 agents', 'Queues that can’t be read and may match them: 1.'],
      ['billling', '7 agents', 'A rule asks for “billing”.'],
    ]);
  });

  it('is a row of a table for each queue, or one', () => {
    const [head, ...rows] = findingRows(FINDINGS);
    expect(head).toHaveLength(8);
    expect(rows).toHaveLength(FINDINGS.length + 1);
    expect(rows.every((row) => row.length === 8)).toBe(true);
    expect(rows[0]).toEqual([
      'Customers wait',
      'Queues with nobody',
      'Spanish',
      'Nobody has “Spansh” in languages; Agents with “Spanish”: 41',
      null,
      'Spanish',
      queueSid(1),
      "languages HAS 'Spansh'",
    ]);
    // A queue that was parked is no queue in which customers wait.
    expect(rows[1]?.slice(0, 2)).toEqual(['Good to know', 'Queues whose rule matches nobody']);
    expect(rows.at(-1)).toEqual([
      'Good to know',
      'Skills that no rule asks for',
      'billling',
      expect.any(String),
      7,
      null,
      null,
      null,
    ]);
  });
});

describe('coverage', () => {
  const agents = [
    ...Array.from({ length: 3 }, (_, n) =>
      anAgent(n, `Agent ${n}`, { languages: ['fr', 'en'], team: 'norht' }),
    ),
    anAgent(9, 'Zed', { languages: [] }),
  ];

  it('shows the worst first, by kind, each with the way to it, and a proposal where there is one', async () => {
    const { places, drafts, shown } = show({ '/jobs/workers': () => workersAnswer(agents) });
    const nobody = within(await screen.findByRole('region', { name: 'Queues with nobody (1)' }));
    expect(nobody.getByText('Customers wait')).toBeInTheDocument();
    expect(nobody.getByText('Nobody has “north” in team')).toBeInTheDocument();
    expect(nobody.getByText('Agents with “norht”: 3')).toBeInTheDocument();
    const alone = within(screen.getByRole('region', { name: /Agents in no queue/ }));
    await userEvent.click(alone.getByRole('button', { name: 'Show in Teams View' }));
    expect(shown).toEqual([[worker(9)]]);
    await userEvent.click(alone.getByRole('button', { name: 'List' }));
    expect(alone.getByText('Zed')).toBeInTheDocument();
    await userEvent.click(nobody.getByRole('button', { name: 'What if it asked for “norht”…' }));
    expect(places).toEqual([{ tab: 'what-if', queueSid: queueSid(1) }]);
    expect(drafts.getState()[queueSid(1)]?.text).toBe("team == 'norht' AND languages HAS 'fr'");
    expect(await screen.findByText('0 → 3')).toBeInTheDocument();
  });

  it('shows one kind where that is chosen', async () => {
    show({ '/jobs/workers': () => workersAnswer(agents) });
    const select = await screen.findByLabelText('Finding');
    await userEvent.selectOptions(select, 'Agents in no queue (1)');
    expect(screen.queryByRole('region', { name: 'Queues with nobody (1)' })).toBeNull();
    await userEvent.selectOptions(select, 'all');
    expect(screen.getByRole('region', { name: 'Queues with nobody (1)' })).toBeInTheDocument();
  });

  it('goes to a queue', async () => {
    const { places } = show({ '/jobs/workers': () => workersAnswer(agents) });
    await userEvent.click((await screen.findAllByRole('button', { name: 'The queue' }))[0] as HTMLElement);
    expect(places).toEqual([{ tab: 'queues', queueSid: queueSid(1) }]);
  });

  it('says that there is no hole', async () => {
    const whole = Array.from({ length: 3 }, (_, n) =>
      anAgent(n, `Agent ${n}`, { languages: ['fr', 'en'], team: 'north' }),
    );
    show({ '/jobs/workers': () => workersAnswer(whole) }, { skills: [] });
    expect(await screen.findByText('No hole was found')).toBeInTheDocument();
  });

  it('says what went wrong', async () => {
    const fail = () => {
      throw new FunctionsError('unreachable', 'unreachable', '', null);
    };
    show({ '/jobs/queues': fail });
    expect(await screen.findByText('The Functions can’t be reached')).toBeInTheDocument();
  });
});

describe('a proposal', () => {
  it.each([
    [
      "team=='x' AND languages HAS 'Spansh'",
      "languages HAS 'Spansh'",
      'Spansh',
      'spelling',
      'Spanish',
      "team=='x' AND languages HAS 'Spanish'",
    ],
    [
      "a IN ['b', 'c'] OR (a  IN ['b','c'])",
      "a IN ['b', 'c']",
      'b',
      'case',
      'B',
      "a IN ['B', 'c'] OR (a  IN ['B','c'])",
    ],
    ["'x' IN skills", "'x' IN skills", 'x', 'blanks', "o'x", `"o'x" IN skills`],
    ['level >= 3', 'level >= 3', 3, 'level', 2, null],
    ['level == 3', 'level == 3', 3, 'other-type', '3', "level == '3'"],
    ['no expression', 'a == 1', 1, 'other-type', '1', null],
    ['', 'a == 1', 1, 'other-type', '1', null],
    ['a == 2', 'a == 1', 1, 'other-type', '1', null],
  ] as const)('%s', (expression, clause, wanted, kind, value, expected) => {
    expect(proposalFor(expression, { clause, wanted: [wanted] }, { kind, value })).toBe(expected);
  });
});
