import { describe, expect, it } from '@jest/globals';
import type { QueueView } from '@queue-eligibility/api';
import { countWorkerQueues, readWorkerQueues } from './worker-queues';

const view = (sid: string, friendlyName: string) => [sid, { sid, friendlyName } as QueueView] as const;
const known = {
  status: 'ready' as const,
  byValue: new Map([view('WQ1', 'Sales 10'), view('WQ2', 'Sales 9'), view('WQ3', 'Billing')]),
  full: new Set(['WKfull']),
};
const read = (attributes: unknown, sid = 'WK1') => readWorkerQueues({ sid, attributes }, known);

describe('the queues of a worker', () => {
  it('stand in the order of their names, each once, those that are gone last', () => {
    const { kind, queues } = read({ queues: ['WQ1', 'WQ0', 'WQ2', 'WQ3', 'WQ1'] });
    expect(kind).toBe('listed');
    expect(queues.map(({ name, isGone }) => [name, isGone])).toEqual([
      ['Billing', false],
      ['Sales 9', false],
      ['Sales 10', false],
      ['WQ0', true],
    ]);
  });

  it('are known by their codes as well, each once', () => {
    const queue = { sid: 'WQ1', value: 'a-_9Z', friendlyName: 'Sales' } as QueueView;
    const byValue = new Map([
      ['WQ1', queue],
      ['a-_9Z', queue],
    ]);
    const { queues } = readWorkerQueues(
      { attributes: { queues: ['a-_9Z', 'WQ1', 'b-_9Z'] } },
      { ...known, byValue },
    );
    expect(queues).toEqual([
      { sid: 'WQ1', name: 'Sales', isGone: false },
      { sid: 'b-_9Z', name: 'b-_9Z', isGone: true },
    ]);
  });

  it('are gone only where the queues are known', () => {
    const state = { status: 'loading' as const, byValue: new Map(), full: new Set<string>() };
    const { queues } = readWorkerQueues({ attributes: { queues: ['WQ1'] } }, state);
    expect(queues).toEqual([{ sid: 'WQ1', name: 'WQ1', isGone: false }]);
  });

  it.each([
    [{ queues: [] }, 'none'],
    [{ queues: [1, null] }, 'none'],
    [{}, 'unsynced'],
    [{ queues: null }, 'unsynced'],
    [undefined, 'unsynced'],
    ['text', 'unsynced'],
    [{ queues: 'WQ1' }, 'invalid'],
    [{ queues: { WQ1: true } }, 'invalid'],
  ])('%j: %s', (attributes, kind) => {
    expect(read(attributes)).toMatchObject({ kind, queues: [], isFull: false });
  });

  it('may be older than they should be', () => {
    expect(read({ queues: ['WQ1'] }, 'WKfull')).toMatchObject({ kind: 'listed', isFull: true });
    expect(read({}, 'WKfull')).toMatchObject({ kind: 'unsynced', isFull: true });
  });

  it('are sorted by their number', () => {
    expect([{ queues: ['a', 'b'] }, { queues: [] }, {}].map(countWorkerQueues)).toEqual([2, 0, -1]);
  });
});
