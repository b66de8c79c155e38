import * as z from 'zod';
import { pageDocumentName } from './documents';
import { CorruptDocument } from './errors';
import { getPages, putPages } from './item-pages';
import type { Job } from './job';
import type { AnyJobKind } from './kind';
import { PAGE_BYTES } from './limits';
import type { JobStore } from './ports';

/** The kind's state and how far gathering had come, as the last checkpoint left them. */
export interface Place {
  state: unknown;
  cursor: string | null;
}

/** A place is kept in two versions written in turn: a checkpoint that is cut short leaves the other one whole. */
const addressOf = (jobId: string, version: number) => ({
  jobId,
  series: 'state' as const,
  pass: version % 2,
});

/** How many pages there are, and what the first one holds: all of it, or the first part of its JSON text. */
const firstPageSchema = z.tuple([z.number().int().positive(), z.unknown()]);
const placeSchema = z.tuple([z.unknown(), z.string().nullable()]);

/** What is stored of a place. `state`: as JSON. */
export const placeText = (state: string, cursor: string | null): string =>
  `[${state},${JSON.stringify(cursor)}]`;

/** Stores a place, given as {@link placeText}, in as many pages as it takes. */
export async function savePlace(store: JobStore, jobId: string, version: number, text: string) {
  const isOnePage = Buffer.byteLength(text) <= PAGE_BYTES;
  const [first, ...rest] = isOnePage ? [JSON.parse(text) as unknown] : intoParts(text);
  const pages = [[1 + rest.length, first], ...rest.map((part) => [part])];
  await putPages(store, { ...addressOf(jobId, version), from: 0 }, { pages, expected: version > 2 });
}

/** Loads where a job is. */
export async function loadPlace(
  { store }: { store: JobStore },
  kind: Pick<AnyJobKind, 'stateSchema'>,
  job: Job,
): Promise<Place> {
  const at = addressOf(job.id, job.stateVersion);
  const name = pageDocumentName({ ...at, index: 0 });
  const check = <T>(schema: z.ZodType<T>, value: unknown): T => {
    const result = schema.safeParse(value);
    if (!result.success) throw new CorruptDocument(name, z.prettifyError(result.error));
    return result.data;
  };
  const read = async (): Promise<unknown> => {
    const values = await store.getPage({ ...at, index: 0 });
    if (!values) throw new CorruptDocument(name, 'it is not there');
    const [pages, first] = check(firstPageSchema, values);
    if (pages === 1) return first;
    const rest = await getPages(store, at, { from: 1, to: pages });
    const parts = check(z.array(z.string()), [first, ...rest.map((page) => page?.[0])]);
    return JSON.parse(parts.join(''));
  };
  const [state, cursor] = job.stateVersion === 0 ? [{}, null] : check(placeSchema, await read());
  return { state: check(kind.stateSchema, state), cursor };
}

/** Cuts a text so that each part, as a JSON string, fits a page. */
function intoParts(text: string): string[] {
  const parts: string[] = [];
  for (let at = 0; at < text.length; at += parts.at(-1)?.length ?? 0) {
    let part = text.slice(at, at + PAGE_BYTES);
    for (let bytes = sizeOf(part); bytes > PAGE_BYTES; bytes = sizeOf(part)) {
      part = part.slice(0, Math.floor((part.length * PAGE_BYTES) / bytes));
    }
    // Half a character is none.
    parts.push(part.replace(/[\uD800-\uDBFF]$/, ''));
  }
  return parts;
}

const sizeOf = (part: string): number => Buffer.byteLength(JSON.stringify(part));
