import { describe, expect, it } from '@jest/globals';
import type { Change } from './change';
import type { Wanted } from './gather-changes';
import { differencesOf, disagreeing, finished, preview, sampleOf } from './preview';
import { previewRestoreSteps } from './preview-restore';
import { isLeftWithNobody, isLeftWithNobodyAvailable, readQueues } from './queue-effects';
import type { Agent, Queue, Workspace } from './workspace';

const sidOf = (n: number): string => `WK${String(n).padStart(32, '0')}`;
let made = 0;
const agent = (friendlyName: string, attributes: unknown, available = true): Agent => ({
  ...{ sid: sidOf((made += 1)), friendlyName, available, attributes },
});
const queue = (friendlyName: string, targetWorkers: string): Queue => ({
  ...{ sid: `WQ${friendlyName}`, friendlyName, targetWorkers },
});
const skilled = (...names: string[]) => ({ routing: { skills: names, levels: {} } });
const row = (n: number | null, name: string, ...changes: Change[]): Wanted => ({
  ...{ row: n, who: { friendlyName: name }, changes, isMarked: true },
});
const give = (skill: string, level: number | null = null): Change => ({ do: 'assign', skill, level });
const take = (skill: string): Change => ({ do: 'remove', skill });

const ada = agent('Ada', { ...skilled('it'), email: 'ada@x.example' });
const bob = agent('Bob', skilled('it'), false);
const eve = agent('Eve', skilled('hr'));
const workspace: Workspace = {
  agents: [ada, bob, eve],
  queues: [
    queue('IT', "routing.skills HAS 'it'"),
    queue('HR', "routing.skills HAS 'hr'"),
    queue('Level', 'routing.levels.it > 2'),
    queue('Broken', 'routing.skills HAS HAS'),
    { ...queue('Doubted', "routing.skills HAS 'it'"), distrusted: true },
  ],
  skills: [{ name: 'it', minimum: 1, maximum: 5 }, { name: 'hr' }, { name: 'sales' }],
  attribute: 'queues',
  signOnAttributes: ['department'],
};
const codes = (rows: Wanted[], of = workspace) =>
  preview(rows, of).findings.map(({ row: at, kind }) => [at, kind]);

