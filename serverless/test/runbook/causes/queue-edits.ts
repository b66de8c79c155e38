import type { Answer } from '../../account';
import type { Cause } from '../cause';
import { UNAVAILABLE } from '../requests';
import type { Stage } from '../stage';
import { logged } from './log-jobs';

const EDITING_OFF = { account: { env: { QUEUE_EDITING: 'false' } } };
const BEFORE = "routing.skills HAS 'runbook'";

/** An edit of a queue of our own, from an expression that matches nobody to another one. */
async function edit(stage: Stage, changes: Record<string, string> = {}): Promise<Answer> {
  const { sid } = stage.emulator.taskRouter.createQueue({
    friendlyName: 'Runbook: edited',
    targetWorkers: BEFORE,
  });
  const request = { queueSid: sid, expected: BEFORE, expression: '1==0', note: 'as agreed' };
  return stage.call('/jobs/edit-queue', { ...request, ...changes });
}

const answer = (
  code: string,
  ask: (stage: Stage) => Promise<Answer>,
  more: Pick<Cause, 'account'> = {},
): Cause => ({
  ...{ code, where: 'answer', touches: 'nobody' },
  ...more,
  cause: async (stage) => ({ answer: await ask(stage) }),
});

/** Nothing that a text of this length could be compressed by. */
const noise = (characters: number): string =>
  Array.from({ length: characters }, (_, i) => String.fromCodePoint(0x4e00 + ((i * 7919) % 20_000))).join('');

/** Edits of queues' expressions, and what people ask about expressions. */
export const queueEdits: readonly Cause[] = [
  answer('expression_refused', (stage) => stage.call('/jobs/ask', { expression: 'skill HAS' })),
  answer('queue_editing_off', (stage) => edit(stage), EDITING_OFF),
  answer('queue_changed', (stage) => edit(stage, { expected: '1==1' })),
  answer('edit_too_long', (stage) => edit(stage, { expression: `skill == '${noise(9_900)}'` })),
  answer('edit_unheard', (stage) => {
    stage.fault('queueUpdate', UNAVAILABLE);
    return edit(stage);
  }),
  logged('queue.edited', (stage) => edit(stage, { expression: '1==1' }), { touches: 'everybody' }),
  logged('queue.edit_not_noted', (stage) => {
    stage.fault('queueEdit', UNAVAILABLE);
    return edit(stage);
  }),
];
