import { describe, expect, it } from '@jest/globals';
import type { HistoryEntry } from '@queue-eligibility/api';
import { waitFor } from '@testing-library/react';
import { aQueue } from '../test/queues';
import { FunctionsError, type FunctionsClient } from './functions-client';
import { createQueueDirectory } from './queue-directory';

function setUp({ isAllowed = true } = {}) {
  const calls: string[] = [];
  let nowMs = 0;
  const answers: Record<string, () => unknown> = {
    '/jobs/queues': () => ({ queues: [aQueue('WQ1', 'Sales')] }),
    '/jobs/list': () => ({ history: [] }),
  };
  const functions = {
    call: async (path: string) => {
      calls.push(path);
      const answer = answers[path];
      if (!answer) throw new Error(`nobody answers ${path}`);
      return answer();
    },
  } as unknown as FunctionsClient;
  const directory = createQueueDirectory(functions, { isAllowed, now: () => nowMs });
  const settled = async () => {
    await directory.refresh();
  };
  return { directory, calls, answers, settled, advance: (ms: number) => (nowMs += ms) };
}

describe('the queue directory', () => {
  it('is read once, however many ask, and kept for a while', async () => {
    const { directory, calls, settled, advance } = setUp();
    directory.ensure();
    directory.ensure();
    await settled();
    expect(directory.getState()).toMatchObject({ status: 'ready' });
    expect(directory.getState().queues.get('WQ1')?.friendlyName).toBe('Sales');
    directory.ensure();
    expect(calls.filter((path) => path === '/jobs/queues')).toHaveLength(1);
    advance(11 * 60_000);
    directory.ensure();
    await settled();
    expect(calls.filter((path) => path === '/jobs/queues')).toHaveLength(2);
  });

  it('knows the attribute that holds the queues, as far as it can be one', async () => {
    const { directory, answers, settled } = setUp();
    expect(directory.getState().attribute).toBe('queues');
    await settled();
    expect(directory.getState().attribute).toBe('queues');
    answers['/jobs/queues'] = () => ({ queues: [], attribute: 'lines' });
    await settled();
    expect(directory.getState().attribute).toBe('lines');
    delete answers['/jobs/queues'];
    await settled();
    expect(directory.getState()).toMatchObject({ status: 'failed', attribute: 'lines' });
    answers['/jobs/queues'] = () => ({ queues: [], attribute: 'a == "b" OR data.c' });
    await settled();
    expect(directory.getState().attribute).toBe('queues');
  });

  it('is not read by who may not', async () => {
    const { directory, calls, settled } = setUp({ isAllowed: false });
    directory.ensure();
    await settled();
    expect(calls).toEqual([]);
    expect(directory.getState().status).toBe('idle');
  });

  it('keeps what it knew when it can’t be read anew, and tries again later', async () => {
    const { directory, answers, settled, advance } = setUp();
    await settled();
    const works = answers['/jobs/queues'];
    answers['/jobs/queues'] = () => {
      throw new FunctionsError('unreachable', 'unreachable', 'no answer', null);
    };
    await settled();
    expect(directory.getState()).toMatchObject({ status: 'failed' });
    expect(directory.getState().queues.size).toBe(1);
    if (works) answers['/jobs/queues'] = works;
    advance(31_000);
    directory.ensure();
    await settled();
    expect(directory.getState()).toMatchObject({ status: 'ready' });
  });

  it('knows whose list is known to be wrong, from the last resync that got to its end and from events since', async () => {
    const { directory, answers, settled } = setUp();
    const entry: Partial<HistoryEntry> = {
      id: 'resync-1',
      kind: 'resync',
      status: 'completed',
      progress: { total: 2, checked: 2, changed: 0, failed: 2 },
    };
    const later = { ...entry, id: 'resync-2', status: 'failed', progress: { total: null, failed: 0 } };
    const left = [{ workerSid: 'WK3', code: 'changed_again_and_again' }];
    answers['/jobs/list'] = () => ({ history: [later, entry], left });
    answers['/jobs/read'] = () => ({
      failures: [
        { key: 'WK1', code: 'attributes_too_long', message: '', attempts: 1 },
        { key: 'WK2', code: 'contended', message: '', attempts: 4 },
      ],
    });
    await settled();
    // A resync that failed since has not looked at everybody: what is known stays.
    const known = [
      ['WK1', 'attributes_too_long'],
      ['WK2', 'contended'],
    ];
    expect([...directory.getState().behind]).toEqual([...known, ['WK3', 'changed_again_and_again']]);
    directory.takeLeft([]);
    expect([...directory.getState().behind]).toEqual(known);
  });

  it('looks once for a queue that it does not know', async () => {
    const { directory, calls, answers, settled } = setUp();
    await settled();
    answers['/jobs/queues'] = () => ({ queues: [aQueue('WQ1', 'Sales'), aQueue('WQ2', 'New')] });
    directory.missed('WQ2');
    directory.missed('WQ2');
    directory.missed('WQ3');
    await waitFor(() => expect(directory.getState().queues.has('WQ2')).toBe(true));
    await settled();
    expect(directory.getState().queues.get('WQ2')?.friendlyName).toBe('New');
    const reads = calls.length;
    directory.missed('WQ3');
    await Promise.resolve();
    expect(calls).toHaveLength(reads);
  });
});