describe('a preview', () => {
  // Regression: a row that nobody had marked was done, since another one of the agent was.
  it('does marked rows only, whichever comes first', () => {
    const unmarked = { ...row(3, 'Ada', take('it')), isMarked: false };
    for (const rows of [
      [row(2, 'Ada', give('hr')), unmarked],
      [unmarked, row(2, 'Ada', give('hr'))],
    ]) {
      const shown = preview(rows, workspace);
      expect(shown.agents.map(({ changes }) => changes)).toEqual([[give('hr')]]);
      expect(shown.findings).toEqual([]);
    }
  });

  // Regression: a row that wants two things of a skill, and stands there twice, contradicted itself.
  it('takes the same row twice for one', () => {
    const changes: Change[] = [
      { do: 'level', skill: 'hr', level: 3 },
      { do: 'disable', skill: 'hr' },
    ];
    expect(codes([row(2, 'Eve', ...changes), row(3, 'Eve', ...changes)])).toEqual([]);
  });

  it('says of each agent what changes, and of each queue who comes and who goes, available ones first', () => {
    const shown = preview([row(2, 'Bob', give('hr')), row(3, 'Ada', give('hr'), take('it'))], workspace);
    expect(shown.agents.map(differencesOf)).toMatchObject([
      [{ name: 'hr' }, { name: 'it', before: { state: { enabled: true } }, after: { state: {} } }],
      [{ name: 'hr', before: { state: {} }, after: { state: { enabled: true } } }],
    ]);
    expect(shown.queues).toMatchObject([
      {
        ...{ friendlyName: 'IT', comes: [], goes: [ada.sid] },
        before: { eligible: 2, available: 1 },
        after: { eligible: 1, available: 0 },
      },
      {
        friendlyName: 'HR',
        comes: [ada.sid, bob.sid],
        goes: [],
        before: { eligible: 1 },
        after: { eligible: 3 },
      },
    ]);
    expect(shown.queues.map(isLeftWithNobodyAvailable)).toEqual([true, false]);
    expect(shown.unread.map(({ friendlyName }) => friendlyName)).toEqual(['Broken', 'Doubted']);
    expect(shown.agents).toMatchObject([
      { workerSid: ada.sid, goes: ['WQIT'], comes: ['WQHR'] },
      { workerSid: bob.sid },
    ]);
  });

  it('names a queue that would be left with nobody first', () => {
    const [first] = preview([row(2, 'Eve', take('hr')), row(3, 'Ada', take('it'))], workspace).queues;
    expect(first?.friendlyName).toBe('HR');
    expect(first && isLeftWithNobody(first)).toBe(true);
  });

  it('counts who is as the plan wants it already', () => {
    expect(preview([row(2, 'Ada', give('it'))], workspace)).toMatchObject({ agents: [], unchanged: 1 });
  });

  it.each<[string, Wanted[], [number | null, string][]]>([
    ['an agent that is not there', [row(2, 'Max', give('it'))], [[2, 'agent_not_found']]],
    ['a skill that nobody knows', [row(2, 'Ada', give('slaes'))], [[2, 'skill_unknown']]],
    [
      'a level outside of what the skill has',
      [row(2, 'Ada', give('it', 9))],
      [
        [2, 'level_out_of_range'],
        [null, 'level_alone'],
      ],
    ],
    [
      'an attribute that is ours',
      [row(2, 'Ada', { do: 'set', path: ['queues'], value: [] })],
      [[2, 'attribute_reserved']],
    ],
    ['Flex’s own', [row(2, 'Ada', { do: 'unset', path: ['contact_uri'] })], [[2, 'attribute_reserved']]],
    [
      'what sign-on writes',
      [row(2, 'Ada', { do: 'set', path: ['department'], value: 'x' })],
      [[2, 'sign_on_writes']],
    ],
    [
      'attributes too long',
      [row(2, 'Ada', { do: 'set', path: ['x'], value: 'x'.repeat(4_100) })],
      [[2, 'attributes_too_long']],
    ],
    [
      'rows that want different things',
      [row(2, 'Eve', give('it', 1)), row(3, 'Eve', give('it', 2))],
      [[2, 'row_doubled']],
    ],
    [
      'a row that is not marked',
      [{ ...row(2, 'Eve', give('sales')), isMarked: false }],
      [[2, 'row_not_marked']],
    ],
    [
      'an attribute that has the name of a skill, no doubled row',
      [row(2, 'Eve', give('sales')), row(3, 'Eve', { do: 'set', path: ['sales'], value: 1 })],
      [],
    ],
    [
      'a level for who has no such skill',
      [row(2, 'Eve', { do: 'level', skill: 'sales', level: 1 })],
      [[2, 'lacks_skill']],
    ],
  ])('warns of %s', (_what, rows, expected) => {
    if (expected.length === 0) expect(codes(rows)).toEqual([]);
    expect(codes(rows)).toEqual(expect.arrayContaining(expected));
    expect(codes(rows)).toHaveLength(expected.length);
  });

  it('says what a misspelt skill may have meant, and gives it after an explicit yes', () => {
    const rows = [row(2, 'Ada', give('slaes'))];
    expect(preview(rows, workspace).findings).toMatchObject([{ kind: 'skill_unknown', meant: ['sales'] }]);
    expect(preview(rows, workspace).agents).toEqual([]);
    expect(preview(rows, workspace, { unknownSkills: true }).agents).toHaveLength(1);
  });

  it('names the rows of a name that two agents have, and leaves both alone', () => {
    const agents = [...workspace.agents, agent('Ada', {})];
    expect(codes([row(2, 'Ada', give('hr'))], { ...workspace, agents })).toEqual([[2, 'agent_ambiguous']]);
  });

  it('finds agents by e-mail, whatever its case', () => {
    const rows = [{ ...row(2, '', give('hr')), who: { email: 'ADA@x.example' } }];
    expect(preview(rows, workspace).agents).toMatchObject([{ workerSid: ada.sid }]);
  });

  it('refuses by name what is not as Flex keeps it, and what TaskRouter did not say', () => {
    const agents = [agent('Vip', { routing: 'vip' }), agent('Silent', null), agent('Text', 'x')];
    const rows = agents.map(({ friendlyName }, i) => row(i + 2, friendlyName, give('it')));
    expect(preview(rows, { ...workspace, agents })).toMatchObject({
      agents: [],
      findings: [
        { row: 2, kind: 'not_understood' },
        { row: 3, kind: 'agent_unread' },
        { row: 4, kind: 'not_understood' },
      ],
    });
  });

  it('warns of hyphens, of a disabled skill that is enabled, and of a rule that goes by the level alone', () => {
    const agents = [agent('Dis', { disabled_skills: { skills: ['it'], levels: {} } })];
    const skills = [...workspace.skills, { name: 'a-b' }];
    const shown = preview([row(2, 'Dis', give('a-b'), give('it'))], { ...workspace, agents, skills });
    expect(shown.findings).toMatchObject([
      { row: null, kind: 'level_alone', skill: 'it', queues: ['Level'] },
      { row: 2, kind: 'skill_hyphen' },
      { row: 2, kind: 'was_disabled' },
    ]);
    expect(shown.agents).toHaveLength(1);
  });

  it('is held against TaskRouter for agents to whom different things happen', () => {
    const shown = preview(
      [row(2, 'Ada', give('hr')), row(3, 'Bob', give('hr')), row(4, 'Eve', give('it'))],
      workspace,
    );
    const sample = sampleOf(shown, 2);
    expect(sample.map(({ friendlyName }) => friendlyName)).toEqual(['Ada', 'Eve']);
    const queues = readQueues(workspace.queues);
    const [one] = sample;
    expect(one && disagreeing(one, ['WQIT', 'WQHR'], queues)).toEqual([]);
    expect(one && disagreeing(one, ['WQIT'], queues)).toMatchObject([{ friendlyName: 'HR' }]);
  });
});

