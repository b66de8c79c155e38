import type { JobKind, Outcome } from '@queue-eligibility/batch';
import { outcomeOf, workerGone, workerSidSchema } from '@queue-eligibility/task-router';
import * as z from 'zod';
import type { KindPorts } from './kind-ports';
import { byAsking, reconcileWorker, unsettled } from './reconcile';
import { WORKERS } from './report';
import { buildRules } from './rules';

const itemSchema = z.object({
  workerSid: workerSidSchema,
  /** What stands in our attribute is somebody else's, and an admin wants it replaced. */
  replace: z.boolean().default(false),
});
type WorkerItem = z.infer<typeof itemSchema>;

/**
 * Brings the workers in step that it is given: those that a resync could not do, once what stood in the way is gone.
 * TaskRouter is asked about each of them.
 */
export function workersKind(ports: KindPorts): JobKind<WorkerItem, Record<string, never>> {
  return {
    name: WORKERS,
    takesItems: true,
    itemSchema,
    stateSchema: z.object({}),
    keyOf: ({ workerSid }) => workerSid,
    retry: { kind: WORKERS, toItem: (workerSid) => ({ workerSid }) },
    maxAttempts: 4,
    concurrency: ports.concurrency,
    open: async ({ throttled, budget, signal }) => {
      const taskRouter = ports.taskRouter({ throttled, budget });
      const [queues, rulebook] = await Promise.all([taskRouter.listQueues(), ports.rulebook.read()]);
      const { findings = new Map(), gone = [] } = rulebook ?? {};
      const rules = buildRules({ queues, findings, gone, attribute: ports.attribute });
      const { policy, log } = ports;
      const decide = byAsking(taskRouter, rules);
      const options = { taskRouter, rules, decide, policy, log, signal, onThrottled: throttled };
      return {
        async perform({ workerSid, replace }): Promise<Outcome<never>> {
          const { edit, isOpen } = await reconcileWorker({ ...options, replace }, workerSid);
          if (edit.result === 'unchanged' && edit.gone) return workerGone();
          return isOpen && edit.result !== 'changed' ? unsettled() : outcomeOf(edit);
        },
        state: () => ({}),
        conclude: async () => ({ again: false, report: {} }),
      };
    },
  };
}
