import { describe, expect, it } from '@jest/globals';
import type { QueueView } from '@queue-eligibility/api';
import { countWorkerQueues, readWorkerQueues } from './worker-queues';

/** A SID that ends so. */
const WQ = (end: string): string => `WQ${end.padStart(32, '0')}`;
const view = (sid: string, friendlyName: string) => [sid, { sid, friendlyName } as QueueView] as const;
const known = {
  status: 'ready' as const,
  attribute: 'queues',
  byValue: new Map([view(WQ('1'), 'Sales 10'), view(WQ('2'), 'Sales 9'), view(WQ('3'), 'Billing')]),
  behind: new Map([['WKfull', 'attributes_too_long']]),
};
const read = (attributes: unknown, sid = 'WK1') => readWorkerQueues({ sid, attributes }, known);

describe('the queues of a worker', () => {
  it('stand in the order of their names, each once, those that are gone last', () => {
    const { kind, queues } = read({ queues: [WQ('1'), WQ('0'), WQ('2'), WQ('3'), WQ('1')] });
    expect(kind).toBe('listed');
    expect(queues.map(({ name, isGone }) => [name, isGone])).toEqual([
      ['Billing', false],
      ['Sales 9', false],
      ['Sales 10', false],
      [WQ('0'), true],
    ]);
  });

  it('are known by their codes as well, each once', () => {
    const queue = { sid: WQ('1'), value: 'aBcD9Z', friendlyName: 'Sales' } as QueueView;
    const byValue = new Map([
      [WQ('1'), queue],
      ['aBcD9Z', queue],
    ]);
    const { queues } = readWorkerQueues(
      { attributes: { queues: ['aBcD9Z', WQ('1'), 'bBcD9Z'] } },
      { ...known, byValue },
    );
    expect(queues).toEqual([
      { sid: WQ('1'), name: 'Sales', isGone: false },
      { sid: 'bBcD9Z', name: 'bBcD9Z', isGone: true },
    ]);
  });

  it('are gone only where the queues are known', () => {
    const state = {
      status: 'loading' as const,
      attribute: 'queues',
      byValue: new Map(),
      behind: new Map<string, string>(),
    };
    const { queues } = readWorkerQueues({ attributes: { queues: [WQ('1')] } }, state);
    expect(queues).toEqual([{ sid: WQ('1'), name: WQ('1'), isGone: false }]);
  });

  it.each([
    [{ queues: [] }, 'none'],
    [{ queues: [1, null] }, 'invalid'],
    [{ queues: [WQ('1'), 'support line'] }, 'invalid'],
    [{}, 'unsynced'],
    [{ queues: null }, 'unsynced'],
    [undefined, 'unsynced'],
    ['text', 'unsynced'],
    [{ queues: WQ('1') }, 'invalid'],
    [{ queues: { WQ1: true } }, 'invalid'],
  ])('%j: %s', (attributes, kind) => {
    expect(read(attributes)).toMatchObject({ kind, queues: [], behind: null });
  });

  it('may be older than they should be', () => {
    expect(read({ queues: [WQ('1')] }, 'WKfull')).toMatchObject({
      kind: 'listed',
      behind: 'attributes_too_long',
    });
    expect(read({}, 'WKfull')).toMatchObject({ kind: 'unsynced', behind: 'attributes_too_long' });
  });

  it('are sorted by their number', () => {
    const all = [{ queues: [WQ('1'), WQ('2')] }, { queues: [] }, {}, { queues: ['support line'] }];
    expect(all.map((attributes) => countWorkerQueues(attributes, 'queues'))).toEqual([2, 0, -1, -1]);
  });

  it('are those of the attribute that is configured', () => {
    const attributes = { queues: 'of somebody else', lines: [WQ('3')] };
    expect(readWorkerQueues({ attributes }, { ...known, attribute: 'lines' })).toMatchObject({
      kind: 'listed',
      queues: [{ name: 'Billing' }],
    });
    expect(countWorkerQueues(attributes, 'lines')).toBe(1);
  });
});
