import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { agents, anAgent, aQueue, expression, skilled } from '../test/agents';
import { coverage, type Workspace } from './coverage';
import { HARM, type Finding, type FindingKind } from './findings';

const HAS = (skill: string) => `routing.skills HAS '${skill}'`;
const findingsOf = <K extends FindingKind>(kind: K, workspace: Workspace) =>
  coverage(workspace).filter((finding): finding is Extract<Finding, { kind: K }> => finding.kind === kind);
const some = (count: number, ...skills: string[]) =>
  Array.from({ length: count }, (_, i) => skilled(`${skills.join()}${i}`, ...skills));

describe('queues', () => {
  it('with nobody, with what its rule asks for that nobody has, and what comes near', () => {
    const found = findingsOf('nobody', {
      queues: [aQueue('WQ1', HAS('Spansh'))],
      agents: some(41, 'Spanish'),
    });
    expect(found).toMatchObject([
      {
        harm: 'high',
        onPurpose: false,
        demands: [
          {
            clause: HAS('Spansh'),
            wanted: ['Spansh'],
            near: [{ kind: 'spelling', value: 'Spanish', path: 'routing.skills', agents: 41 }],
          },
        ],
      },
    ]);
  });

  it('that are parked are no harm', () => {
    const queues = ['1==0', '1=0', '', `${HAS('a')} AND 1==0`].map((rule, i) => aQueue(`WQ${i}`, rule));
    const found = findingsOf('nobody', { queues, agents: some(2, 'a') });
    expect(found.map(({ harm, onPurpose }) => [harm, onPurpose])).toEqual(queues.map(() => ['low', true]));
  });

  it('with one, and with nobody available now', () => {
    const away = some(2, 'fr').map((agent) => ({ ...agent, available: false }));
    const workspace = {
      queues: [aQueue('WQ1', HAS('es')), aQueue('WQ2', HAS('fr'))],
      agents: [skilled('only', 'es'), ...away],
    };
    expect(findingsOf('one', workspace)).toMatchObject([{ queue: { sid: 'WQ1' }, agent: { sid: 'only' } }]);
    expect(findingsOf('nobody-available', workspace)).toMatchObject([{ queue: { sid: 'WQ2' }, eligible: 2 }]);
  });

  it("that we can't read are judged by TaskRouter's own count, or not at all", () => {
    const channel = 'worker.channel.voice.configured_capacity > 0';
    const queues = [
      aQueue('WQ1', channel, { eligibleWorkers: 0, availableWorkers: 0 }),
      aQueue('WQ2', channel),
      aQueue('WQ3', HAS('x'), { distrusted: true, eligibleWorkers: 1, availableWorkers: 1 }),
    ];
    const workspace = { queues, agents: some(3, 'a') };
    expect(findingsOf('nobody', workspace).map(({ queue }) => queue.sid)).toEqual(['WQ1']);
    expect(findingsOf('one', workspace)).toMatchObject([{ queue: { sid: 'WQ3' }, agent: null }]);
  });

  it('nothing is said of nobody while there are agents of whom nothing is known', () => {
    const workspace = {
      queues: [aQueue('WQ1', HAS('fr'))],
      agents: [...some(1, 'es'), anAgent('who', null)],
    };
    expect(findingsOf('nobody', workspace)).toEqual([]);
    expect(findingsOf('unknown-agents', workspace)).toMatchObject([{ agents: [{ sid: 'who' }] }]);
  });

  it("has no fewer than are in it for sure, whatever TaskRouter's count says a moment late", () => {
    const late = (eligibleWorkers: number) => ({
      queues: [aQueue('WQ1', HAS('fr'), { eligibleWorkers, availableWorkers: eligibleWorkers })],
      agents: [...some(2, 'fr'), anAgent('who', null)],
    });
    for (const count of [0, 1])
      expect(coverage(late(count)).map(({ kind }) => kind)).toEqual(['unknown-agents']);
  });
});

