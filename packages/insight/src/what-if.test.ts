import { compile, parse } from '@queue-eligibility/target-expression';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { agents, anAgent, aQueue, expression, sidsOf, skilled } from '../test/agents';
import { factsOf } from './agents';
import { whatIf } from './what-if';

const team = [
  skilled('a', 'billing'),
  { ...skilled('b', 'billing', 'fr'), available: false },
  skilled('c', 'fr'),
];
const HAS = (skill: string) => `routing.skills HAS '${skill}'`;

describe('what a change would do', () => {
  it('says who gains and who loses the queue, how many are available, and which queues share them', () => {
    const queues = [aQueue('WQ1', HAS('fr')), aQueue('WQ2', HAS('billing')), aQueue('WQ3', HAS('sales'))];
    const effect = whatIf({ before: HAS('billing'), after: HAS('fr'), agents: team, queues });
    expect(effect).toMatchObject({
      ...{ gain: [{ sid: 'c' }], lose: [{ sid: 'a' }], unknown: [] },
      ...{ availableGain: 1, availableLose: 1, eligible: { before: 2, after: 2 } },
    });
    expect(effect.shared.map(({ queue, ...numbers }) => [queue.sid, numbers])).toEqual([
      ['WQ1', { agents: 1, gain: 1, lose: 0 }],
      ['WQ2', { agents: 1, gain: 0, lose: 1 }],
    ]);
  });

  it('of who is away none is available now', () => {
    const effect = whatIf({ before: '1==0', after: HAS('billing'), agents: team, queues: [] });
    expect([sidsOf(effect.gain), effect.availableGain]).toEqual([['a', 'b'], 1]);
  });

  it('an expression that can not be parsed says nothing of anybody', () => {
    const effect = whatIf({ before: HAS('fr'), after: HAS('fr').slice(0, -1), agents: team, queues: [] });
    expect(effect).toMatchObject({ gain: [], lose: [], eligible: { before: 2, after: 0 } });
    expect(sidsOf(effect.unknown)).toEqual(['a', 'b', 'c']);
  });

  it('the same expression changes nothing, even where it is not known what it says', () => {
    const channel = 'worker.channel.voice.configured_capacity > 0';
    const effect = whatIf({ before: channel, after: channel, agents: team, queues: [] });
    expect(effect).toMatchObject({ gain: [], lose: [], unknown: [] });
  });

  it('is what the evaluator says of either expression', () => {
    const verdicts = (text: string) => {
      const result = parse(text);
      return result.ok ? compile(result.expression) : () => 'uncertain' as const;
    };
    fc.assert(
      fc.property(expression, expression, agents, (before, after, everybody) => {
        const [was, will] = [verdicts(before), verdicts(after)];
        const { gain, lose, unknown } = whatIf({ before, after, agents: everybody, queues: [] });
        for (const agent of everybody) {
          const known = agent.attributes !== null;
          const pair = known ? [was(factsOf(agent)), will(factsOf(agent))] : ['uncertain'];
          const isOpen = pair.includes('uncertain');
          expect(unknown.includes(agent)).toBe(isOpen && before !== after);
          expect(gain.includes(agent)).toBe(!isOpen && pair[0] === false && pair[1] === true);
          expect(lose.includes(agent)).toBe(!isOpen && pair[0] === true && pair[1] === false);
        }
      }),
    );
  });

  it('does not ask twice about an agent without attributes', () => {
    const { unknown } = whatIf({ before: '1==0', after: '1==1', agents: [anAgent('x', null)], queues: [] });
    expect(sidsOf(unknown)).toEqual(['x']);
  });
});
