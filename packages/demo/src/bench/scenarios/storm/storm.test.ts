import { afterEach, describe, expect, it } from '@jest/globals';
import { createEmulator, type Emulator } from '@queue-eligibility/twilio-emulator';
import { InStepWatch } from './in-step';
import { editEverybody } from './edits';
import { LogTally } from './log-tally';
import { RequestTally } from './tally';

let emulator: Emulator | undefined;
afterEach(async () => {
  await emulator?.close();
  emulator = undefined;
});

describe('a storm', () => {
  it('edits everybody once, so that all are out of step, and leaves our attribute alone', async () => {
    emulator = await createEmulator({ workers: 40, queues: 30, queuesAttribute: 'in-step' });
    const { taskRouter } = emulator;
    const lists = () =>
      [...taskRouter.workers.values()].map(
        ({ attributes }) => (JSON.parse(attributes) as { queues: string[] }).queues,
      );
    const before = lists();
    const watch = new InStepWatch(taskRouter);
    expect(watch.open).toBe(0);
    expect(await editEverybody(taskRouter, 0.2)).toBe(40);
    expect(watch.open).toBe(40);
    expect(taskRouter.inStep().differing).toHaveLength(40);
    expect(lists()).toEqual(before);

    const inStep = watch.nobody(10_000);
    for (const [sid, { attributes }] of [...taskRouter.workers]) {
      const queues = taskRouter.eligibleQueues(sid);
      taskRouter.updateWorker(sid, {
        attributes: { ...(JSON.parse(attributes) as object), queues },
      });
    }
    expect(await inStep).toBe(true);
    watch.close();
  });

  it('does not wait for ever', async () => {
    emulator = await createEmulator({ workers: 3, queues: 5 });
    const watch = new InStepWatch(emulator.taskRouter);
    expect(await watch.nobody(1)).toBe(false);
    watch.close();
  });
});

describe('the tally of requests', () => {
  it('counts what is about one worker, however it was asked', async () => {
    emulator = await createEmulator({ workers: 2, queues: 5 });
    const tally = new RequestTally(emulator.requests);
    const workspace = emulator.client().taskrouter.v1.workspaces(emulator.workspaceSid);
    const [one = '', other = ''] = [...emulator.taskRouter.workers.keys()];
    await workspace.workers(one).fetch();
    await workspace.taskQueues.list({ workerSid: one });
    await workspace.workers(other).fetch();
    await workspace.workers.list();
    await emulator.client().sync.v1.services(emulator.syncServiceSid).documents.list();
    tally.close();
    expect(tally).toMatchObject({ taskRouter: 4, sync: 1, total: 5, mostOfOneWorker: 2 });
    expect(Object.fromEntries(tally.byKind)).toEqual({
      'GET Worker': 2,
      'GET TaskQueues by WorkerSid': 1,
      'GET Workers': 1,
      'GET Documents': 1,
    });
    expect(emulator.requests.entries).toHaveLength(0);
  });
});

describe('the tally of what was logged', () => {
  it('counts by event, with what stands beside it', () => {
    const tally = new LogTally();
    const line = (json: object) => {
      tally.add({ container: 'c', stream: 'stdout', text: JSON.stringify(json), json });
    };
    line({ level: 'info', event: 'event.handled', did: 'reconciled' });
    line({ level: 'warn', event: 'event.left', code: 'too_many' });
    line({ level: 'warn', event: 'event.left', code: 'other' });
    tally.add({ container: 'c', stream: 'stderr', text: 'boom' });
    expect(Object.fromEntries(tally.counts)).toEqual({
      'event.handled: reconciled': 1,
      'event.left: too_many': 1,
      'event.left: other': 1,
      'unknown: boom': 1,
    });
    expect(tally.of('event.left')).toBe(2);
    expect(tally.of('event')).toBe(0);
  });
});
