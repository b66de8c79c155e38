import { isNameTaken, isNotFound, UnsealedDocument } from '@queue-eligibility/batch';
import * as z from 'zod';
import type { PlanStoreParts } from './plan-store';
import { resultSchema, type Result } from './result';
import { intoSyncPages, SYNC_PAGE_BYTES } from './sync-pages';

const listName = (planId: string): string => `queue-eligibility.plan.${planId}.results`;

/** Items of a list that Sync answers at once; each holds up to 15 KB. */
const ITEMS_A_PAGE = 100;

const itemSchema = z.object({ results: z.array(resultSchema) });

/** Results that stand together in one item of a plan's list. */
interface ResultItem {
  index: number;
  results: Result[];
}

/** What plans have replaced: a list for each plan, to which is only ever added. */
export interface ResultLists {
  createList(planId: string, ttl: number): Promise<void>;
  addResults(planId: string, results: readonly Result[]): Promise<void>;
  /** Those of one item of the list, none where it is gone. */
  readResultsAt(planId: string, index: number): Promise<Result[]>;
  /** In their order. `after`: the index of the last item that is known; null: from the beginning. */
  listResults(planId: string, after: number | null): Promise<{ items: ResultItem[]; next: number | null }>;
}

export function createResultLists({ sync, retry, seal }: PlanStoreParts): ResultLists {
  const open = (planId: string, data: unknown): Result[] => {
    const opened = seal.open({ uniqueName: listName(planId), data });
    const item = itemSchema.safeParse(opened);
    if (!item.success) throw new UnsealedDocument(listName(planId));
    return item.data.results;
  };
  return {
    async createList(planId, ttl) {
      const uniqueName = listName(planId);
      try {
        await retry(`creating ${uniqueName}`, () => sync.syncLists.create({ uniqueName, ttl }));
      } catch (error) {
        if (!isNameTaken(error)) throw error;
      }
    },

    async addResults(planId, results) {
      const name = listName(planId);
      // The text of before can be left away: what it said is there as well.
      const kept = results.map((one) =>
        JSON.stringify(one).length < SYNC_PAGE_BYTES / 2 ? one : { ...one, edits: [] },
      );
      for (const page of intoSyncPages(kept)) {
        const data = seal.close(name, { results: page });
        await retry(`adding to ${name}`, () => sync.syncLists(name).syncListItems.create({ data }));
      }
    },

    async readResultsAt(planId, index) {
      const name = listName(planId);
      try {
        const item = await retry(`reading ${name}`, () => sync.syncLists(name).syncListItems(index).fetch());
        return open(planId, item.data);
      } catch (error) {
        if (isNotFound(error)) return [];
        throw error;
      }
    },

    async listResults(planId, after) {
      const name = listName(planId);
      const from = after === null ? {} : { from: String(after), bounds: 'exclusive' as const };
      try {
        const page = await retry(`listing ${name}`, () =>
          sync.syncLists(name).syncListItems.page({ order: 'asc', pageSize: ITEMS_A_PAGE, ...from }),
        );
        const items = page.instances.map(({ index, data }) => ({ index, results: open(planId, data) }));
        return { items, next: items.length < ITEMS_A_PAGE ? null : (items.at(-1)?.index ?? null) };
      } catch (error) {
        if (isNotFound(error)) return { items: [], next: null };
        throw error;
      }
    },
  };
}
