import { afterEach, expect, it } from '@jest/globals';
import { createRetry, type Gathered, type HopContext, type Session } from '@queue-eligibility/batch';
import { createEmulator, type Emulator, type EmulatorOptions } from '@queue-eligibility/twilio-emulator';
import { createTaskRouter } from '@queue-eligibility/task-router';
import { resyncKind } from '../src';
import type { WorkItem } from '../src/reading';
import { evidenceIn, resyncStateSchema, type ResyncState } from '../src/resync-state';
import { memoryRulebook } from './in-process';

let emulator: Emulator;
afterEach(() => emulator.close());

type Hop = Session<WorkItem, ResyncState, never>;

/** Opens hops that end after a step, and what they find put together as the protocol would. */
async function setup(options: EmulatorOptions) {
  emulator = await createEmulator({ limits: { bulkStatisticsPerSecond: null }, ...options });
  const rulebook = memoryRulebook();
  const policy = { retries: 2, minBackoffMs: 1, maxBackoffMs: 2 };
  const workspace = emulator.client().taskrouter.v1.workspaces(emulator.workspaceSid);
  const kind = resyncKind({
    taskRouter: () => createTaskRouter(workspace, createRetry(policy)),
    ...{ rulebook, policy, log: () => {}, concurrency: 4 },
    attribute: { name: 'queues', form: 'sids' },
  });
  /** `isNearEnd`: the hop's time is nearly over, and it keeps what it has. */
  const open = (state: ResyncState, { isNearEnd = true } = {}): Promise<Hop> => {
    const context: HopContext<ResyncState> = {
      ...{ jobId: 'j', pass: 1, state, first: Promise.resolve([]) },
      ...{ throttled: () => {}, budget: () => {}, log: () => {} },
      signal: new AbortController().signal,
      workUntilMs: isNearEnd ? 0 : Infinity,
      now: () => Date.now(),
      sleep: async () => {},
    };
    return kind.open(context);
  };
  return { open, rulebook };
}

/** A state as it comes out of Sync. */
const stored = (hop: Hop): ResyncState => resyncStateSchema.parse(JSON.parse(JSON.stringify(hop.state())));
const gather = async (hop: Hop, cursor: string | null): Promise<Gathered<WorkItem>> => {
  const found = await hop.gather?.(cursor);
  if (!found) throw new Error('nothing was gathered');
  return found;
};
const START = resyncStateSchema.parse({});

it('a look goes on where the hop before had to stop, step by step, to the same end', async () => {
  const { open } = await setup({ workers: 1_030, queues: 230, queuesAttribute: 'stale' });
  // One that has to be asked about, and named more than a page.
  emulator.taskRouter.createQueue({ friendlyName: 'odd', targetWorkers: 'worker.sid != "x"' });
  let [state, cursor]: [ResyncState, string | null] = [START, null];
  let items = new Set<string>();
  let checked = 0;
  for (let hops = 1; ; hops++) {
    const hop = await open(state);
    const found = await gather(hop, cursor);
    if (found.restart) [items, checked] = [new Set(), 0];
    for (const { w } of found.items) items.add(w);
    checked += found.checked;
    state = stored(hop);
    cursor = found.next;
    expect(hops).toBeLessThan(40);
    if (cursor === null) break;
  }
  expect([...items].sort()).toEqual([...emulator.taskRouter.inStep().differing].sort());
  expect(items.size + checked).toBe(1_030);
  expect(evidenceIn(state).filter((how) => how !== 'counted' && how !== 'asked')).toEqual([]);
  // Nothing was counted or asked twice: 231 queues, twice at the most for those that only an answer can prove.
  expect(emulator.requests.count({ resource: 'TaskQueueStatistics' })).toBeLessThan(8);
});

it('what a hop did and did not keep is done again from the beginning', async () => {
  const { open } = await setup({ workers: 1_030, queues: 12 });
  const first = await open(START, { isNearEnd: false });
  const { next } = await gather(first, null);
  // It was lost: the job knows where it was, and the state does not.
  const second = await open(stored(first));
  expect(await gather(second, next)).toMatchObject({ restart: true, next: null });
  expect(await gather(second, null)).toMatchObject({ items: [], checked: 0 });
});

it('a list of queues that changes in the middle of a look is looked at anew', async () => {
  const { open } = await setup({ workers: 5, queues: 12, queuesAttribute: 'in-step' });
  const hop = await open(START, { isNearEnd: false });
  let found = await gather(hop, null);
  emulator.taskRouter.createQueue({ friendlyName: 'new', targetWorkers: 'nobody == 1' });
  let restarts = 0;
  for (;;) {
    if (found.restart && found.next === null) restarts += 1;
    found = await gather(hop, found.next);
    if (found.next === null && !found.restart) break;
  }
  expect(restarts).toBe(1);
  expect(evidenceIn(hop.state())).toHaveLength(13);
});

it('a look whose rules can not be had any more writes nothing, and another pass follows', async () => {
  const { open, rulebook } = await setup({ workers: 5, queues: 12 });
  const first = await open(START, { isNearEnd: false });
  const items: WorkItem[] = [];
  let found = await gather(first, null);
  for (; found.next !== null; found = await gather(first, found.next)) items.push(...found.items);
  items.push(...found.items);
  // Somebody removed the rulebook, and the queues are others.
  rulebook.written.length = 0;
  emulator.taskRouter.createQueue({ friendlyName: 'new', targetWorkers: '1==1' });
  const second = await open(stored(first));
  const [item] = items;
  if (!item) throw new Error('nobody is out of step');
  await second.perform(item);
  expect(JSON.parse(emulator.taskRouter.worker(item.w)?.attributes ?? '')).toMatchObject({ queues: [] });
  const conclusion = await second.conclude({ pass: 1, changed: 0, failed: 0, checked: 5 });
  expect(conclusion).toMatchObject({ again: true, report: { verified: false } });
});
