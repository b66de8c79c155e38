import { expect, it } from '@jest/globals';
import type { TaskRouter } from '@queue-eligibility/task-router';
import { aWorker, queuesWith } from '@queue-eligibility/task-router/testing';
import { LookCourse } from './course';
import { resyncStateSchema } from './resync-state';
import { buildRules } from './rules';
import type { Workspace } from './workspace';

/** A course at the beginning of a workspace of so many queues, whose workers stand on one page. */
function courseOf({ queues, workers }: { queues: number; workers: number }) {
  const entries = Array.from({ length: workers }, (_, i) => aWorker({ sid: `WK${i}` }));
  const rules = buildRules({
    queues: queuesWith(...Array.from({ length: queues }, (_, i) => `level == ${i}`)),
    ...{ findings: new Map(), gone: [], attribute: { name: 'queues', form: 'sids' } },
  });
  const now = () => 0;
  return new LookCourse(
    {
      taskRouter: { listWorkers: async () => ({ entries, next: null }) } as unknown as TaskRouter,
      workspace: { rules, stamp: '', readQueues: async () => {} } as unknown as Workspace,
      context: { now, workUntilMs: Infinity } as never,
      attributeName: 'queues',
    },
    resyncStateSchema.parse({}),
  );
}

// A page of 1,000 workers by 5,000 rules was one step of a second and a half, and a hop that had begun one was over its time.
it.each([
  { queues: 4_999, workers: 450, met: [200, 400, 450] },
  { queues: 499, workers: 450, met: [450] },
])('$queues queues: a page of $workers is read in $met.length steps', async ({ queues, workers, met }) => {
  const course = courseOf({ queues, workers });
  const found: number[] = [];
  for (let cursor: string | null = null; found.at(-1) !== workers;) {
    const step = await course.step(cursor);
    found.push(course.look.memory.roster[0]);
    cursor = step.next;
  }
  expect(found).toEqual(met);
});