describe('what nobody has', () => {
  const near = (rule: string, team: Workspace['agents']) => {
    const queues = [aQueue('WQ1', `${rule} OR ${HAS('a')}`)];
    const [found] = findingsOf('nobody-has', { queues, agents: [skilled('x', 'a'), ...team] });
    return found?.demand.near;
  };

  it.each([
    ['another case', HAS('billing'), 'Billing', 'case'],
    ['blanks', HAS('billing'), 'billing ', 'blanks'],
    ['a letter', HAS('billing'), 'biling', 'spelling'],
    ['another dash', HAS('es-MX'), 'es_MX', 'separators'],
  ])('is named with %s', (_what, rule, skill, kind) => {
    expect(near(rule, some(3, skill))).toMatchObject([{ kind, value: skill, agents: 3 }]);
  });

  it('is named with the level that comes nearest', () => {
    const team = [...some(2, 'billing:3'), ...some(1, 'billing:1')];
    expect(near('routing.levels.billing >= 5', team)).toEqual([
      { kind: 'level', value: 3, path: 'routing.levels.billing', agents: 2 },
    ]);
  });

  it('is named where it stands elsewhere, or as a text', () => {
    expect(near(HAS('fr'), [anAgent('y', { skills: ['fr'] })])).toMatchObject([
      { kind: 'other-path', path: 'skills' },
    ]);
    expect(near('level == 3', [anAgent('y', { level: '4' })])).toEqual([]);
    expect(near("team == '3x'", [anAgent('y', { team: 'zzz' })])).toEqual([]);
  });

  it('is said once for all rules that ask for it, and not of one that has it with nobody', () => {
    const queues = [
      aQueue('WQ1', `${HAS('x')} OR ${HAS('a')}`),
      aQueue('WQ2', `${HAS('a')} OR ${HAS('x')}`),
      aQueue('WQ3', HAS('x')),
    ];
    const found = findingsOf('nobody-has', { queues, agents: some(2, 'a') });
    expect(found.map((finding) => finding.queues.map(({ sid }) => sid))).toEqual([['WQ1', 'WQ2']]);
  });

  it('is nothing where a rule asks for its absence', () => {
    const queues = [aQueue('WQ1', `team != 'x' OR ${HAS('a')} OR ${HAS('b')}`)];
    const team = some(2, 'a').map((agent) =>
      anAgent(agent.sid, { ...(agent.attributes as object), team: 'x' }),
    );
    expect(findingsOf('nobody-has', { queues, agents: team }).map(({ demand }) => demand.clause)).toEqual([
      HAS('b'),
    ]);
  });
});

describe('rules', () => {
  it.each<[FindingKind, string]>([
    ['unparsable', 'skill HAS'],
    ['undocumented', "team = 'x'"],
    ['volatile', "activity_name == 'Break'"],
    ['own-attribute', "queues HAS 'WQ1'"],
    ['hyphen', HAS('es-MX')],
  ])('%s: %s', (kind, rule) => {
    const found = coverage({ queues: [aQueue('WQ1', rule)], agents: some(2, 'a') });
    expect(found.map((finding) => finding.kind)).toContain(kind);
    const plain = coverage({ queues: [aQueue('WQ1', HAS('a'))], agents: some(2, 'a') });
    expect(plain).toEqual([]);
  });

  it('that are distrusted', () => {
    const queues = [aQueue('WQ1', HAS('a'), { distrusted: true })];
    expect(findingsOf('distrusted', { queues, agents: some(2, 'a') })).toHaveLength(1);
  });

  it('that are distrusted tell nothing of what nobody has', () => {
    const rule = `${HAS('a')} OR ${HAS('b')}`;
    const queues = [aQueue('WQ1', rule, { distrusted: true, eligibleWorkers: 3, availableWorkers: 3 })];
    expect(findingsOf('nobody-has', { queues, agents: some(3, 'c') })).toEqual([]);
  });

  it('name our attribute under the name it has here', () => {
    const queues = [aQueue('WQ1', "queues HAS 'x'"), aQueue('WQ2', "list HAS 'x'")];
    const found = findingsOf('own-attribute', { queues, agents: some(2, 'a'), attribute: 'list' });
    expect(found.map(({ queue }) => queue.sid)).toEqual(['WQ2']);
  });
});

