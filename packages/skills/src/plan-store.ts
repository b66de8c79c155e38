import {
  CorruptDocument,
  isNameTaken,
  isNotFound,
  isPreconditionFailed,
  RetryableError,
  UnsealedDocument,
  type Clock,
  type Retry,
  type Seal,
} from '@queue-eligibility/batch';
import type { ServiceContext } from 'twilio/lib/rest/sync/v1/service';
import * as z from 'zod';
import { createDueMarks, type DueMarks } from './plan-due';
import { agentChangeSchema, planHeadSchema, type AgentChange, type PlanHead } from './plan-head';
import { createResultLists, type ResultLists } from './result-lists';
import { intoSyncPages } from './sync-pages';

/** The map that holds the head of each plan: one item a plan, so that they are listed by time. */
export const PLANS_MAP = 'queue-eligibility.plans';
const HEAD = 'plan.';
/** The pages of a plan's agents are documents of their own, since the items of a map share its write rate. */
const pageName = (planId: string, { part, page }: PagePlace): string =>
  `queue-eligibility.plan.${planId}.${part}.${page}`;
/** Heads of one page of the list. */
const HEADS_A_PAGE = 50;
/** Sync takes 20 new objects a second, everybody's (https://www.twilio.com/docs/sync/limits). */
const CREATIONS_PER_SECOND = 16;
/** How often it is tried while others write a head, too. */
const MAX_TRIES = 6;
/** What is kept goes a little after the time that is said. */
const SLACK_S = 24 * 3_600;

interface PagePlace {
  part: number;
  page: number;
}

/** Where plans live, for as long as their heads say: a map of heads, documents of agents, a list of results each. */
export interface PlanStore extends ResultLists, DueMarks {
  create(head: PlanHead): Promise<void>;
  /** Null: there never was one, or its time is over. */
  read(planId: string): Promise<PlanHead | null>;
  /**
   * Writes what `edit` makes of the head that is there, if nobody else wrote it meanwhile; else asks anew. `edit` throws
   * where that is not to be, and answers the very head it was given where there is nothing to write.
   */
  edit(planId: string, edit: (before: PlanHead) => PlanHead): Promise<PlanHead | null>;
  /** Newest first. `after`: the id of the last one that is known; null: from the newest on. */
  list(after: string | null): Promise<{ plans: PlanHead[]; next: string | null }>;
  /** Writes a part of a plan's agents, whether or not it was there. @returns its pages. */
  writePart(head: PlanHead, part: number, agents: readonly AgentChange[]): Promise<number>;
  readPage(planId: string, place: PagePlace): Promise<AgentChange[]>;
}

export interface PlanStoreParts {
  sync: ServiceContext;
  retry: Retry;
  seal: Seal;
  clock: Clock;
}

/** Seconds until what belongs to a plan goes. */
const ttlOf = ({ keptUntil }: PlanHead, nowMs: number): number =>
  Math.max(60, Math.ceil((Date.parse(keptUntil) - nowMs) / 1_000) + SLACK_S);

const pageSchema = z.object({ agents: z.array(agentChangeSchema) });

