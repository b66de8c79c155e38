import { expect, it } from '@jest/globals';
import { anAgent, skilled } from '../test/agents';
import { vocabulary } from './vocabulary';

it('names attributes and values, the most frequent first', () => {
  const agents = [
    skilled('a', 'billing:3'),
    skilled('b', 'billing:4', 'fr'),
    anAgent('c', { team: 'x', vip: true }),
  ];
  expect(vocabulary(agents)).toEqual(
    [
      {
        ...{
          path: ['routing', 'skills'],
          text: 'routing.skills',
          agents: 2,
          types: ['list'],
          hasMore: false,
        },
        values: [
          { value: 'billing', agents: 2 },
          { value: 'fr', agents: 1 },
        ],
      },
      {
        ...{
          path: ['routing', 'levels', 'billing'],
          text: 'routing.levels.billing',
          agents: 2,
          hasMore: false,
        },
        types: ['number'],
        values: [
          { value: 3, agents: 1 },
          { value: 4, agents: 1 },
        ],
      },
      {
        ...{ path: ['team'], text: 'team', agents: 1, types: ['text'], hasMore: false },
        values: [{ value: 'x', agents: 1 }],
      },
      {
        ...{ path: ['vip'], text: 'vip', agents: 1, types: ['boolean'], hasMore: false },
        values: [{ value: true, agents: 1 }],
      },
    ].sort((a, b) => b.agents - a.agents || (a.text < b.text ? -1 : 1)),
  );
});

it('leaves out what no expression can name, our own attribute, and whom it knows nothing of', () => {
  const agents = [
    anAgent('a', { 'customer-value': 3, queues: ['WQ1'], __proto__x: 1, nothing: null }),
    anAgent('b', null),
    anAgent('c', 'no object'),
  ];
  expect(vocabulary(agents, { without: 'queues' }).map(({ text }) => text)).toEqual(['__proto__x']);
});

it('is bounded, and says so', () => {
  const agents = Array.from({ length: 300 }, (_, i) => anAgent(`WK${i}`, { email: `${i}@x`, [`k${i}`]: i }));
  const [email] = vocabulary(agents);
  expect(email).toMatchObject({ text: 'email', agents: 300, hasMore: true });
  expect(email?.values).toHaveLength(200);
});

it('shows two types of one attribute', () => {
  const agents = [anAgent('a', { level: '3' }), anAgent('b', { level: 3 }), anAgent('c', { level: 4 })];
  expect(vocabulary(agents)[0]?.types).toEqual(['number', 'text']);
});