describe('skills and agents', () => {
  it('skills that no rule asks for: of the workspace, or of the agents; with what a rule asks for instead', () => {
    const workspace = {
      queues: [aQueue('WQ1', `${HAS('billing')} OR routing.levels.sales > 1`)],
      agents: [...some(2, 'billing', 'Billing'), ...some(3, 'sales:2', 'chess')],
    };
    expect(findingsOf('unasked-skill', workspace)).toEqual([
      { kind: 'unasked-skill', harm: 'low', skill: 'chess', agents: 3, near: null },
      { kind: 'unasked-skill', harm: 'low', skill: 'Billing', agents: 2, near: 'billing' },
    ]);
    const listed = findingsOf('unasked-skill', { ...workspace, skills: ['billing', 'golf'] });
    expect(listed.map(({ skill, agents: number }) => [skill, number])).toEqual([['golf', 0]]);
  });

  it('a rule that can not be parsed may ask for any skill that it names', () => {
    const queues = [aQueue('WQ1', "routing.skills HAS 'chess' AND")];
    expect(findingsOf('unasked-skill', { queues, agents: some(1, 'chess') })).toEqual([]);
  });

  it('a skill that a rule takes from another key is asked for', () => {
    for (const rule of ['routing.skills HAS main', 'main IN routing.skills']) {
      const attributes = { routing: { skills: ['chess', 'golf'] }, main: 'chess' };
      const withMain = [{ ...skilled('1'), attributes }];
      const found = findingsOf('unasked-skill', { queues: [aQueue('WQ1', rule)], agents: withMain });
      expect(found.map(({ skill }) => skill)).toEqual(['golf']);
    }
  });

  it('a rule that compares other keys says nothing of skills', () => {
    const agents = Array.from({ length: 5_100 }, (_, at) => ({
      ...skilled(String(at), 'chess'),
      attributes: { routing: { skills: ['chess'] }, email: `${at}@x`, country: 'chess' },
    }));
    const queues = [aQueue('WQ1', 'email == contact'), aQueue('WQ2', 'country == site')];
    const found = findingsOf('unasked-skill', { queues, agents });
    expect(found.map(({ skill }) => skill)).toEqual(['chess']);
  });

  it.each([
    'routing.skills HAS friendly_name',
    'routing.skills HAS list[0]',
    'wanted <= routing.levels.chess',
  ])('%s may ask for any, or asks for one', (rule) => {
    const queues = [aQueue('WQ1', rule)];
    expect(findingsOf('unasked-skill', { queues, agents: some(1, 'chess') })).toEqual([]);
  });

  it('a skill that is asked for by one of the readings of an escape is asked for', () => {
    const rules = [String.raw`routing.skills HAS "a\\b"`, String.raw`routing.skills HAS "Level \"1\""`];
    for (const [at, skill] of ['a\\b', 'Level "1"'].entries()) {
      const queues = [aQueue('WQ1', rules[at] ?? '')];
      expect(findingsOf('unasked-skill', { queues, agents: some(1, 'c'), skills: [skill] })).toEqual([]);
    }
  });

  it("agents in no queue, and those in everybody's alone", () => {
    const queues = [aQueue('WQ1', HAS('a'))];
    const team = [skilled('in', 'a'), skilled('out')];
    expect(findingsOf('no-queue', { queues, agents: team })).toMatchObject([
      { agents: [{ sid: 'out' }], unread: [] },
    ]);
    const withAll = [...queues, aQueue('WQ2', '1==1')];
    expect(findingsOf('no-queue', { queues: withAll, agents: team })).toEqual([]);
    expect(findingsOf('only-everybodys', { queues: withAll, agents: team })).toMatchObject([
      { agents: [{ sid: 'out' }] },
    ]);
    const unread = aQueue('WQ3', 'skill HAS');
    expect(findingsOf('no-queue', { queues: [...queues, unread], agents: team })).toMatchObject([
      { agents: [{ sid: 'out' }], unread: [unread] },
    ]);
  });
});

it('an empty workspace has nothing to say', () => {
  expect(coverage({ queues: [], agents: [] })).toEqual([]);
  expect(coverage({ queues: [aQueue('WQ1', HAS('a'))], agents: [] }).map(({ kind }) => kind)).toEqual([
    'nobody',
  ]);
});

it('comes with the worst first, and never throws', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(expression, fc.string()), { maxLength: 6 }), agents, (rules, team) => {
      const found = coverage({ queues: rules.map((rule, i) => aQueue(`WQ${i}`, rule)), agents: team });
      const harms = found.map(({ harm }) => HARM[harm]);
      expect(harms).toEqual(harms.toSorted((a, b) => b - a));
    }),
  );
});
