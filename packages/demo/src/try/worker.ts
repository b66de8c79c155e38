import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { fact } from '../report';
import type { Screen } from '../screen';
import { counted, wrap } from '../words';
import { CannotTry, pick, type Demo } from './demo';

const POLL_MS = 20;
/** An event that is not acted upon by then was lost. */
const PATIENCE_MS = 10_000;

const attributesSchema = z.looseObject({
  full_name: z.string().optional(),
  routing: z.looseObject({ skills: z.array(z.string()) }),
});

/** Gives a worker one more skill as an admin would, and shows how its list follows. */
export async function tryWorker(
  demo: Demo,
  screen: Screen,
  wanted: { worker?: string | undefined; skill?: string | undefined },
): Promise<void> {
  const queues = await demo.workspace.taskQueues.list({ pageSize: 1000 });
  const names = new Map(queues.map(({ sid, friendlyName }) => [sid, friendlyName]));
  const worker = await demo.findWorker(wanted.worker);
  const parsed = attributesSchema.safeParse(JSON.parse(worker.attributes));
  if (!parsed.success) throw new CannotTry(`${worker.friendlyName} has no routing.skills to add one to.`);
  const attributes = parsed.data;
  const { routing } = attributes;
  const skill =
    wanted.skill ?? pick(skillsThatMatter(queues).filter((name) => !routing.skills.includes(name)));
  const before = await demo.worker(worker.sid);
  for (const line of [
    ...fact('Worker', [attributes.full_name ?? worker.friendlyName, worker.sid]),
    ...fact('Skills', `${routing.skills.join(', ')}, and now ${skill}`),
    ...fact('Queues before', counted(before.carried.length, 'queue')),
  ]) {
    screen.line(line);
  }

  const skills = [...new Set([...routing.skills, skill])];
  const edited = { ...attributes, routing: { ...routing, skills } };
  const startedAt = performance.now();
  await demo.workspace.workers(worker.sid).update({ attributes: JSON.stringify(edited) });
  const editedAt = performance.now();
  let after = await demo.worker(worker.sid);
  while (!after.inStep && performance.now() - startedAt < PATIENCE_MS) {
    await sleep(POLL_MS);
    after = await demo.worker(worker.sid);
  }
  if (!after.inStep) throw new CannotTry('The list has not followed. A resync would bring it in step.');
  const gained = after.carried
    .filter((sid) => !before.carried.includes(sid))
    .map((sid) => names.get(sid) ?? sid);
  const ms = Math.round(performance.now() - editedAt);
  for (const line of [
    ...fact('Queues now', [
      counted(after.carried.length, 'queue'),
      ...wrap(
        gained.map((name) => `+ ${name}`),
        screen.columns - 20,
      ),
    ]),
    ...fact('In step', screen.paint('good', `yes, ${ms} ms after the edit was answered`)),
  ]) {
    screen.line(line);
  }
}

/** The skills that alone let a worker into some queue. */
function skillsThatMatter(queues: readonly { targetWorkers: string }[]): string[] {
  return queues.flatMap(
    ({ targetWorkers }) => /^routing\.skills HAS "(\w+)"$/.exec(targetWorkers)?.[1] ?? [],
  );
}
