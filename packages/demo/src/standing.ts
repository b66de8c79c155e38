import type { Emulator } from '@queue-eligibility/twilio-emulator';
import type { WorkerStanding } from './control-contract';

/** What a worker carries, and what the emulator finds right; null: there is no such worker. */
export function standingOf({ taskRouter }: Pick<Emulator, 'taskRouter'>, sid: string): WorkerStanding | null {
  const worker = taskRouter.workers.get(sid);
  if (!worker) return null;
  const { queues } = JSON.parse(worker.attributes) as { queues?: unknown };
  const carried = Array.isArray(queues) ? queues.filter((entry) => typeof entry === 'string') : [];
  const eligible = taskRouter.eligibleQueues(sid);
  const isSame = carried.length === eligible.length && eligible.every((queue) => carried.includes(queue));
  return { carried, eligible, inStep: isSame };
}
