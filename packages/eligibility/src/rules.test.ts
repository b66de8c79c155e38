import { describe, expect, it } from '@jest/globals';
import { aWorker, queuesWith, queueSid } from '../test/fake-task-router';
import { buildRules, factsOf, isGuessable, isUndecidable, type AskReason } from './rules';

const NONE = new Map<string, string>();
const ruleOf = (expression: string, distrusted = NONE) => {
  const [rule] = buildRules(queuesWith(expression), distrusted);
  if (!rule) throw new Error('no rule');
  return rule;
};

describe('how the eligibility for a queue is known', () => {
  it.each<[string, AskReason | null]>([
    ['1==1', null],
    ['', null],
    ['routing.skills HAS "sales" AND languages IN ["en"]', null],
    ['activity_name == "Available"', null],
    ["team='X'", 'undocumented'],
    ['"language" == "spanish"', 'undocumented'],
    ['routing.skills HAS', 'unparsable'],
    ['worker.channel.voice.configured_capacity > 0', 'volatile'],
  ])('%s: %s', (expression, ask) => {
    expect(ruleOf(expression).ask).toBe(ask);
  });

  it('keeps the order of the list, and gives queues that share an expression the same reading', () => {
    const [a, b, c] = buildRules(queuesWith('a==1', 'b==1', 'a==1'), NONE);
    expect([a?.sid, b?.sid, c?.sid]).toEqual([1, 2, 3].map(queueSid));
    expect(a?.evaluate).toBe(c?.evaluate);
    expect(a?.expressionHash).not.toBe(b?.expressionHash);
  });

  it('asks about a queue that was found wrong, as long as its expression is the same', () => {
    const { expressionHash } = ruleOf('a==1');
    const distrusted = new Map([[queueSid(1), expressionHash]]);
    expect(ruleOf('a==1', distrusted).ask).toBe('distrusted');
    expect(ruleOf('a==2', distrusted).ask).toBeNull();
    // Another queue with the same expression is another matter.
    const [, other] = buildRules(queuesWith('a==1', 'a==1'), distrusted);
    expect(other?.ask).toBeNull();
  });

  it.each<[AskReason | null, boolean, boolean]>([
    [null, true, false],
    ['undocumented', true, false],
    ['count-differs', true, true],
    ['volatile', false, true],
    ['distrusted', false, true],
  ])(
    '%s: our reading is worth something: %s; only TaskRouter can tell: %s',
    (ask, guessable, undecidable) => {
      const rule = { ...ruleOf('a==1'), ask };
      expect([isGuessable(rule), isUndecidable(rule)]).toEqual([guessable, undecidable]);
    },
  );
});

describe('the facts about a worker', () => {
  it('leave out what a record does not say, so that it counts as not known', () => {
    const attributes = { text: '{"a":1}', value: { a: 1 } };
    const worker = aWorker({ friendlyName: '', activitySid: '', activityName: '' });
    expect(factsOf(worker, attributes)).toEqual({ attributes: { a: 1 }, sid: worker.sid });
    expect(factsOf(aWorker(), attributes)).toMatchObject({ friendlyName: 'ada', activityName: 'Available' });
  });
});
