import { isNameTaken, isNotFound } from '@queue-eligibility/batch';
import type { SyncMapContext } from 'twilio/lib/rest/sync/v1/service/syncMap';
import * as z from 'zod';
import { PLANS_MAP, type PlanStoreParts } from './plan-store';

/** Keys sort by the time when a plan is to be taken back. */
const DUE = 'due.';
const DUE_AT_ONCE = 20;

const markSchema = z.object({ planId: z.string(), until: z.iso.datetime() });
export type DueMark = z.infer<typeof markSchema>;

/** Which plans have a time at which what they gave is to be taken back: found in one request. */
export interface DueMarks {
  markDue(mark: DueMark, ttl: number): Promise<void>;
  /** Plans whose time is over at `nowMs`, the longest overdue first; at most 20. */
  listDue(nowMs: number): Promise<DueMark[]>;
  forgetDue(mark: DueMark): Promise<void>;
}

interface DueParts extends Pick<PlanStoreParts, 'retry' | 'seal'> {
  map: SyncMapContext;
  inMap: <T>(request: () => Promise<T>) => Promise<T>;
}

export function createDueMarks({ map, inMap, retry, seal }: DueParts): DueMarks {
  const keyOf = ({ planId, until }: DueMark): string => `${DUE}${until}.${planId}`;
  const sealName = (key: string): string => `${PLANS_MAP}/${key}`;
  return {
    async markDue(mark, itemTtl) {
      const key = keyOf(mark);
      const data = seal.close(sealName(key), mark);
      try {
        await inMap(() => retry(`marking ${key}`, () => map.syncMapItems.create({ key, data, itemTtl })));
      } catch (error) {
        if (!isNameTaken(error)) throw error;
      }
    },

    async listDue(nowMs) {
      const page = await inMap(() =>
        retry('looking for plans that are due', () =>
          map.syncMapItems.page({ order: 'asc', from: DUE, bounds: 'inclusive', pageSize: DUE_AT_ONCE }),
        ),
      );
      return page.instances.flatMap(({ key, data }) => {
        const mark = markSchema.safeParse(seal.open({ uniqueName: sealName(key), data }));
        return mark.success && Date.parse(mark.data.until) <= nowMs ? [mark.data] : [];
      });
    },

    async forgetDue(mark) {
      const key = keyOf(mark);
      try {
        await retry(`forgetting ${key}`, () => map.syncMapItems(key).remove());
      } catch (error) {
        if (!isNotFound(error)) throw error;
      }
    },
  };
}
