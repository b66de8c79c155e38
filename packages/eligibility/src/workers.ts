import type { JobKind, Outcome } from '@queue-eligibility/batch';
import * as z from 'zod';
import { workerGone, workerSidSchema } from './items';
import type { KindPorts } from './kind-ports';
import { reconcileWorker } from './reconcile';
import { WORKERS } from './report';
import { buildRules } from './rules';

const itemSchema = z.object({ workerSid: workerSidSchema });
type WorkerItem = z.infer<typeof itemSchema>;

/**
 * Brings the workers in step that it is given: those that a resync could not do, once what stood in the way is gone.
 * The rules are read anew by every hop; what is uncertain about a queue, TaskRouter is asked, as in every path.
 */
export function workersKind(ports: KindPorts): JobKind<WorkerItem, Record<string, never>> {
  return {
    name: WORKERS,
    takesItems: true,
    itemSchema,
    stateSchema: z.object({}),
    keyOf: ({ workerSid }) => workerSid,
    maxAttempts: 4,
    concurrency: ports.concurrency,
    open: async ({ throttled, budget, signal }) => {
      const taskRouter = ports.taskRouter({ throttled, budget });
      const [queues, rulebook] = await Promise.all([taskRouter.listQueues(), ports.rulebook.read()]);
      const rules = buildRules(queues, rulebook?.distrusted ?? new Map(), ports.form);
      const { policy, contest } = ports;
      const options = { taskRouter, rules, policy, contest, signal, onThrottled: throttled };
      return {
        async perform({ workerSid }): Promise<Outcome<never>> {
          // Somebody says that it is worth another try.
          await contest.forget(workerSid);
          const { edit } = await reconcileWorker(options, workerSid);
          if (edit.result === 'refused') return { result: 'failed', ...edit.refusal, retry: false };
          return edit.result === 'unchanged' && edit.gone ? workerGone() : { result: edit.result };
        },
        state: () => ({}),
        conclude: async () => ({ again: false, report: {} }),
      };
    },
  };
}
