import * as z from 'zod';

/**
 * A work item of a plan: the worker, the plan that is applied, and where what is to be done with the worker stands: on a
 * page of that plan's agents, or among the results of the plan that it takes back. One text, since a job keeps an item for
 * each agent: fifteen thousand of them have to be stored while one request lasts.
 */
export const planItemSchema = z
  .string()
  .regex(/^WK[0-9a-fA-F]{32}:[a-z0-9]{6,24}:(?:p\d+\.\d+|r[a-z0-9]{6,24}\.\d+)$/, 'must be of a plan');
export type PlanItem = z.infer<typeof planItemSchema>;

/** Where what is to be done with a worker stands. */
export type ItemPlace =
  | { from: 'agents'; part: number; page: number }
  /** `of`: the plan that is taken back; `index`: of its list of results. */
  | { from: 'results'; of: string; index: number };

export const toItem = (workerSid: string, planId: string, place: ItemPlace): PlanItem =>
  `${workerSid}:${planId}:${place.from === 'agents' ? `p${place.part}.${place.page}` : `r${place.of}.${place.index}`}`;

export const workerOfItem = (item: PlanItem): string => item.slice(0, item.indexOf(':'));

export function readPlanItem(item: PlanItem): { workerSid: string; planId: string; place: ItemPlace } {
  const [workerSid = '', planId = '', where = ''] = item.split(':');
  const [first = '', second = ''] = where.slice(1).split('.');
  const place: ItemPlace = where.startsWith('p')
    ? { from: 'agents', part: Number(first), page: Number(second) }
    : { from: 'results', of: first, index: Number(second) };
  return { workerSid, planId, place };
}
