import type { Job } from '@queue-eligibility/batch';
import type { Emulator, TaskRouterEvent } from '@queue-eligibility/twilio-emulator';

/** Events that are remembered: a job names the one that started it. */
const REMEMBERED = 1_000;

/** What happened to the queues, in words, by the SID of its event. */
export class Happenings {
  readonly #words = new Map<string, string>();

  constructor(private readonly taskRouter: Pick<Emulator['taskRouter'], 'on' | 'off'>) {
    taskRouter.on('event', this.#see);
  }

  /** Who or what started a job: `Ada Admin`, `the new expression of the queue Billing`. */
  starterOf({ startedBy: { type, name } }: Pick<Job, 'startedBy'>): string {
    if (type === 'check') return 'nobody: the last verified resync was too old';
    if (type === 'person') return name ?? 'a person';
    return this.#words.get(name ?? '') ?? 'a change of a queue';
  }

  /** Remembers nothing any more. */
  close(): void {
    this.taskRouter.off('event', this.#see);
  }

  readonly #see = (event: TaskRouterEvent): void => {
    const { Sid = '' } = event;
    const words = wordsFor(event);
    // Of workers' events there are thousands, and none starts a job.
    if (words === null) return;
    this.#words.set(Sid, words);
    const [oldest] = this.#words.keys();
    if (this.#words.size > REMEMBERED && oldest !== undefined) this.#words.delete(oldest);
  };
}

function wordsFor({ EventType, TaskQueueName = '' }: TaskRouterEvent): string | null {
  switch (EventType) {
    case 'task-queue.created':
      return `the new queue ${TaskQueueName}`;
    case 'task-queue.expression.updated':
      return `the new expression of the queue ${TaskQueueName}`;
    case 'task-queue.deleted':
      return `the deletion of the queue ${TaskQueueName}`;
    default:
      return null;
  }
}

/** What a job is called, with its article: `a resync`. */
export function kindWords({ kind, startedBy }: Pick<Job, 'kind' | 'startedBy'>): string {
  if (kind === 'resync') return startedBy.type === 'check' ? 'a check' : 'a resync';
  if (kind === 'workers') return 'a retry of single workers';
  if (kind === 'skills') return 'an update of skills';
  return `a job of the kind ${kind}`;
}
