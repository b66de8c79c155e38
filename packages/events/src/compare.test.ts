import {
  type QueuesForm,
  buildRules,
  hashOf,
  type Findings,
  valuesInForm,
} from '@queue-eligibility/eligibility';
import { describe, expect, it } from '@jest/globals';
import { aWorker, queuesWith, queueSid, WORKER_SID } from '@queue-eligibility/task-router/testing';
import { compare, type Comparison } from './compare';
import type { WorkerEvent } from './events';

const [ONE = '', TWO = '', THREE = ''] = [1, 2, 3].map(queueSid);
const NONE: Findings = new Map();
const rulesOf = (expressions: string[], findings = NONE, form: QueuesForm = 'sids', gone: string[] = []) =>
  buildRules({ queues: queuesWith(...expressions), findings, gone, attribute: { name: 'queues', form } });

const { friendlyName, activitySid, activityName } = aWorker();
const event = (attributes?: unknown, changes: Partial<WorkerEvent> = {}): WorkerEvent => ({
  about: 'worker',
  EventType: 'worker.attributes.update',
  WorkerSid: WORKER_SID,
  WorkerName: friendlyName,
  WorkerActivitySid: activitySid,
  WorkerActivityName: activityName,
  WorkerAttributes: typeof attributes === 'string' ? attributes : JSON.stringify(attributes),
  ...changes,
});
const ACTIVITY = { EventType: 'worker.activity.update' };
const codeOf = (comparison: Comparison) => (typeof comparison === 'string' ? comparison : comparison.code);

describe('a worker by its event', () => {
  const rules = rulesOf(['level > 2', '1==1', '']);

  it.each<[string, string, unknown]>([
    ['carries just that', 'in-step', { level: 3, queues: [ONE, TWO] }],
    ['carries it in another order', 'in-step', { level: 3, queues: [TWO, ONE] }],
    [
      'carries a queue beside it that is in no list',
      'in-step',
      { level: 3, queues: [ONE, queueSid(9), TWO] },
    ],
    ['lacks one', 'differs', { level: 3, queues: [TWO] }],
    ['has one more', 'differs', { level: 1, queues: [ONE, TWO] }],
    ['has one twice', 'differs', { level: 3, queues: [ONE, TWO, TWO] }],
    ['carries nothing yet', 'differs', { level: 3 }],
    ['carries null', 'differs', { level: 3, queues: null }],
    ['has attributes that did not come', 'differs', undefined],
    ['has blank attributes', 'differs', '  '],
    ['has attributes that are no object', 'attributes_invalid', '["a"]'],
    ['has attributes that are no JSON', 'attributes_invalid', '{"level":'],
    ["carries somebody else's list", 'queues_not_ours', { queues: ['900', '901'] }],
    ["carries somebody else's text", 'queues_not_ours', { queues: 'sales' }],
    ['has no room', 'attributes_too_long', { level: 3, note: 'x'.repeat(4_070) }],
    ['has no room, and needs none', 'in-step', { queues: [TWO], note: 'x'.repeat(4_030) }],
  ])('%s: %s', (_what, expected, attributes) => {
    expect(codeOf(compare(rules, event(attributes)))).toBe(expected);
  });

  it('carries nothing where nothing is for it: an empty list is written once', () => {
    const none = rulesOf(['level > 2']);
    expect(compare(none, event({ level: 1 }))).toBe('differs');
    expect(compare(none, event({ level: 1, queues: [] }))).toBe('in-step');
  });

  it('carries a queue that is gone, or one in the form of before', () => {
    const [code = ''] = valuesInForm('codes', [ONE]);
    expect(compare(rulesOf(['1==1'], NONE, 'sids', [THREE]), event({ queues: [ONE, THREE] }))).toBe(
      'differs',
    );
    expect(compare(rulesOf(['1==1']), event({ queues: [code] }))).toBe('differs');
    expect(compare(rulesOf(['1==1'], NONE, 'codes'), event({ queues: [code] }))).toBe('in-step');
  });
});

describe('rules that are not sure', () => {
  const queues = { level: 3, queues: [ONE] };
  it.each<[string, string, Comparison, Findings?]>([
    ['undocumented', 'level = 3', 'unsure'],
    ['undocumented and proven', 'level = 3', 'in-step', new Map([[hashOf('level = 3'), 'proven']])],
    ['distrusted', 'level > 2', 'unsure', new Map([[hashOf('level > 2'), 'distrusted']])],
    ['unparsable', 'level >', 'unsure'],
    ['unparsable, whatever is said of it', 'level >', 'unsure', new Map([[hashOf('level >'), 'proven']])],
    ['uncertain for this worker', 'level == "3"', 'unsure'],
    ['about what no event of attributes changes', 'activity_name = "Available"', 'in-step'],
    ['about what is the same for everybody', '1=1', 'in-step'],
  ])('%s: %s is %s', (_what, expression, expected, findings = NONE) => {
    expect(compare(rulesOf([expression], findings), event(queues))).toBe(expected);
  });

  it('leave a queue as it is carried, and hide no difference of a sure one', () => {
    const rules = rulesOf(['level = 3', 'level > 2']);
    for (const carried of [[], [ONE]])
      expect(compare(rules, event({ level: 3, queues: carried }))).toBe('differs');
    for (const carried of [[TWO], [ONE, TWO]])
      expect(compare(rules, event({ level: 3, queues: carried }))).toBe('unsure');
  });
});

describe('an event about activity', () => {
  it.each<[string, string[], Comparison]>([
    ['no rule mentions it', ['level > 2', 'level = 3', 'level >'], 'in-step'],
    ['a rule mentions it, and holds', ['activity_name == "Available"'], 'in-step'],
    ['a rule mentions it, and does not hold', ['activity_name == "Offline"'], 'differs'],
    ['a rule that is not sure mentions it', ['activity_name = "Available"'], 'unsure'],
    ['a rule that can not be read mentions it', ['Activity_Name ~ 1'], 'unsure'],
    ['another rule than the one that is not sure', ['level = 3', 'activity_name != "x"'], 'differs'],
  ])('%s', (_what, expressions, expected) => {
    expect(compare(rulesOf(expressions), event({ level: 3, queues: [ONE] }, ACTIVITY))).toBe(expected);
  });

  it('that does not say which activity leaves a rule on it open', () => {
    const silent = { ...ACTIVITY, WorkerActivityName: '', WorkerActivitySid: '' };
    expect(compare(rulesOf(['activity_name == "Offline"']), event({ queues: [] }, silent))).toBe('unsure');
  });
});

describe("carrying TaskRouter's answer", () => {
  const rules = rulesOf(['1==1', '1==1', '1==1']);
  it.each<[string, unknown, string[], boolean]>([
    ['the same', [ONE, TWO], [ONE, TWO], true],
    ['the same in another order', [TWO, ONE], [ONE, TWO], true],
    ['nothing, and nothing', [], [], true],
    ['one too few', [ONE], [ONE, TWO], false],
    ['one too many', [ONE, TWO], [ONE], false],
    ['another', [THREE], [ONE], false],
    ['one twice', [ONE, ONE], [ONE], false],
    ['one that the rules do not have', [queueSid(9)], [queueSid(9)], false],
    ['no list', undefined, [], false],
    ["somebody else's", ['900'], [], false],
  ])('%s', (_what, queues, answer, expected) => {
    expect(compare(rules, event({ queues }), new Set(answer)) === 'in-step').toBe(expected);
  });

  it.each([undefined, '', '[]'])('is not said of attributes that are %j', (attributes) => {
    expect(compare(rules, event(attributes), new Set())).not.toBe('in-step');
  });
});
