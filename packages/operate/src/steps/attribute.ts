import { createRetry, NotAuthorised, type RetryPolicy } from '@queue-eligibility/batch';
import { createQueuesReader, type QueuesAttribute, type QueuesReader } from '@queue-eligibility/eligibility';
import {
  createTaskRouter,
  editWorker,
  isRefusal,
  readAttributes,
  type Attributes,
  type TaskRouter,
} from '@queue-eligibility/task-router';
import { applyEdits, modify } from 'jsonc-parser';
import { twilioWords } from '../refusal';
import type { Undo } from '../step';
import { counted } from '../talk';

const POLICY: RetryPolicy = { retries: 8, minBackoffMs: 300, maxBackoffMs: 3_000 };
/** Workers in progress at once: nobody waits for it, and the contact centre's own requests go first. */
const CONCURRENCY = 10;
const NO_REASONS = 5;

/**
 * Takes our attribute out of every worker, a worker at a time and with If-Match, so that nobody's edit is lost. What
 * stands there and is not ours stays. Repeated, it goes on with those who are left.
 */
export const attributeUndo: Undo = {
  title: 'Worker attribute',
  async say({ settings }) {
    return [`take "${settings.queuesAttribute.name}" out of every worker that carries it`];
  },
  async undo({ account, settings, talk }) {
    const workspace = account.client.taskrouter.v1.workspaces(settings.workspaceSid);
    const taskRouter = createTaskRouter(workspace, createRetry(POLICY));
    // A queue need not be there any more: what stands for one is told by its shape.
    const reader = createQueuesReader(settings.queuesAttribute, [], []);
    const { name } = settings.queuesAttribute;
    const sids = await carriers(taskRouter, settings.queuesAttribute);
    const tally = { removed: 0, done: 0, left: [] as string[] };
    const one = async (sid: string): Promise<void> => {
      const log = () => {};
      try {
        const edit = await editWorker({ taskRouter, policy: POLICY, log }, sid, (_worker, attributes) =>
          removal(attributes, name, reader),
        );
        if (edit.result === 'changed') tally.removed++;
        else if (edit.result === 'refused') tally.left.push(`${sid}: ${edit.refusal.message}`);
      } catch (error) {
        if (error instanceof NotAuthorised) throw error;
        tally.left.push(`${sid}: ${twilioWords(error)}`);
      }
      talk.progress(`  ${++tally.done} of ${counted(sids.length, 'worker')}`);
    };
    const line = sids.values();
    await Promise.all(
      Array.from({ length: CONCURRENCY }, async () => {
        for (const sid of line) await one(sid);
      }),
    );
    return [
      `"${name}" is out of ${counted(tally.removed, 'worker')}`,
      ...tally.left.slice(0, NO_REASONS).map((why) => `left as it is: ${why}`),
      ...(tally.left.length > NO_REASONS ? [`and ${tally.left.length - NO_REASONS} more`] : []),
    ];
  },
};

/** The workers that may carry it: all of whom nobody says that they don't. */
async function carriers(taskRouter: TaskRouter, { name }: QueuesAttribute): Promise<string[]> {
  const found: string[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<TaskRouter['listWorkers']>> = await taskRouter.listWorkers(cursor);
    for (const { sid, attributes: text } of page.entries) {
      const attributes = readAttributes(text);
      if (isRefusal(attributes) || Object.hasOwn(attributes.value, name)) found.push(sid);
    }
    cursor = page.next;
  } while (cursor !== null);
  return found;
}

/** The attributes without ours; every other character stays. */
export function removal(attributes: Attributes, name: string, reader: Pick<QueuesReader, 'read'>) {
  const { text, value } = attributes;
  if (!Object.hasOwn(value, name)) return { write: null };
  if (value[name] === null || 'code' in reader.read(attributes)) {
    const message = `"${name}" holds something that is no list of queues: it was put there by somebody else`;
    return { refuse: { code: 'queues_not_ours', message } };
  }
  let left = text;
  // A key may stand there twice.
  while (Object.hasOwn(JSON.parse(left) as object, name)) {
    left = applyEdits(left, modify(left, [name], undefined, {}));
  }
  return { write: left };
}
