import { describe, expect, it, test } from '@jest/globals';
import { HELP, run } from './run';

/** Runs the command over these files. */
function command(args: readonly string[], files: Readonly<Record<string, unknown>> = {}) {
  const [out, err]: [string[], string[]] = [[], []];
  const code = run(args, {
    read(file) {
      const content = files[file];
      if (content === undefined) throw new Error('no such file');
      return typeof content === 'string' ? content : JSON.stringify(content);
    },
    print: (text) => void out.push(text),
    complain: (text) => void err.push(text),
  });
  return { code, out: out.join('\n'), err: err.join('\n') };
}

const attributes = {
  routing: { skills: ['Billing'], levels: { billing: 2 } },
  disabled_skills: { skills: ['english'], levels: { english: 5 } },
};

describe('explain', () => {
  const explain = (text: string, worker: unknown, ...more: string[]) =>
    command(['explain', text, 'worker.json', ...more], { 'worker.json': worker });

  it('shows the clauses, what was found, what comes near and what would help', () => {
    const { code, out } = explain(
      "routing.skills HAS 'billing' AND routing.levels.billing >= 3 AND (team == 'x' OR routing.skills HAS 'english')",
      { attributes },
    );
    expect(out).toBe(`false
  [ ] all of:
    [ ] routing.skills HAS 'billing': found ["Billing"]
        near: routing.skills has "Billing": another case
    [ ] routing.levels.billing >= 3: found 2
        near: routing.levels.billing is 1 short
    [ ] any of:
      [ ] team == 'x': found nothing
      [ ] routing.skills HAS 'english': found ["Billing"]
          near: the skill english is disabled (level 5)

It would be true by any of these:
  - add "billing" to routing.skills, and set routing.levels.billing to 3 (it is 2), and enable the skill english (level 5)
  - add "billing" to routing.skills, and set routing.levels.billing to 3 (it is 2), and set team to "x"
  - add "billing" to routing.skills, and set routing.levels.billing to 3 (it is 2), and add "english" to routing.skills`);
    expect(code).toBe(1);
  });

  test.each([
    [0, "routing.skills HAS 'Billing'", /^true\n {2}\[x\]/],
    [1, '', /matches nobody/],
    [1, '1 == 0', /No change of the attributes was found/],
    [2, "activity_name == 'x'", /^uncertain\n {2}\[\?\] .*found not known \(not given\)/],
    [2, '1 == 1 OR 1 == 1 AND 1 == 0', /whether AND or OR binds tighter[^]*\n {4}OR\n[^]*\n {4}AND\n/],
    [1, '1=0', /meaning is a guess/],
  ])('ends with %d where %s', (code, text, output) => {
    const answer = explain(text, attributes);
    expect(answer.out).toMatch(output);
    expect(answer.code).toBe(code);
  });

  test.each([
    ['as the API gives it', { sid: 'WK1', friendly_name: 'Ann', attributes: JSON.stringify({ a: 1 }) }],
    ['as the command line gives it', { sid: 'WK1', friendlyName: 'Ann', attributes: { a: 1 } }],
    ['as the only one of a list', [{ sid: 'WK1', friendlyName: 'Ann', attributes: { a: 1 } }]],
    [
      'as the only one of a page',
      { workers: [{ sid: 'WK1', friendly_name: 'Ann', attributes: '{"a":1}' }], meta: {} },
    ],
  ])('takes a worker %s', (_, worker) => {
    expect(explain("sid == 'WK1' AND friendly_name == 'Ann' AND a == 1", worker).code).toBe(0);
  });

  it('prints JSON', () => {
    const { code, out } = explain("routing.skills HAS 'billing'", attributes, '--json');
    expect(JSON.parse(out)).toMatchObject({
      verdict: false,
      root: { kind: 'comparison', near: [{ kind: 'case' }] },
      lacking: ["routing.skills HAS 'billing'"],
      proposals: [[{ kind: 'add', path: ['routing', 'skills'], value: 'billing' }]],
    });
    expect(code).toBe(1);
  });

  it('points at what can not be read', () => {
    const { code, out, err } = explain("a == 'x'\n  AND customer-value == 'x'", attributes);
    expect(err).toContain(
      "Hyphens in keys are not supported by TaskRouter.\n    AND customer-value == 'x'\n                ^",
    );
    expect([code, out]).toEqual([3, '']);
  });

  test.each([
    ['{', /worker.json: no JSON/],
    ['[]', /must hold a worker or its attributes.*a list of 0: give one/],
    [
      [
        { sid: 'WK1', attributes: '{}' },
        { sid: 'WK2', attributes: '{}' },
      ],
      /a list of 2: give one/,
    ],
    [{ workers: [], meta: {} }, /a list of 0: give one/],
    [{ sid: 'WK1', attributes: null }, /are not known/],
    [{ sid: 'WK1', attributes: '{' }, /attributes in worker.json: no JSON/],
  ])('says what is wrong with %j', (worker, message) => {
    const { code, err } = explain('1 == 1', worker);
    expect(err).toMatch(message);
    expect(code).toBe(3);
  });
});

