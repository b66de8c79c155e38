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
  const policy = { retries: 2, minBackoffMs: 1, maxBackoffMs: 2 };
  const workspace = emulator.client().taskrouter.v1.workspaces(emulator.workspaceSid);
  const rulebook = memoryRulebook();
  const kind = resyncKind({
    taskRouter: () => createTaskRouter(workspace, createRetry(policy)),
    rulebook,
    policy,
    form: 'sids',
    contest: memoryContest(),
    concurrency: 4,
  });
  /** What a hop opens that finds this state. */
  const open = (state: ResyncState): Promise<Session<WorkItem, ResyncState, string[]>> => {
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

  const first = await open(resyncStateSchema.parse({}));
  expect(await first.gather?.(null)).toMatchObject({ restart: true });
  expect(await first.gather?.(null)).toMatchObject({ items: [], checked: 5, next: null });
  const second = await open(first.state());
  expect(await second.conclude({ pass: 1, changed: 0, failed: 0, checked: 5 })).toMatchObject({
    again: false,
    report: { verified: true, disagreed: 1 },
  });
  expect([...(rulebook.written.at(-1)?.distrusted.keys() ?? [])]).toEqual([sid]);
});