describe('a preview of taking back', () => {
  it('says what it does, and names what somebody else has changed since', () => {
    const stand = (skill: string, level?: string) => ({
      skill,
      state: level === undefined ? {} : { enabled: true as const, level },
    });
    const result = (of: Agent, left: string) => ({
      ...{ workerSid: of.sid, before: [stand('it')], left: [stand('it', left)], edits: [] },
    });
    const at = (name: string, level: number) =>
      agent(name, { routing: { skills: ['it'], levels: { it: level } } });
    const agents = [at('As left', 3), at('Changed', 4), agent('Back', {})];
    const results = [...agents.map((one) => result(one, '3')), { ...result(ada, '3'), workerSid: sidOf(0) }];
    const shown = finished(previewRestoreSteps(results, { ...workspace, agents }));
    expect(shown).toMatchObject({
      agents: [{ friendlyName: 'As left', goes: ['WQIT', 'WQLevel'] }],
      findings: [{ kind: 'changed_since', who: 'Changed' }, { kind: 'agent_not_found' }],
      unchanged: 1,
    });
  });
});

describe('a large workspace', () => {
  it('is previewed whole: 5,000 agents, 300 queues', () => {
    const names = Array.from({ length: 120 }, (_, i) => `skill_${i}`);
    const agents = Array.from({ length: 5_000 }, (_, i) =>
      agent(
        `Agent ${i}`,
        skilled(...Array.from({ length: 8 }, (_one, k) => names[(i * 7 + k * 13) % 120] ?? '')),
      ),
    );
    const queues = Array.from({ length: 300 }, (_, i) =>
      queue(`Q${i}`, `routing.skills HAS '${names[i % 120]}'`),
    );
    const rows = agents.map(({ friendlyName }, i) =>
      row(i + 2, friendlyName, give('skill_1', 3), take('skill_2')),
    );
    const skills = names.map((name) => ({ name }));
    const shown = preview(rows, { ...workspace, agents, queues, skills });
    expect(shown.agents).toHaveLength(5_000);
    expect(shown.queues.length).toBeGreaterThan(2);
  });
});
