import { describe, expect, it } from '@jest/globals';
import type { Path } from '@queue-eligibility/api';
import { fakeFunctions } from '../../test/fakes';
import { AGENTS, anAgent, queuesAnswer, worker, workersAnswer } from '../../test/views';
import { FunctionsError } from '../functions-client';
import { createWorkspaceStore } from './workspace-store';

/** Functions whose answers to `/jobs/workers` come one after the other; a string is the code of a refusal. */
function open(answers: readonly (object | string)[], more: Partial<Record<Path, () => unknown>> = {}) {
  const waiting = [...answers];
  const waits: number[] = [];
  const functions = fakeFunctions({
    '/jobs/queues': () => queuesAnswer(),
    '/jobs/workers': () => {
      const next = waiting.shift() ?? 'unavailable';
      if (typeof next === 'string')
        throw new FunctionsError('refused', next, next, 503, { retryAfterMs: 700 });
      return next;
    },
    ...more,
  });
  const store = createWorkspaceStore(functions.client, {
    now: () => 5_000,
    wait: async (ms) => void waits.push(ms),
  });
  const asked = () =>
    functions.calls
      .filter(({ path }) => path === '/jobs/workers')
      .map(({ parameters }) => parameters as { cursor?: string | null; workerSids?: string[] });
  return { store, asked, waits, waiting };
}

const page = (agents: readonly (typeof AGENTS)[number][], next: string | null) => ({
  ...workersAnswer(agents),
  next,
});

describe('reading the workspace', () => {
  it('goes page by page, says how far it is, and names everybody once', async () => {
    const { store, asked } = open([page(AGENTS.slice(0, 3), '1.x'), page(AGENTS.slice(2), null)]);
    const listed: (number | undefined)[] = [];
    store.subscribe(({ reading }) => listed.push(reading?.listed));
    await store.read();
    expect(asked().map(({ cursor }) => cursor)).toEqual([null, '1.x']);
    expect(listed).toEqual([0, 3, 5, undefined]);
    expect(store.getState().snapshot).toMatchObject({
      readAtMs: 5_000,
      queueEditing: true,
      attribute: 'queues',
    });
    expect(store.getState().snapshot?.agents.map(({ sid }) => sid)).toEqual([1, 2, 3, 4, 5].map(worker));
  });

  it('is done once where two views ask for it', async () => {
    const { store, asked } = open([workersAnswer()]);
    store.ensure();
    store.ensure();
    await store.read();
    store.ensure();
    expect(asked()).toHaveLength(1);
  });

  it('tries a page again by itself, when Twilio says, and goes on where it stopped when a person does', async () => {
    const first = page(AGENTS.slice(0, 3), '1.x');
    const { store, asked, waits, waiting } = open([first, 'throttled', 'unavailable', 'throttled']);
    await store.read();
    expect(waits).toEqual([700, 700]);
    expect(store.getState()).toMatchObject({
      snapshot: null,
      problem: { code: 'throttled' },
      reading: { listed: 3 },
    });
    // Nothing is asked again by opening another view.
    store.ensure();
    waiting.push(page(AGENTS.slice(3), null));
    await store.retry();
    expect(asked().map(({ cursor }) => cursor)).toEqual([null, '1.x', '1.x', '1.x', '1.x']);
    expect(store.getState()).toMatchObject({ problem: null, reading: null });
    expect(store.getState().snapshot?.agents).toHaveLength(5);
  });

  it.each(['page_expired', 'bad_request'])(
    'does not go on for ever from a place that TaskRouter does not know any more: %s',
    async (code) => {
      const { store, asked, waiting } = open([page(AGENTS.slice(0, 3), '1.x'), code]);
      await store.read();
      waiting.push(workersAnswer());
      await store.retry();
      expect(asked().map(({ cursor }) => cursor)).toEqual([null, '1.x', null]);
    },
  );

  it('keeps what was read before while it is read again, and when that fails', async () => {
    const { store } = open([workersAnswer(), 'not_understood']);
    await store.read();
    await store.read();
    expect(store.getState().snapshot?.agents).toHaveLength(5);
    expect(store.getState().problem).toMatchObject({ code: 'not_understood' });
  });

  it('fetches those whose attributes did not come, a hundred at a time, and leaves those unknown that stay so', async () => {
    const bare = Array.from({ length: 150 }, (_, n) => anAgent(n, `Agent ${n}`, null));
    const known = bare.map((agent) => ({ ...agent, attributes: {} }));
    const { store, asked } = open([
      workersAnswer(bare),
      { ...workersAnswer(known.slice(0, 98)), unread: [worker(98)], gone: [worker(99)] },
      { ...workersAnswer([]), unread: [...known.slice(100).map(({ sid }) => sid), worker(98)] },
    ]);
    const fetched: unknown[] = [];
    store.subscribe(({ reading }) => fetched.push(reading && [reading.fetched, reading.lacked]));
    await store.read();
    expect(asked().map(({ workerSids = [] }) => workerSids.length)).toStrictEqual([0, 100, 51]);
    expect(fetched).toEqual([[0, 0], [0, 150], [99, 150], [150, 150], null]);
    const { agents = [] } = store.getState().snapshot ?? {};
    expect(agents).toHaveLength(149);
    expect(agents.filter(({ attributes }) => attributes === null)).toHaveLength(51);
  });
});
