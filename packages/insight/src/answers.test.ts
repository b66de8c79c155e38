import { expect, it } from '@jest/globals';
import { anAgent, sidsOf, skilled } from '../test/agents';
import { compareWithAnswer } from './answers';

it("holds our reading against TaskRouter's answer", () => {
  const agents = [
    skilled('same', 'a'),
    skilled('ours', 'a'),
    skilled('theirs', 'b'),
    skilled('out', 'b'),
    anAgent('in after all', null),
    anAgent('not in', null),
  ];
  const answer = ['same', 'theirs', 'in after all', 'stranger'];
  const { strangers, ...found } = compareWithAnswer("routing.skills HAS 'a'", agents, answer);
  expect(Object.fromEntries(Object.entries(found).map(([name, who]) => [name, sidsOf(who)]))).toEqual({
    onlyOurs: ['ours'],
    onlyTheirs: ['theirs'],
    settledIn: ['in after all'],
    settledOut: ['not in'],
  });
  expect(strangers).toEqual(['stranger']);
});

it('an expression that we can not parse is settled for everybody', () => {
  const { settledIn, settledOut } = compareWithAnswer('skill HAS', [skilled('a'), skilled('b')], ['a']);
  expect([sidsOf(settledIn), sidsOf(settledOut)]).toEqual([['a'], ['b']]);
});
