import type { AnswerOf } from '@queue-eligibility/api';
import { createQueuesReader, type QueuesAttribute } from '@queue-eligibility/eligibility';
import { isRefusal, readAttributes, type Agent, type Refusal } from '@queue-eligibility/task-router';

interface Known {
  attribute: QueuesAttribute;
  /** Of all queues of the workspace. */
  sids: readonly string[];
  /** Those of queues that were shown to be gone. */
  gone: readonly string[];
}

/** What stands in an agent's list of queues, by SID. */
export function carriedBy(
  { attributes: text }: Agent,
  { attribute, sids: unordered, gone }: Known,
): AnswerOf<'/jobs/worker'>['carries'] {
  const refused = ({ code, message }: Refusal) => ({ queueSids: [], strays: [], refusal: { code, message } });
  const attributes = readAttributes(text);
  if (isRefusal(attributes)) return refused(attributes);
  const sids = [...unordered].sort();
  const carried = createQueuesReader(attribute, sids, gone).read(attributes);
  if ('code' in carried) return refused(carried);
  return {
    queueSids: [...carried.queues].map((place) => sids[place] ?? ''),
    strays: [...carried.strays],
    refusal: null,
  };
}
