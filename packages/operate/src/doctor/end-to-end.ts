import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { valuesInForm } from '@queue-eligibility/eligibility';
import { orNull } from '../refusal';
import { fail, ok, warn, type Finding, type Patient, type Probe } from './finding';

const NAME = 'queue-eligibility doctor';
const POLL_MS = 500;
/** A worker of a probe that is this old, ms, was left by one that was killed. */
const LEFT_AFTER_MS = 10 * 60_000;

/** Makes a worker who gets no tasks, waits so long, ms, until somebody brought it in step, and removes it. */
export const endToEndProbe = (patienceMs: number): Probe => ({
  id: 'end-to-end',
  limitMs: patienceMs + 20_000,
  look: async (patient) => {
    const { workspace } = patient.facts;
    const activities = await workspace.activities.list();
    const away = activities.find(({ available }) => !available);
    if (!away)
      return warn(
        'end-to-end',
        'every activity makes workers available: a worker for a probe could get tasks',
        'Make an activity that does not',
      );
    await removeLeft(patient);
    const attributes = await typicalAttributes(patient);
    const { sid } = await workspace.workers.create({
      friendlyName: `${NAME} ${randomUUID().slice(0, 8)}`,
      activitySid: away.sid,
      attributes,
    });
    const remove = () => orNull(() => workspace.workers(sid).remove());
    const stop = (): void => void remove().finally(() => process.exit(INTERRUPTED));
    for (const signal of SIGNALS) process.once(signal, stop);
    try {
      return await watch(patient, sid, patienceMs);
    } finally {
      for (const signal of SIGNALS) process.off(signal, stop);
      await remove();
    }
  },
});

/** Whoever presses Ctrl-C, or a monitor that has waited long enough. */
const SIGNALS = ['SIGINT', 'SIGTERM'] as const;
const INTERRUPTED = 130;

/** Removes the workers of probes that could not do so themselves. Of one whose time can't be read nobody knows. */
async function removeLeft({ facts }: Patient): Promise<void> {
  const { workers } = await facts.workers();
  const isLeft = ({ friendlyName, updated }: (typeof workers)[number]): boolean =>
    friendlyName.startsWith(`${NAME} `) && Date.now() - Number(updated || NaN) > LEFT_AFTER_MS;
  for (const { sid } of workers.filter(isLeft)) await orNull(() => facts.workspace.workers(sid).remove());
}

async function watch({ place, facts }: Patient, sid: string, patienceMs: number): Promise<Finding> {
  const { name, form } = place.settings.queuesAttribute;
  const startedMs = Date.now();
  let carries: unknown;
  while (Date.now() - startedMs < patienceMs) {
    const [worker, eligible] = await Promise.all([
      facts.taskRouter.fetchWorker(sid),
      facts.taskRouter.queuesOfWorker(sid),
    ]);
    const all = (await facts.queues()).map((queue) => queue.sid).sort();
    const values = valuesInForm(form, all);
    const wanted = all.flatMap((queue, i) => (eligible.has(queue) ? [values[i] ?? queue] : [])).sort();
    carries = (JSON.parse(worker?.attributes ?? '{}') as Record<string, unknown>)[name];
    if (
      Array.isArray(carries) &&
      JSON.stringify([...(carries as unknown[])].sort()) === JSON.stringify(wanted)
    ) {
      const seconds = ((Date.now() - startedMs) / 1_000).toFixed(1);
      return ok('end-to-end', `a new worker carried its ${wanted.length} queues after ${seconds} s`);
    }
    await sleep(POLL_MS);
  }
  const what =
    carries === undefined
      ? 'a new worker was not brought in step'
      : 'a new worker carries another list than it should';
  const mend = 'Do events reach us (see events, signature)? Is TR_EVENTS_SYNC_WORKERS_WITH_QUEUES true?';
  return fail('end-to-end', `${what} within ${patienceMs / 1_000} s`, mend);
}

/** What a worker has by whom a queue is matched: the first one's, without its names. */
async function typicalAttributes({ place, facts }: Patient): Promise<string> {
  const { workers } = await facts.workers();
  const text = workers.find(({ attributes }) => attributes?.includes('"routing"'))?.attributes ?? '{}';
  const { routing, languages } = JSON.parse(text) as Record<string, unknown>;
  return JSON.stringify({
    ...(routing ? { routing } : {}),
    ...(languages ? { languages } : {}),
    [`${place.settings.queuesAttribute.name}_probe`]: true,
  });
}
