import { afterEach, describe, expect, it } from '@jest/globals';
import { createRetry } from '@queue-eligibility/batch';
import { createEmulator, type Emulator, type FaultRule } from '@queue-eligibility/twilio-emulator';
import { createTaskRouter } from '.';

let emulator: Emulator;
afterEach(() => emulator.close());

async function setup(queues = 8) {
  emulator = await createEmulator({ workers: 20, queues });
  const workspace = emulator.client().taskrouter.v1.workspaces(emulator.workspaceSid);
  const retry = createRetry({ retries: 1, minBackoffMs: 1, maxBackoffMs: 2 });
  const sids = [...emulator.taskRouter.queues.keys()];
  return { sids, count: () => createTaskRouter(workspace, retry).countWorkers(sids) };
}
const BULK = { resource: 'TaskQueueStatistics', method: 'POST' } as const;
const SINGLE = { resource: 'TaskQueueStatistics', method: 'GET' } as const;
const whole = () =>
  new Map(
    [...emulator.taskRouter.queues.keys()].map((queue) => [
      queue,
      [...emulator.taskRouter.workers.keys()].filter((sid) =>
        emulator.taskRouter.eligibleQueues(sid).includes(queue),
      ).length,
    ]),
  );
const answer = (total: unknown): FaultRule['action'] => ({
  answer: { total_eligible_workers: total },
  name: 'another-total',
});

describe('how many workers TaskRouter counts', () => {
  it('comes for 50 queues in a request', async () => {
    const { sids, count } = await setup(60);
    const counts = await count();
    expect(new Map([...counts].map(([sid, { eligible }]) => [sid, eligible]))).toEqual(whole());
    expect(sids).toHaveLength(60);
    expect(emulator.requests.count(BULK)).toBe(2);
  });

  it.each(['some-counts', 'no-counts', 'null-counts'] as const)(
    'comes by itself where the bulk answer lacks it (%s)',
    async (action) => {
      const { count } = await setup();
      emulator.faults.add({ match: BULK, action });
      const counts = await count();
      expect(new Map([...counts].map(([sid, { eligible }]) => [sid, eligible]))).toEqual(whole());
    },
  );

  it.each([404, 405])('comes by itself where there is no bulk request (%i)', async (status) => {
    const { sids, count } = await setup();
    emulator.faults.add({ match: BULK, action: { status } });
    expect((await count()).size).toBe(sids.length);
    expect(emulator.requests.count(SINGLE)).toBe(sids.length);
  });

  it.each([[null], [''], ['many'], [-1]])('is left out where it is %j: 0 would be a claim', async (total) => {
    const { count } = await setup();
    emulator.faults.add({ match: BULK, action: 'no-counts' });
    emulator.faults.add({ match: SINGLE, action: answer(total) });
    expect((await count()).size).toBe(0);
  });

  it('is not there for a queue that is gone, and fails where TaskRouter has no time', async () => {
    const { sids, count } = await setup();
    emulator.taskRouter.deleteQueue(sids[0] ?? '');
    emulator.faults.add({ match: BULK, action: 'no-counts' });
    expect((await count()).has(sids[0] ?? '')).toBe(false);
    emulator.faults.add({ match: SINGLE, action: { status: 503 } });
    await expect(count()).rejects.toMatchObject({ code: 'unavailable' });
  });
});
