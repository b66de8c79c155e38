import { afterEach, expect, it } from '@jest/globals';
import { createRetry, type HopContext, type Session } from '@queue-eligibility/batch';
import { createEmulator, type Emulator } from '@queue-eligibility/twilio-emulator';
import { resyncKind } from '../src';
import { resyncStateSchema, type ResyncState } from '../src/resync-state';
import type { WorkItem } from '../src/survey';
import { createTaskRouter } from '../src/task-router';
import { memoryRulebook } from './in-process';
import { memoryContest } from './memory-contest';

let emulator: Emulator;
afterEach(() => emulator.close());

/** What a hop opens that finds a state. */
function opener(rulebook = memoryRulebook()) {
  const policy = { retries: 2, minBackoffMs: 1, maxBackoffMs: 2 };
  const workspace = emulator.client().taskrouter.v1.workspaces(emulator.workspaceSid);
  const kind = resyncKind({
    taskRouter: () => createTaskRouter(workspace, createRetry(policy)),
    rulebook,
    policy,
    form: 'sids',
    contest: memoryContest(),
    concurrency: 4,
  });
  return (state: ResyncState): Promise<Session<WorkItem, ResyncState, string[]>> => {
    const context: HopContext<ResyncState> = {
      jobId: 'j',
      pass: 1,
      state,
      throttled: () => {},
      budget: () => {},
      signal: new AbortController().signal,
      workUntilMs: Infinity,
      now: () => Date.now(),
      log: () => {},
    };
    return kind.open(context);
  };
}

// The counts of 1,000 queues take longer than what is left of a hop that has read the workers; they were asked again and
// again.
it('counts go on in the next hop where the one before had to stop', async () => {
  emulator = await createEmulator({
    workers: 5,
    queues: 620,
    queuesAttribute: 'in-step',
    limits: { bulkStatisticsPerSecond: null },
  });
  const open = opener();
  const first = await open(resyncStateSchema.parse({}));
  let { next } = (await first.gather?.(null)) ?? {};
  let state = first.state();
  for (let hops = 0; next !== null; hops++) {
    expect(next).toBe('counting');
    expect(hops).toBeLessThan(3);
    const hop = await open(state);
    const found = await hop.gather?.('counting');
    expect(found).toMatchObject({ items: [], checked: 0 });
    expect(found?.restart).toBeUndefined();
    state = hop.state();
    next = found?.next;
  }
  expect(emulator.requests.count({ resource: 'TaskQueueStatistics' })).toBe(13);
});

it('a list of queues that changed between two hops is counted anew', async () => {
  emulator = await createEmulator({ workers: 5, queues: 12, queuesAttribute: 'in-step' });
  const open = opener();
  const first = await open(resyncStateSchema.parse({}));
  expect(await first.gather?.(null)).toMatchObject({ next: 'counting' });
  emulator.taskRouter.createQueue({ friendlyName: 'new', targetWorkers: 'nobody == 1' });
  const second = await open(first.state());
  expect(await second.gather?.('counting')).toMatchObject({ restart: true });
  expect(emulator.requests.count({ resource: 'TaskQueueStatistics' })).toBe(0);
});

it('a queue found wrong in one hop is remembered by the one that concludes', async () => {
  emulator = await createEmulator({ workers: 5, queues: 0, queuesAttribute: 'in-step' });
  const { sid } = emulator.taskRouter.createQueue({
    friendlyName: 'odd',
    targetWorkers: 'nothing == "of this"',
  });
  emulator.taskRouter.overrideQueue(sid, () => true);
  for (const worker of emulator.taskRouter.workers.keys()) {
    emulator.taskRouter.updateWorker(worker, { attributes: { queues: [sid] } });
  }
  const rulebook = memoryRulebook();
  const open = opener(rulebook);
  const first = await open(resyncStateSchema.parse({}));
  expect(await first.gather?.(null)).toMatchObject({ next: 'counting' });
  expect(await first.gather?.('counting')).toMatchObject({ restart: true });
  expect(await first.gather?.(null)).toMatchObject({ items: [], checked: 5, next: 'counting' });
  expect(await first.gather?.('counting')).toMatchObject({ items: [], checked: 0, next: null });
  const second = await open(first.state());
  expect(await second.conclude({ pass: 1, changed: 0, failed: 0, checked: 5 })).toMatchObject({
    again: false,
    report: { verified: true, disagreed: 1 },
  });
  expect([...(rulebook.written.at(-1)?.distrusted.keys() ?? [])]).toEqual([sid]);
});

it('a promise of another look is kept also where the hop that made it was lost before it could remember', async () => {
  emulator = await createEmulator({ workers: 5, queues: 0, queuesAttribute: 'in-step' });
  const targetWorkers = 'worker.channel.voice.configured_capacity > 0 AND level > 2';
  const { sid } = emulator.taskRouter.createQueue({ friendlyName: 'odd', targetWorkers });
  const rulebook = memoryRulebook();
  const queues = [{ sid, friendlyName: '', targetWorkers }];
  const secondLookUntil = new Date(Date.now() + 20_000).toISOString();
  await rulebook.write({
    verifiedAt: '2026-01-01T00:00:00.000Z',
    queues,
    distrusted: new Map(),
    secondLookUntil,
  });
  const hop = await opener(rulebook)(resyncStateSchema.parse({}));
  await hop.gather?.(null);
  expect(hop.state()).toMatchObject({ promised: true });
  expect(hop.state().staleUntilMs).toBeGreaterThan(Date.now() - 1_000);
  expect(await hop.conclude({ pass: 1, changed: 0, failed: 0, checked: 5 })).toMatchObject({ again: true });
});