/** The plan store on Twilio Sync. What does not carry our seal was written by somebody else, and is refused. */
export function createPlanStore(parts: PlanStoreParts): PlanStore {
  const { sync, retry, seal, clock } = parts;
  const map = sync.syncMaps(PLANS_MAP);
  const sealName = (key: string): string => `${PLANS_MAP}/${key}`;

  const createMap = async (): Promise<void> => {
    try {
      await retry('creating the map of plans', () => sync.syncMaps.create({ uniqueName: PLANS_MAP }));
    } catch (error) {
      if (!isNameTaken(error)) throw error;
    }
  };
  /** Makes the map where there is none. */
  const inMap = async <T>(request: () => Promise<T>): Promise<T> => {
    try {
      return await request();
    } catch (error) {
      if (!isNotFound(error)) throw error;
      await createMap();
      return request();
    }
  };
  const open = (key: string, data: unknown): PlanHead => {
    const opened = seal.open({ uniqueName: sealName(key), data });
    if (!opened) throw new UnsealedDocument(sealName(key));
    const head = planHeadSchema.safeParse(opened);
    if (!head.success) throw new CorruptDocument(sealName(key), z.prettifyError(head.error));
    return head.data;
  };
  const find = async (planId: string): Promise<{ head: PlanHead; revision: string } | null> => {
    const key = HEAD + planId;
    try {
      const item = await retry(`reading plan ${planId}`, () => map.syncMapItems(key).fetch());
      return { head: open(key, item.data), revision: item.revision };
    } catch (error) {
      if (isNotFound(error)) return null;
      throw error;
    }
  };

  let createdAtMs: readonly number[] = [];
  const turn = async (): Promise<void> => {
    const turnMs = Math.max(clock.now(), (createdAtMs.at(-CREATIONS_PER_SECOND) ?? 0) + 1_000);
    createdAtMs = [...createdAtMs.slice(1 - CREATIONS_PER_SECOND), turnMs];
    await clock.sleep(turnMs - clock.now());
  };
  const putPage = async (head: PlanHead, place: PagePlace, agents: readonly AgentChange[]): Promise<void> => {
    const uniqueName = pageName(head.id, place);
    const data = seal.close(uniqueName, { agents });
    const ttl = ttlOf(head, clock.now());
    await turn();
    try {
      await retry(`creating ${uniqueName}`, () => sync.documents.create({ uniqueName, data, ttl }));
    } catch (error) {
      if (!isNameTaken(error)) throw error;
      await retry(`writing ${uniqueName}`, () => sync.documents(uniqueName).update({ data, ttl }));
    }
  };
  const results = createResultLists(parts);

  return {
    ...results,
    ...createDueMarks({ ...parts, map, inMap }),

    async create(head) {
      const key = HEAD + head.id;
      const data = seal.close(sealName(key), head);
      const itemTtl = ttlOf(head, clock.now());
      await results.createList(head.id, itemTtl);
      try {
        await inMap(() =>
          retry(`creating plan ${head.id}`, () => map.syncMapItems.create({ key, data, itemTtl })),
        );
      } catch (error) {
        // An answer was lost, or somebody else who passed by was quicker.
        if (!isNameTaken(error)) throw error;
      }
    },

    read: async (planId) => (await find(planId))?.head ?? null,

    async edit(planId, edit) {
      const key = HEAD + planId;
      for (let tries = 1; ; tries++) {
        const before = await find(planId);
        if (!before) return null;
        const head = edit(before.head);
        if (head === before.head) return head;
        const data = seal.close(sealName(key), head);
        const itemTtl = ttlOf(head, clock.now());
        try {
          await retry(`writing plan ${planId}`, () =>
            map.syncMapItems(key).update({ data, itemTtl, ifMatch: before.revision }),
          );
          return head;
        } catch (error) {
          if (!isPreconditionFailed(error) && !isNotFound(error)) throw error;
          if (tries === MAX_TRIES)
            throw new RetryableError('contended', `writing plan ${planId}: others were always quicker`, {
              cause: error,
            });
        }
      }
    },

    async list(after) {
      const from = after === null ? {} : { from: HEAD + after, bounds: 'exclusive' as const };
      const page = await inMap(() =>
        retry('listing plans', () =>
          map.syncMapItems.page({ order: 'desc', pageSize: HEADS_A_PAGE, ...from }),
        ),
      );
      const items = page.instances.filter(({ key }) => key.startsWith(HEAD));
      const plans = items.flatMap(({ key, data }) => {
        const head = planHeadSchema.safeParse(seal.open({ uniqueName: sealName(key), data }));
        return head.success ? [head.data] : [];
      });
      const isLast = items.length < HEADS_A_PAGE;
      return { plans, next: isLast ? null : (items.at(-1)?.key.slice(HEAD.length) ?? null) };
    },

    async writePart(head, part, agents) {
      const pages = intoSyncPages(agents);
      await Promise.all(pages.map((page, i) => putPage(head, { part, page: i }, page)));
      return pages.length;
    },

    async readPage(planId, place) {
      const name = pageName(planId, place);
      const document = await retry(`reading ${name}`, () => sync.documents(name).fetch()).catch(
        (error: unknown) => {
          if (isNotFound(error)) return null;
          throw error;
        },
      );
      if (!document) return [];
      const data = seal.open({ uniqueName: name, data: document.data });
      if (!data) throw new UnsealedDocument(name);
      const page = pageSchema.safeParse(data);
      if (!page.success) throw new CorruptDocument(name, z.prettifyError(page.error));
      return page.data.agents;
    },
  };
}