describe('lint', () => {
  const lint = (rules: unknown, ...more: string[]) =>
    command(['lint', 'rules.json', ...more], { 'rules.json': rules });
  const queue = { friendly_name: 'Sales', target_workers: "routing.skills has 'sales' AND a in ['b']" };

  it('shows what there is to say of each rule', () => {
    expect(lint({ task_queues: [queue, { friendly_name: 'All', target_workers: '1==1' }] })).toEqual({
      code: 1,
      err: '',
      out: `Sales: routing.skills has 'sales' AND a in ['b']
  warning: Not documented: A keyword is not written as documented (AND, OR, IN, NOT IN, HAS, CONTAINS; true, false). (at 16, 34)

2 rules: 0 errors, 2 warnings, 0 notes.`,
    });
  });

  it('says every kind of finding', () => {
    const rules = [
      'a ==',
      '',
      'a == 1 OR b == 2 AND c == 3',
      "activity_name == 'x'",
      "taskrouter.hour == 'x'",
      "skills HAS 'l-1 '",
      "level > '3'",
      'skills HAS task.skill',
      "team == 'North'",
      "team == 'north'",
    ];
    const { out } = lint(rules);
    for (const words of [
      'Expected a key or a constant, found the end',
      'matches nobody',
      'Put parentheses',
      'depends on the activity',
      'only TaskRouter knows',
      'has a hyphen',
      'ends with a blank',
      'not compared as a number',
      'task.skill is no attribute',
      '"north" is nearly "North", which 9 asks of team',
    ]) {
      expect(out).toContain(words);
    }
  });

  test.each([
    ['pages of the API', [{ task_queues: [queue], meta: {} }, { task_queues: [queue] }], 2],
    ['what the command line lists', [{ sid: 'WQ1', friendlyName: 'Sales', targetWorkers: '1==1' }], 1],
    ['texts', ['1==1', '1==0', 'a == 1'], 3],
    ['nothing', [], 0],
    ['a queue without an expression', [{ friendly_name: 'Parked', target_workers: null }, queue], 2],
  ])('takes %s', (_, rules, count) => {
    expect(lint(rules).out).toContain(`${count} rule${count === 1 ? '' : 's'}: `);
  });

  it('prints JSON, and is content with notes', () => {
    const { code, out } = lint(["skills HAS 'l-1'"], '--json');
    expect(JSON.parse(out)).toMatchObject({ rules: 1, findings: [{ kind: 'hyphen-in-value', name: '1' }] });
    expect(code).toBe(0);
  });

  test.each([
    ['{}', /must hold task queues/],
    ['[{}]', /entry 1 has no target_workers/],
    ['["a", 5]', /entry 2 has no target_workers/],
    ['x', /no JSON/],
  ])('says what is wrong with %s', (rules, message) => {
    const { code, err } = lint(rules);
    expect(err).toMatch(message);
    expect(code).toBe(3);
  });
});

describe('the command', () => {
  it('prints its help', () => {
    expect(command(['--help'])).toEqual({ code: 0, out: HELP, err: '' });
  });

  test.each([
    [[]],
    [['explain', 'a']],
    [['lint']],
    [['lint', 'a', 'b']],
    [['other']],
    [['lint', 'a', '--odd']],
  ])('shows how it is used for %j', (args) => {
    const { code, err } = command(args);
    expect(err).toContain(HELP);
    expect(code).toBe(3);
  });

  it('lets no name of a queue steer the terminal', () => {
    const rules = [{ friendly_name: '\u001b[2JSales', target_workers: 'a ==\u009b1m' }];
    expect(command(['lint', 'rules.json'], { 'rules.json': rules }).out).toContain(
      '\ufffd[2JSales: a ==\ufffd1m',
    );
    expect(command(['explain', 'a ==\u001b[1m', 'w.json'], { 'w.json': {} }).err).not.toContain('\u001b');
  });

  it('lets no name of a queue look like a line of its own, or turn one round', () => {
    const rules = [{ friendly_name: 'A\nrm: 0 errors\u202e', target_workers: 'a ==' }];
    const { out } = command(['lint', 'rules.json'], { 'rules.json': rules });
    expect(out).toContain('A rm: 0 errors\\u202e: a ==\n');
  });

  it('says that a file can not be read', () => {
    expect(command(['lint', 'rules.json'])).toMatchObject({
      code: 3,
      err: "rules.json can't be read: no such file",
    });
  });
});
