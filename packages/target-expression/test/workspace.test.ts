import { describe, expect, it } from '@jest/globals';
import { cheapest, evaluate, explain, lacking, pathText } from '../src/index';
import type { Change, WorkerFacts } from '../src/index';
import { expressionOf } from './expressions';

/** Rules as workspaces have them, odd ones too. */
const RULES = [
  '1==1',
  '1=0',
  "routing.skills HAS 'Ventas'",
  'routing.skills has "Support" ',
  "(routing.skills HAS 'Calls' OR routing.skills HAS 'SMS') AND routing.skills HAS 'Spanish'",
  "routing.skills HAS 'old name' OR routing.skills HAS 'OLDNAME'",
  "(routing.skills HAS 'Calls') AND email NOT IN ['a@corp.example','b@corp.example']",
  "email != 'test@corp.example'",
  "helpline IN ['Line A', '']",
  "roles HAS 'supervisor'",
  'id IN [42]',
  'worker.attributes.skills HAS "technical"',
  "'Hold' NOT IN worker.routing.skills",
  'worker.onBreak != true',
  'worker.routing.levels.sales >= 4',
  'routing.skills HAS task.language',
  'worker.sid == task.targetSid',
  "activity_name in ['Available', 'Idle']",
  'worker.channel.chat.configured_capacity > 0',
  'taskrouter.dayOfWeek = "Mon"',
  'manager != null',
  '"language" == "spanish"',
  "language == 'es' OR languages HAS 'es' AND level > '3'",
  "skills[0] == 'general'",
];

/** Attributes as agents have them, odd ones too. */
const AGENTS: Readonly<Record<string, unknown>> = {
  none: {},
  null: null,
  text: '{"routing":{"skills":["Calls"]}}',
  flex: {
    routing: { skills: ['Calls', 'Spanish', 'ventas'], levels: { ventas: 3 } },
    disabled_skills: { skills: ['SMS', 'Support'], levels: { SMS: 2 } },
    roles: ['agent'],
    email: 'ann@corp.example',
  },
  flat: { skills: ['general', 'technical'], languages: 'en, es', language: ['es'] },
  broken: { routing: { skills: 'sales', levels: [] }, disabled_skills: [], roles: 'supervisor' },
  typed: { id: '42', routing: { skills: [1, 2, null], levels: { sales: '3' } }, onBreak: 'true' },
  named: { 'help-line': 'Line A', Email: 'a@corp.example', Languages: ['es'], worker: { sid: 'WK2' } },
  deep: { routing: { skills: [['Calls'], { name: 'Calls' }], levels: { sales: { level: 4 } } } },
  long: { queues: Array.from({ length: 100 }, (_, at) => `WQ${at}`), routing: { skills: [] } },
};

const factsOf = (attributes: unknown): WorkerFacts => ({ attributes, sid: 'WK1', friendlyName: 'Ann' });
const cases = RULES.flatMap((rule) => Object.keys(AGENTS).map((agent) => ({ rule, agent })));

describe("a workspace's rules and agents", () => {
  it.each(cases)('$rule of $agent', ({ rule, agent }) => {
    const [expression, facts] = [expressionOf(rule), factsOf(AGENTS[agent])];
    const explanation = explain(expression, facts);
    expect(explanation.verdict).toBe(evaluate(expression, facts));
    expect(lacking(explanation).length > 0).toBe(explanation.verdict !== true);
    for (const { apply } of cheapest(expression, facts)) {
      expect(evaluate(expression, factsOf(apply(facts.attributes)))).toBe(true);
    }
  });

  const said = (rule: string, agent: string) =>
    lacking(explain(expressionOf(rule), factsOf(AGENTS[agent]))).flatMap(({ near, uncertain }) => [
      ...(uncertain === undefined ? [] : [uncertain]),
      ...near.map(({ kind, path }) => `${kind} ${pathText(path)}`),
    ]);

  it.each([
    ["routing.skills HAS 'Ventas'", 'flex', 'case routing.skills'],
    ['routing.skills has "Support" ', 'flex', 'disabled-skill disabled_skills.skills'],
    ["roles HAS 'supervisor'", 'broken', 'text-for-array roles'],
    ["roles HAS 'supervisor'", 'flex'],
    ['id IN [42]', 'typed', 'types', 'other-type id'],
    ['worker.attributes.skills HAS "technical"', 'flat', 'other-path skills'],
    ["'Hold' NOT IN worker.routing.skills", 'none', 'missing'],
    ["'Hold' NOT IN worker.routing.skills", 'typed', 'null-in-list'],
    ["'Hold' NOT IN worker.routing.skills", 'broken', 'text-for-array routing.skills'],
    ['worker.onBreak != true', 'typed', 'types', 'other-type onBreak'],
    [
      'worker.routing.levels.sales >= 4',
      'typed',
      'other-type routing.levels.sales',
      'level-short routing.levels.sales',
    ],
    ["helpline IN ['Line A', '']", 'named', 'missing', 'hyphen-in-key help-line'],
    ["language == 'es' OR languages HAS 'es' AND level > '3'", 'flat', 'array-for-text language'],
    ["routing.skills HAS 'Ventas'", 'text', 'not-an-object '],
    ["skills[0] == 'general'", 'none'],
    ["activity_name in ['Available', 'Idle']", 'flex', 'not-known'],
    ['taskrouter.dayOfWeek = "Mon"', 'flex', 'taskrouter'],
    ['manager != null', 'flex', 'missing'],
  ])('says of %s for %s: %s', (rule, agent, ...expected) => {
    expect(said(rule, agent)).toEqual(expected);
  });

  const change = (one: Change) =>
    one.kind === 'enable' ? `enable ${one.skill}` : `${one.kind} ${pathText(one.path)}`;
  const first = (rule: string, agent: string) =>
    cheapest(expressionOf(rule), factsOf(AGENTS[agent]))[0]?.changes.map(change);

  it.each([
    [
      "(routing.skills HAS 'Calls' OR routing.skills HAS 'SMS') AND routing.skills HAS 'Spanish'",
      'long',
      ['add routing.skills', 'add routing.skills'],
    ],
    ['routing.skills has "Support" ', 'flex', ['enable Support']],
    ["routing.skills HAS 'Ventas'", 'broken', undefined],
    ["routing.skills HAS 'Ventas'", 'text', undefined],
    ["routing.skills HAS 'Ventas'", 'null', ['add routing.skills']],
    ['worker.routing.levels.sales >= 4', 'typed', ['set routing.levels.sales']],
    ['worker.routing.levels.sales >= 4', 'broken', undefined],
    ['worker.routing.levels.sales >= 4', 'deep', undefined],
    ['worker.sid == task.targetSid', 'flex', undefined],
    ['1=0', 'flex', undefined],
  ])('proposes for %s to %s: %s', (rule, agent, expected) => {
    expect(first(rule, agent)).toEqual(expected);
  });
});
