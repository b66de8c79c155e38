import { isJsonObject, readJsonObject, type JsonObject } from '../parameters';
import { Random } from '../random';
import { compileExpression } from '../taskrouter/expression';
import type { TaskRouterStore } from '../taskrouter/store';
import { flexUserWorker, type FlexUser } from './flex-users';
import { seedQueues } from './queues';
import { vocabularyFor } from './vocabulary';
import { seedWorker } from './workers';

/** How large the seeded contact centre is and what `attributes.queues` starts as. */
export interface ContactCentre {
  readonly seed: number;
  readonly workers: number;
  readonly queues: number;
  readonly queuesAttribute: 'absent' | 'in-step' | 'stale';
  /** With `stale`: the share (0..1) of workers whose list is wrong. */
  readonly staleShare: number;
  /** Workers beside the seeded ones. */
  readonly flex: { readonly users: readonly FlexUser[] };
}

/** The skills of that workspace as Flex's configuration lists them (`taskrouter_skills`). */
export const skillsOfFlex = (queues: number): JsonObject[] =>
  vocabularyFor(queues).skills.map((name) => ({ name, multivalue: true, minimum: 1, maximum: 5 }));

const maxAttributesLength = 4096;

/** Fills an empty workspace. The same numbers always give the same workers, queues and SIDs. */
export function seedContactCentre(store: TaskRouterStore, centre: ContactCentre): void {
  const words = vocabularyFor(centre.queues);
  const accepts = (expression: string): boolean => {
    try {
      compileExpression(expression, store.dialect);
      return true;
    } catch {
      return false;
    }
  };
  const queues = seedQueues(centre.queues, { random: new Random(`${centre.seed}/queues`), words, accepts });
  for (const queue of queues) store.createQueue(queue);
  const random = new Random(`${centre.seed}/workers`);
  for (let number = 1; number <= centre.workers; number++) {
    const { friendlyName, attributes, activity } = seedWorker(number, random, words);
    store.createWorker({ friendlyName, attributes, activity });
  }
  for (const user of centre.flex.users) store.createWorker(flexUserWorker(user));
  if (centre.queuesAttribute !== 'absent') writeQueues(store, centre);
}

/** Writes the lists; one that would not fit into 4,096 characters stays away. */
function writeQueues(store: TaskRouterStore, centre: ContactCentre): void {
  const random = new Random(`${centre.seed}/stale`);
  const all = [...store.queues.keys()];
  for (const worker of [...store.workers.values()]) {
    const eligible = store.eligibleQueues(worker.sid);
    const stale = centre.queuesAttribute === 'stale' && random.chance(centre.staleShare);
    const queues = stale ? outOfStep(eligible, all, random) : eligible;
    const attributes = readJsonObject('Attributes', worker.attributes);
    const text = JSON.stringify({ ...attributes, queues });
    if (isJsonObject(attributes) && text.length <= maxAttributesLength) {
      store.updateWorker(worker.sid, { attributes: text });
    }
  }
}

/** A list that differs as a set: one missing, or one too many. */
function outOfStep(eligible: readonly string[], all: readonly string[], random: Random): string[] {
  const others = all.filter((sid) => !eligible.includes(sid));
  if (eligible.length > 0 && (others.length === 0 || random.chance(0.5))) {
    const dropped = random.pick(eligible);
    return eligible.filter((sid) => sid !== dropped);
  }
  return others.length > 0 ? [...eligible, random.pick(others)] : [...eligible, 'WQ'.padEnd(34, '0')];
}
