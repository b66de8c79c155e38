import { describe, expect, it } from '@jest/globals';
import { aWorker, queuesWith, queueSid } from '@queue-eligibility/task-router/testing';
import { type Attributes, readAttributes, type TaskQueue } from '@queue-eligibility/task-router';
import { buildRules, digestOf, hashOf, type Findings } from './rules';

const attribute = { name: 'queues', form: 'sids' } as const;
const rulesOf = (queues: readonly TaskQueue[], findings: Findings = new Map()) =>
  buildRules({ queues, findings, gone: [], attribute });

describe('how far our own reading of a queue goes', () => {
  it.each([
    ['1==1', true],
    ['', true],
    ['routing.skills HAS "sales" AND languages IN ["en"]', true],
    ['activity_name == "Available"', true],
    ["team='X'", false],
    ['"language" == "spanish"', false],
    ['routing.skills HAS', false],
    ['worker.channel.voice.configured_capacity > 0', false],
  ])('%s may be acted upon: %s', (expression, isSure) => {
    expect(rulesOf(queuesWith(expression)).list[0]?.isSure).toBe(isSure);
  });

  it('goes by what resyncs have found out about the expression, as long as it is the same', () => {
    const isSure = (expression: string, findings: Findings) =>
      rulesOf(queuesWith(expression), findings).list[0]?.isSure;
    expect(isSure("team='X'", new Map([[hashOf("team='X'"), 'proven']]))).toBe(true);
    expect(isSure("team='Y'", new Map([[hashOf("team='X'"), 'proven']]))).toBe(false);
    expect(isSure('a==1', new Map([[hashOf('a==1'), 'distrusted']]))).toBe(false);
    expect(isSure('a==2', new Map([[hashOf('a==1'), 'distrusted']]))).toBe(true);
    expect(isSure('no expression (', new Map([[hashOf('no expression ('), 'proven']]))).toBe(false);
  });

  it('tells what its answer may change with, as far as the text says', () => {
    const [byLevel, byActivity, byChannel, broken] = rulesOf(
      queuesWith('level > 1', 'activity_name == "x"', 'worker.channel.voice.capacity > 0', 'activity_sid ('),
    ).list.map(({ dependsOn }) => dependsOn);
    expect(byLevel).toEqual({ attributes: true, activity: false });
    expect(byActivity).toEqual({ attributes: false, activity: true });
    expect(byChannel).toEqual({ attributes: false, activity: false });
    expect(broken).toEqual({ attributes: true, activity: true });
  });
});

describe('the rules of a workspace', () => {
  it('have the same places and the same name whatever the order of the list', () => {
    const queues = queuesWith('a==1', 'b==1', 'c==1');
    const [forth, back] = [rulesOf(queues), rulesOf(queues.toReversed())];
    expect(back.list.map(({ sid }) => sid)).toEqual([1, 2, 3].map(queueSid));
    expect(back.digest).toBe(forth.digest);
    expect(digestOf(queuesWith('a==1', 'b==1', 'c==2'))).not.toBe(forth.digest);
    const renamed = queues.map((queue) => ({ ...queue, friendlyName: 'another' }));
    expect(digestOf(renamed)).toBe(forth.digest);
  });

  it('are evaluated with everything that a list of workers says', () => {
    const rules = rulesOf(
      queuesWith('level > 1', 'activity_name == "Available"', 'friendly_name == "ada"', 'sid == "x"'),
    );
    const attributes = readAttributes('{"level":2}') as Attributes;
    expect(rules.evaluate(aWorker(), attributes)).toEqual({ holds: [0, 1, 2], uncertain: [] });
    // What a list leaves out is not known.
    expect(rules.evaluate(aWorker({ activityName: '', friendlyName: '' }), attributes).uncertain).toEqual([
      1, 2,
    ]);
    // What is no object has no keys.
    expect(rules.evaluate(aWorker(), null).holds).toEqual([1, 2]);
  });
});
