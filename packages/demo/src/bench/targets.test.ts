import { describe, expect, it, test } from '@jest/globals';
import { rowOf } from './rows';
import { partTarget, targets, type Target } from './targets';

const shortfalls = (target: Target, figures: Record<string, number>): number =>
  rowOf([
    {
      ...{ scenario: 'any', predecessor: null, flaws: [], facts: {}, target },
      figures: Object.fromEntries(
        Object.entries(figures).map(([name, value]) => [name, { value, unit: name }]),
      ),
    },
  ]).shortfalls.length;

const small = { memory: 255.9, longest: 8.99 };
const planned = { previewSeconds: 9.9, share: 0.93, requestsPerAgent: 2.2, ...small };
const calm = { secondsToInStep: 120, requestsPerEvent: 3, mostOfOneWorker: 10, ...small };

/** What just meets each target, and by what the same falls short. */
const table: [keyof typeof targets, Record<string, number>, Record<string, number>][] = [
  ['first', { requests: 40 }, { requests: 41 }],
  ['later', { requests: 30 }, { requests: 31 }],
  ['full', { requestsPerWorker: 2.2, speedUp: 5 }, { requestsPerWorker: 2.21, speedUp: 4.99 }],
  ['limited', { share: 0.93 }, { share: 0.929 }],
  ['echo', { requests: 0.5, coldRequests: 2 }, { requests: 0.51, coldRequests: 3 }],
  ['largest', small, { memory: 256, longest: 9 }],
  ['scale', { ...small, timeLeftError: 15 }, { memory: 256, longest: 9, timeLeftError: 15.1 }],
  ['evaluation', { saving: 10 }, { saving: 9.9 }],
  ['plan', planned, { previewSeconds: 10, share: 0.929, requestsPerAgent: 2.21, memory: 256, longest: 9 }],
  [
    'storm',
    calm,
    { secondsToInStep: 120.1, requestsPerEvent: 3.01, mostOfOneWorker: 11, memory: 256, longest: 9 },
  ],
];

test.each(table)('%s: %j meets the target', (name, good) => {
  expect(shortfalls(targets[name], good)).toBe(0);
});

describe('each figure counts by itself', () => {
  const cases = table.flatMap(([name, good, bad]) =>
    Object.entries(bad).map(([figure, value]) => [name, figure, value, good] as const),
  );
  test.each(cases)('%s: %s of %d falls short', (name, figure, value, good) => {
    expect(shortfalls(targets[name], { ...good, [figure]: value })).toBe(1);
  });
});

it('holds every target against something', () => {
  expect(table.map(([name]) => name).sort()).toEqual(Object.keys(targets).sort());
});

describe('some workers differ', () => {
  it('allows 2.2 requests a changed worker beside the price of the look', () => {
    const target = partTarget(150);
    expect(target.bounds.map(({ words }) => words)).toEqual(['at most 60 + 2.2 x 150 = 390 requests']);
    expect(shortfalls(target, { requests: 390 })).toBe(0);
    expect(shortfalls(target, { requests: 391 })).toBe(1);
  });
});
