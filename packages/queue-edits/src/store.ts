import { isNameTaken, isNotFound, type Retry, type Seal } from '@queue-eligibility/batch';
import type { ServiceContext } from 'twilio/lib/rest/sync/v1/service';
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib';
import * as z from 'zod';
import { EditTooLong } from './errors';
import { queueEditSchema, type QueueEdit } from './queue-edit';

/** Keeps the last edits of queues, in the order of their ids. */
export interface QueueEditStore {
  /** @throws EditTooLong */
  add(edit: QueueEdit): Promise<void>;
  replace(edit: QueueEdit): Promise<void>;
  remove(id: string): Promise<void>;
  /** Newest first, at most {@link MAX_EDITS}. What is not ours is not among them. */
  list(): Promise<QueueEdit[]>;
  /** Forgets all that {@link list} leaves out. */
  trim(): Promise<void>;
}

/** As many as Sync gives in one page. */
export const MAX_EDITS = 100;

const MAP_NAME = 'queue-eligibility.queue-edits';
/** Sync takes 16 KiB an item, the seal among them. */
const ITEM_BYTES = 16_000;

/** From here on Sync takes fewer writes a second. */
const PLAIN_BYTES = 2_000;

/** Long expressions are compressed: brotli over JSON, in base64. */
const itemSchema = queueEditSchema.omit({ before: true, after: true }).extend({
  expressions: z.union([z.tuple([z.string(), z.string()]), z.string()]),
});
const pairSchema = z.tuple([z.string(), z.string()]);

/** Keeps them in a Sync map, one in an item, for good. `seal`: what does not carry it was written by somebody else. */
export function createQueueEditStore(sync: ServiceContext, retry: Retry, seal: Seal): QueueEditStore {
  const map = sync.syncMaps(MAP_NAME);
  const toItem = (edit: QueueEdit): object => {
    const plain = close(seal, edit, [edit.before, edit.after]);
    if (bytesOf(plain) <= PLAIN_BYTES) return plain;
    const packed = close(seal, edit, pack([edit.before, edit.after]));
    if (bytesOf(packed) > ITEM_BYTES) throw new EditTooLong();
    return packed;
  };
  const page = (pageUrl?: string) =>
    retry('reading the edits of queues', () =>
      pageUrl === undefined
        ? map.syncMapItems.page({ order: 'desc', pageSize: MAX_EDITS })
        : map.syncMapItems.getPage(pageUrl),
    );
  /** Nothing where there is no map. */
  const orNothing =
    <T>(nothing: T) =>
    (error: unknown): T => {
      if (isNotFound(error)) return nothing;
      throw error;
    };

  return {
    async add(edit) {
      const data = toItem(edit);
      const create = () =>
        retry('keeping an edit of a queue', () => map.syncMapItems.create({ key: edit.id, data })).catch(
          // A lost answer makes the repeated creation find its own result.
          (error: unknown) => (isNameTaken(error) ? null : Promise.reject(error as Error)),
        );
      try {
        await create();
      } catch (error) {
        if (!isNotFound(error)) throw error;
        await retry('creating the map of edits', () => sync.syncMaps.create({ uniqueName: MAP_NAME })).catch(
          (taken: unknown) => (isNameTaken(taken) ? null : Promise.reject(taken as Error)),
        );
        await create();
      }
    },

    async replace(edit) {
      const data = toItem(edit);
      await retry('keeping an edit of a queue', () => map.syncMapItems(edit.id).update({ data }));
    },

    async remove(id) {
      await retry('removing an edit of a queue', () => map.syncMapItems(id).remove()).catch(orNothing(false));
    },

    async list() {
      const found = await page().catch(orNothing(null));
      return (found?.instances ?? []).flatMap(({ key, data }) => open(seal, key, data));
    },

    async trim() {
      const newest = await page().catch(orNothing(null));
      if (!newest?.nextPageUrl) return;
      const older = await page(newest.nextPageUrl);
      for (const { key } of older.instances) await this.remove(key);
    },
  };
}

const nameOf = (key: string): string => `${MAP_NAME}/${key}`;

function close(seal: Seal, edit: QueueEdit, expressions: string | [string, string]): object {
  const { before: _before, after: _after, ...rest } = edit;
  return seal.close(nameOf(edit.id), { ...rest, expressions });
}

function open(seal: Seal, key: string, data: unknown): QueueEdit[] {
  const item = itemSchema.safeParse(seal.open({ uniqueName: nameOf(key), data }));
  if (!item.success) return [];
  const { expressions, ...edit } = item.data;
  const pair = typeof expressions === 'string' ? unpack(expressions) : expressions;
  return pair ? [{ ...edit, before: pair[0], after: pair[1] }] : [];
}

const bytesOf = (data: object): number => Buffer.byteLength(JSON.stringify(data));

const pack = (pair: [string, string]): string => brotliCompressSync(JSON.stringify(pair)).toString('base64');

function unpack(packed: string): [string, string] | null {
  try {
    return pairSchema.parse(JSON.parse(brotliDecompressSync(Buffer.from(packed, 'base64')).toString()));
  } catch {
    return null;
  }
}
