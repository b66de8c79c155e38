import { createHash } from 'node:crypto';
import { withAttribute, type Attributes, type Refusal } from '@queue-eligibility/task-router';
import { QUEUE_CODE_LENGTH, REFUSALS, type QueuesForm } from './report';

/** The worker attribute that is ours, and the only one we ever write. */
export interface QueuesAttribute {
  name: string;
  /** What stands in it for a queue. */
  form: QueuesForm;
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** So many letters of a text's hash. */
const lettersOf = (text: string, count: number): string => {
  const hash = createHash('sha256').update(text).digest();
  return [...hash.subarray(0, count)].map((byte) => LETTERS[byte % LETTERS.length]).join('');
};

/** With a letter that tells a code from any other word of that length. */
const withCheck = (letters: string): string => letters + lettersOf(`queue-eligibility ${letters}`, 1);

/** A short name of a queue that follows from its SID alone, and so stays as long as the queue. */
const codeOf = (sid: string): string => withCheck(lettersOf(sid, QUEUE_CODE_LENGTH - 1));

/** Whether this may be the code of some queue: of a hundred other words of six letters two are taken for one. */
const isCode = (value: string): boolean =>
  value.length === QUEUE_CODE_LENGTH && withCheck(value.slice(0, -1)) === value;

export const isQueueSid = (value: string): boolean => /^WQ[0-9a-f]{32}$/i.test(value);

/**
 * What stands for each queue in a worker's list, in the order of `sids`: all queues of the workspace. Two queues never
 * share a code: where they would, both stand there by their SIDs.
 */
export function valuesInForm(form: QueuesForm, sids: readonly string[]): string[] {
  if (form === 'sids') return [...sids];
  const codes = sids.map(codeOf);
  const times = new Map<string, number>();
  for (const code of codes) times.set(code, (times.get(code) ?? 0) + 1);
  return sids.map((sid, i) => {
    const code = codes[i] ?? sid;
    return times.get(code) === 1 ? code : sid;
  });
}

/** What a worker carries, as far as we put it there. */
export interface Carried {
  /** Places of the queues that stand there, in either form. */
  queues: ReadonlySet<number>;
  /** SIDs and codes of queues that are not in the list: gone, or the list lacks them. */
  strays: readonly string[];
  /** It stands there as we would write it: a list, every queue once, in the form that is configured. */
  isTidy: boolean;
}

const ABSENT: Carried = { queues: new Set(), strays: [], isTidy: false };

/** Reads and writes the attribute, for one list of queues. */
export interface QueuesReader {
  /** What a worker carries, or why it is not ours to replace: somebody else put something there. */
  read(attributes: Attributes): Carried | Refusal;
  /** The attributes with these queues, sorted, and with these values beside them. */
  write(attributes: Attributes, queues: Iterable<number>, strays: readonly string[]): string;
}

/**
 * `sids`: all queues of the workspace, in the order of their places. `gone`: SIDs or codes of queues that were shown to be
 * gone: they stand there no longer with good reason, in either form.
 */
export function createQueuesReader(
  { name, form }: QueuesAttribute,
  sids: readonly string[],
  gone: readonly string[],
): QueuesReader {
  const values = valuesInForm(form, sids);
  const places = new Map<string, number>();
  const others = form === 'sids' ? valuesInForm('codes', sids) : sids;
  others.forEach((value, i) => places.set(value, i));
  values.forEach((value, i) => places.set(value, i));
  const known = new Set([...gone, ...gone.map(codeOf)]);

  function readList(list: readonly unknown[]): Carried | null {
    const queues = new Set<number>();
    const strays: string[] = [];
    let isTidy = true;
    for (const value of list) {
      if (typeof value !== 'string') return null;
      const place = places.get(value);
      if (place !== undefined) {
        isTidy &&= !queues.has(place) && values[place] === value;
        queues.add(place);
      } else if (known.has(value)) isTidy = false;
      else if (isQueueSid(value) || isCode(value)) strays.push(value);
      else return null;
    }
    return { queues, strays, isTidy };
  }

  return {
    read({ value }) {
      const found = Object.hasOwn(value, name) ? value[name] : undefined;
      if (found === undefined || found === null) return ABSENT;
      return (Array.isArray(found) ? readList(found) : null) ?? notOurs(name, found);
    },
    write(attributes, queues, strays) {
      const list = [...[...queues].map((place) => values[place] ?? ''), ...strays].sort();
      return withAttribute(attributes.text, [name], list);
    },
  };
}

/** Its values are somebody's data: they are not named. */
function notOurs(name: string, found: unknown): Refusal {
  const what = Array.isArray(found) ? 'a list with something that is no queue' : `a ${typeof found}`;
  const message =
    `"${name}" holds ${what}: something else uses this attribute. It was left as it is. ` +
    'Choose another name (WORKER_QUEUES_ATTRIBUTE), or let it be replaced.';
  return { code: REFUSALS.notOurs, message };
}
