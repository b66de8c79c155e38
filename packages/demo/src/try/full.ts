import * as z from 'zod';
import { fact } from '../report';
import type { Screen } from '../screen';
import { count } from '../words';
import { CannotTry, type Demo } from './demo';
import { follow } from './follow';

/** TaskRouter's limit, characters: https://www.twilio.com/docs/taskrouter/api/worker */
const MOST = 4_096;
/** What is left free: less than one queue SID takes. */
const FREE = 20;
/** Under this name the worker gets what fills it, and by it the next call finds what to take away. */
const FILLING = 'filled_by_the_demo';

const attributesSchema = z.looseObject({
  [FILLING]: z.string().optional(),
  full_name: z.string().optional(),
});

/** Fills a worker's attributes, so that its list does not fit, and resyncs. The next call takes that back. */
export async function tryFull(
  demo: Demo,
  screen: Screen,
  wanted: { worker?: string | undefined },
): Promise<void> {
  const worker = await demo.findWorker(wanted.worker, ({ attributes }) => attributes.includes(FILLING));
  const {
    [FILLING]: before,
    queues: _queues,
    ...others
  } = attributesSchema.parse(JSON.parse(worker.attributes));
  const bare = JSON.stringify({ ...others, [FILLING]: '' });
  const filled = JSON.stringify({ ...others, [FILLING]: 'x'.repeat(MOST - FREE - bare.length) });
  const isFull = before !== undefined;
  for (const line of [
    ...fact('Worker', [others.full_name ?? worker.friendlyName, worker.sid]),
    ...fact(
      'Attributes',
      isFull
        ? 'what the demo had filled them with is taken away: the list fits again'
        : `${count(filled.length)} of ${count(MOST)} characters now: no queue fits any more`,
    ),
  ]) {
    screen.line(line);
  }
  screen.line();
  const watch = await demo.watch();
  await demo.workspace.workers(worker.sid).update({ attributes: isFull ? JSON.stringify(others) : filled });
  await demo.call('/jobs/start');
  const { workers } = await follow(watch, screen);
  screen.line();
  if (isFull) return;
  if (workers.failed === 0)
    throw new CannotTry('Nobody failed: this worker is eligible for no queue. Name another.');
  screen.line('  Everybody else is in step. Who failed and what to do about it, for an admin:');
  screen.line(`  ${demo.account.flexUrl}queue-eligibility?as=admin`);
  screen.line('  The same command again takes it back.');
}
