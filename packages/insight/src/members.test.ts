import { compile, lacking, explain, parse, type Expression } from '@queue-eligibility/target-expression';
import fc from 'fast-check';
import { describe, expect, it } from '@jest/globals';
import { agents, anAgent, aQueue, expression, sidsOf, skilled } from '../test/agents';
import { factsOf } from './agents';
import { membersOf } from './members';

const parsed = (text: string): Expression => {
  const result = parse(text);
  if (!result.ok) throw new Error(result.error.message);
  return result.expression;
};

describe('who is in a queue', () => {
  const queue = aQueue('WQ1', "routing.skills HAS 'billing' AND languages HAS 'fr'");
  const both = anAgent('both', { routing: { skills: ['billing'] }, languages: ['fr'] });
  const away = { ...both, sid: 'away', available: false };

  it('the available ones come first', () => {
    expect(sidsOf(membersOf(queue, [away, both]).eligible)).toEqual(['both', 'away']);
  });

  it('those who lack one clause are grouped by it, the largest group first', () => {
    const french = anAgent('french', { languages: ['fr'] });
    const clerks = ['a', 'b', 'c'].map((sid) => skilled(sid, 'billing'));
    const { nearly } = membersOf(queue, [french, ...clerks, anAgent('neither', {})]);
    expect(nearly.map(({ clause, agents: who }) => [clause, sidsOf(who)])).toEqual([
      ["languages HAS 'fr'", ['a', 'b', 'c']],
      ["routing.skills HAS 'billing'", ['french']],
    ]);
    expect(nearly[0]?.lacking.subject).toEqual(['languages']);
  });

  it('of an agent whose attributes did not come nothing is known', () => {
    expect(sidsOf(membersOf(queue, [anAgent('who', null), both]).unknown)).toEqual(['who']);
  });

  it.each([
    ['that we can not parse', aQueue('WQ1', 'skill HAS')],
    ['that is distrusted', aQueue('WQ1', '1==1', { distrusted: true })],
  ])('of a rule %s nobody is known', (_what, unread) => {
    expect(membersOf(unread, [both])).toEqual({ eligible: [], nearly: [], unknown: [both] });
  });

  it('an empty rule has nobody, and nobody nearly', () => {
    expect(membersOf(aQueue('WQ1', ''), [both])).toEqual({ eligible: [], nearly: [], unknown: [] });
  });

  it('of a rule that is parked by 1==0 nobody is nearly a member', () => {
    for (const rule of ['1==0', "languages HAS 'fr' AND 1=0"])
      expect(membersOf(aQueue('WQ1', rule), [both])).toEqual({ eligible: [], nearly: [], unknown: [] });
    const { nearly } = membersOf(aQueue('WQ1', "1==0 OR languages HAS 'es'"), [both]);
    expect(nearly.map(({ clause }) => clause)).toEqual(["languages HAS 'es'"]);
  });

  it('takes no minutes for hundreds of ORs and thousands of agents', () => {
    const rule = Array.from({ length: 300 }, (_, i) => `languages HAS 'l${i}'`).join(' OR ');
    const everybody = Array.from({ length: 15_000 }, (_, i) => skilled(`WK${i}`, `s${i}`, `t${i}`));
    const { nearly } = membersOf(aQueue('WQ1', rule), everybody);
    expect(nearly.map(({ clause, agents: who }) => [clause, who.length])).toEqual([
      ["languages HAS 'l0'", 15_000],
    ]);
  });

  it('is what the evaluator says, and nearly is one clause away from it', () => {
    fc.assert(
      fc.property(expression, agents, (text, everybody) => {
        const verdictOf = compile(parsed(text));
        const { eligible, nearly, unknown } = membersOf(aQueue('WQ1', text), everybody);
        const isUnknown = (sid: string) => unknown.some((agent) => agent.sid === sid);
        for (const agent of everybody) {
          const verdict = agent.attributes === null ? 'uncertain' : verdictOf(factsOf(agent));
          expect(eligible.includes(agent)).toBe(verdict === true);
          expect(isUnknown(agent.sid)).toBe(verdict === 'uncertain');
          const groups = nearly.filter(({ agents: who }) => who.includes(agent));
          const missing = verdict === false ? lacking(explain(parsed(text), factsOf(agent))) : [];
          expect(groups.map(({ clause }) => clause)).toEqual(
            missing.length === 1 ? missing.map((one) => one.text) : [],
          );
        }
      }),
    );
  });
});
