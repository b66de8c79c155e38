import { setTimeout as sleep } from 'node:timers/promises';
import { Random, type Emulator, type WorkerRecord } from '@queue-eligibility/twilio-emulator';

type TaskRouter = Emulator['taskRouter'];

/** Between two looks at the clock, ms: an edit each at the rate of the storm. */
const TICK_MS = 20;

/**
 * Edits every worker once, spread evenly over the time and in no order, as some other system would: a skill is added or
 * removed, so that the worker is eligible for other queues. What we wrote stays as it is. Answers how many were edited.
 */
export async function editEverybody(taskRouter: TaskRouter, seconds: number): Promise<number> {
  const random = new Random('storm');
  const sids = random.sample([...taskRouter.workers.keys()], taskRouter.workers.size);
  const skills = skillsInRules(taskRouter);
  const beganMs = performance.now();
  let edited = 0;
  for (let done = 0; done < sids.length;) {
    const due = Math.ceil((sids.length * (performance.now() - beganMs)) / (seconds * 1_000));
    for (; done < Math.min(due, sids.length); done++) {
      const worker = taskRouter.worker(sids[done] ?? '');
      const attributes = withOtherSkill(taskRouter, worker, random.sample(skills, skills.length));
      if (attributes === null) continue;
      taskRouter.updateWorker(worker.sid, { attributes });
      edited += 1;
    }
    await sleep(TICK_MS);
  }
  return edited;
}

/** The skills that rules ask for. */
const skillsInRules = ({ queues }: TaskRouter): string[] => [
  ...new Set(
    [...queues.values()].flatMap(({ targetWorkers }) =>
      [...targetWorkers.matchAll(/routing\.skills HAS ["'](\w+)["']/g)].map(([, skill]) => skill ?? ''),
    ),
  ),
];

interface Skilled {
  readonly routing?: {
    readonly skills: readonly string[];
    readonly levels: Readonly<Record<string, number>>;
  };
}

/**
 * A worker's attributes with the first of these skills that makes a difference added, or removed where it is there; null:
 * none does.
 */
function withOtherSkill(
  taskRouter: TaskRouter,
  worker: WorkerRecord,
  skills: readonly string[],
): Record<string, unknown> | null {
  const { membership } = taskRouter;
  const before = JSON.parse(worker.attributes) as Skilled;
  const { routing = { skills: [], levels: {} } } = before;
  const eligible = taskRouter.eligibleQueues(worker.sid).join();
  for (const skill of skills) {
    const has = routing.skills.includes(skill);
    const { [skill]: _level, ...levels } = routing.levels;
    const changed = has
      ? { skills: routing.skills.filter((other) => other !== skill), levels }
      : { skills: [...routing.skills, skill], levels: { ...levels, [skill]: 5 } };
    const attributes = { ...before, routing: { ...routing, ...changed } };
    const view = { ...membership.view(worker), attributes };
    if ([...membership.queuesMatching(view)].join() !== eligible) return attributes;
  }
  return null;
}
