import { isQueueValue } from '@queue-eligibility/api';
import * as z from 'zod';

/** What the filter is set to. */
export interface FilterValue {
  /** What stands for the chosen queues in an agent's list. */
  queues: readonly string[];
  /** Agents must be eligible for all of them, not just for any. */
  isAll: boolean;
}

/** Most queues at a time: a Live Query takes 29 values (error 54510), and one is for {@link ALL}. https://www.twilio.com/docs/sync/live-query */
export const MAX_CHOSEN = 28;

/**
 * Stands among the values that Flex keeps where all of the others are meant. Flex has no other place that survives its
 * panel; in a query it is one more queue that nobody carries.
 */
const ALL = 'all-of-these';

/** Reads what Flex keeps. Flex writes the values into a query as they are: nothing that is no queue may get there. */
export function readFilterValue(value: unknown): FilterValue {
  const values: readonly unknown[] = Array.isArray(value) ? value : [];
  return { queues: values.filter(isQueueValue), isAll: values.includes(ALL) };
}

/** The same as Flex keeps it. */
export const flexValueOf = ({ queues, isAll }: FilterValue): string[] =>
  queues.length > 0 && isAll ? [...queues, ALL] : [...queues];

const payloadSchema = z.looseObject({
  filters: z.array(z.looseObject({ name: z.string(), values: z.unknown() })),
  extraFilterQuery: z.string().optional(),
});

/**
 * Before Flex applies filters: where all of several queues are meant, the rest of the query says so. Flex joins its
 * filters and that rest by AND, and gives the rest back with the next filters, so what was ours of it goes first.
 * Changes the payload, as listeners of Flex's actions do; one of another shape is left as it is.
 *
 * @param field what the filter asks about, in the words of Live Query.
 */
export function askForAll(payload: unknown, field: string): void {
  const parsed = payloadSchema.safeParse(payload);
  if (!parsed.success) return;
  const { filters, extraFilterQuery = '' } = parsed.data;
  const one = (value: string): string => `${field} IN ["${value}"]`;
  const others = extraFilterQuery
    .split(' AND ')
    .filter((part) => part !== '' && !(part.startsWith(`${field} IN ["`) && part.endsWith('"]')));
  const { queues, isAll } = readFilterValue(filters.find(({ name }) => name === field)?.values);
  const ours = isAll && queues.length > 1 ? queues.map(one) : [];
  (payload as { extraFilterQuery?: string }).extraFilterQuery = [...others, ...ours].join(' AND ');
}
