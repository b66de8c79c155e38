import { describe, expect, it } from '@jest/globals';
import { emulators, raw } from '../test-support';
import { LaggingMembership } from './lagging';
import type { EvaluatedWorker } from './expression';
import { Membership } from './membership';
import type { WorkerRecord } from './records';

const start = emulators();

/** A membership of one kind of worker, whose statistics follow a clock of the test's. */
function membership() {
  let now = 0;
  const live = new Membership(
    (worker) => ({ attributes: JSON.parse(worker.attributes) as object }) as EvaluatedWorker,
    () => 0,
  );
  const lagging = new LaggingMembership(live, () => now);
  const change = (apply: (membership: Membership) => void) => {
    apply(live);
    lagging.changed(apply);
  };
  const worker = (position: number, skill: string) =>
    change((to) =>
      to.workerChanged({
        sid: `WK${position}`,
        position,
        attributes: JSON.stringify({ skill }),
      } as WorkerRecord),
    );
  const rule = (skill: string) =>
    change((to) => to.setQueue('WQ', (seen) => seen.attributes['skill'] === skill));
  const at = (ms: number) => {
    now = ms;
    return lagging.current().counts('WQ')[0] ?? 0;
  };
  return { live, lagging, change, worker, rule, at };
}

describe('counts that lag', () => {
  it('are what they were as long ago as the lag, to the millisecond', () => {
    const { lagging, worker, rule, at } = membership();
    rule('a');
    worker(0, 'a');
    lagging.lagMs = 100;
    expect(at(10)).toBe(1);
    worker(1, 'a');
    at(30);
    worker(0, 'b');
    expect([at(109), at(110), at(129), at(130)]).toEqual([1, 2, 2, 1]);
  });

  it('are right for a queue that is first asked for after a change', () => {
    const { lagging, worker, rule, at, live } = membership();
    rule('a');
    worker(0, 'a');
    lagging.lagMs = 100;
    worker(0, 'b');
    expect([live.counts('WQ')[0] ?? 0, at(99), at(100)]).toEqual([0, 1, 0]);
  });

  it('follow a rule and the end of a worker late, too', () => {
    const { lagging, worker, rule, at, change } = membership();
    rule('a');
    worker(0, 'a');
    worker(1, 'b');
    worker(2, 'b');
    lagging.lagMs = 100;
    rule('b');
    at(50);
    change((to) => to.workerRemoved({ sid: 'WK1', position: 1 } as WorkerRecord));
    expect([at(99), at(100), at(149), at(150)]).toEqual([1, 2, 2, 1]);
  });

  it('catch up at once when the lag is switched off, and do not go back when it is switched on again', () => {
    const { lagging, worker, rule, at } = membership();
    rule('a');
    lagging.lagMs = 100;
    worker(0, 'a');
    expect(at(50)).toBe(0);
    lagging.lagMs = 0;
    expect(at(50)).toBe(1);
    lagging.lagMs = 100;
    expect(at(51)).toBe(1);
  });

  it('take no lag below zero', () => {
    expect(() => (membership().lagging.lagMs = -1)).toThrow(RangeError);
  });
});

describe('the statistics of an emulator with a lag', () => {
  it('are late, of one queue and of many, while lists by queue are not', async () => {
    const emulator = await start({ workers: 4, queues: 0, statisticsLagMs: 3_600_000 });
    emulator.taskRouter.statisticsLagMs = 0;
    const queue = emulator.taskRouter.createQueue({ friendlyName: 'Q', targetWorkers: 'x == 1' });
    emulator.taskRouter.statisticsLagMs = 3_600_000;
    const [sid = ''] = emulator.taskRouter.workers.keys();
    emulator.taskRouter.updateWorker(sid, { attributes: { x: 1 }, activity: 'Available' });

    const api = emulator.client().taskrouter.v1.workspaces(emulator.workspaceSid);
    const counts = async () => {
      const one = await api.taskQueues(queue.sid).realTimeStatistics().fetch();
      const path = `/v1/Workspaces/${emulator.workspaceSid}/TaskQueues/RealTimeStatistics`;
      const headers = { 'content-type': 'application/json' };
      const call = { method: 'POST', path, headers, body: JSON.stringify({ queueSids: [queue.sid] }) };
      const many = (await raw(emulator, call)).body as { task_queue_data: Record<string, number>[] };
      const [first] = many.task_queue_data;
      return [
        [one.totalEligibleWorkers, one.totalAvailableWorkers],
        [first?.['total_eligible_workers'], first?.['total_available_workers']],
      ];
    };
    expect(await api.workers.list({ taskQueueSid: queue.sid })).toHaveLength(1);
    expect(await counts()).toEqual([
      [0, 0],
      [0, 0],
    ]);
    emulator.taskRouter.statisticsLagMs = 0;
    expect(await counts()).toEqual([
      [1, 1],
      [1, 1],
    ]);
  });

  it('show the seeded workers from the start', async () => {
    const emulator = await start({ workers: 4, queues: 0, statisticsLagMs: 3_600_000 });
    emulator.taskRouter.statisticsLagMs = 0;
    const { sid } = emulator.taskRouter.createQueue({ friendlyName: 'Q' });
    emulator.taskRouter.statisticsLagMs = 3_600_000;
    expect(emulator.taskRouter.lagging.current().counts(sid)).toEqual(
      emulator.taskRouter.membership.counts(sid),
    );
  });
});
