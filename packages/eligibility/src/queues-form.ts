import { createHash } from 'node:crypto';
import { QUEUE_CODE_LENGTH, type QueuesForm } from './report';

/** A short name of a queue that follows from its SID alone, and so stays as long as the queue. */
const codeOf = (sid: string): string =>
  createHash('sha256').update(sid).digest('base64url').slice(0, QUEUE_CODE_LENGTH);

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

/** Puts SIDs into the form of the rules. A queue that is newer than the rules stands there by its SID. */
export function toValues(
  rules: readonly { sid: string; value: string }[],
): (sids: ReadonlySet<string>) => ReadonlySet<string> {
  const values = new Map(rules.flatMap(({ sid, value }) => (sid === value ? [] : [[sid, value] as const])));
  if (values.size === 0) return (sids) => sids;
  return (sids) => new Set([...sids].map((sid) => values.get(sid) ?? sid));
}
