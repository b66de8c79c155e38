import * as z from 'zod';
import { CorruptDocument } from './errors';
import { pageDocumentName } from './documents';
import { failureSchema, type Failure } from './job';
import { PAGE_BYTES } from './limits';
import type { JobStore, PageAddress } from './ports';

/** A work item in the line: the item and how often it was tried. */
export type Entry = [item: unknown, attempts: number];

/** Pages that are written or read at once: each is a document of its own, so they don't share a write rate. */
const PAGES_AT_ONCE = 12;

type PagesFrom = Omit<PageAddress, 'index'> & { from: number };

const entrySchema = z.tuple([z.unknown(), z.number().int().nonnegative()]);

/** Splits values so that every page stays below what a Sync document holds. */
export function intoPages<T>(values: readonly T[]): T[][] {
  const pages: T[][] = [];
  let page: T[] = [];
  let bytes = 0;
  for (const value of values) {
    const size = Buffer.byteLength(JSON.stringify(value)) + 1;
    if (page.length > 0 && bytes + size > PAGE_BYTES) {
      pages.push(page);
      page = [];
      bytes = 0;
    }
    page.push(value);
    bytes += size;
  }
  if (page.length > 0) pages.push(page);
  return pages;
}

/** Writes pages from index `at.from` on. `expected`: they most likely are there. */
export async function putPages(
  store: JobStore,
  { from, ...at }: PagesFrom,
  { pages, expected = false }: { pages: readonly (readonly unknown[])[]; expected?: boolean },
): Promise<void> {
  for (let start = 0; start < pages.length; start += PAGES_AT_ONCE) {
    const together = pages.slice(start, start + PAGES_AT_ONCE);
    await Promise.all(
      together.map((page, i) => store.putPage({ ...at, index: from + start + i }, page, expected)),
    );
  }
}

/** Reads the pages from index `from` to before `to`; null stands for one that is not there. */
export async function getPages(
  store: JobStore,
  at: Omit<PageAddress, 'index'>,
  { from, to }: { from: number; to: number },
): Promise<(unknown[] | null)[]> {
  const pages: (unknown[] | null)[] = [];
  for (let start = from; start < to; start += PAGES_AT_ONCE) {
    const indexes = Array.from({ length: Math.min(PAGES_AT_ONCE, to - start) }, (_, i) => start + i);
    pages.push(...(await Promise.all(indexes.map((index) => store.getPage({ ...at, index })))));
  }
  return pages;
}

/** Writes values as pages from index `from`; answers how many pages it took. */
export async function writePages(
  store: JobStore,
  at: PagesFrom,
  values: readonly unknown[],
): Promise<number> {
  const pages = intoPages(values);
  await putPages(store, at, { pages });
  return pages.length;
}

/** The entries of one page of items; a page that should be there and isn't is a defect worth stopping for. */
export async function readEntries(
  store: JobStore,
  at: { jobId: string; pass: number; index: number },
): Promise<Entry[]> {
  const address = { ...at, series: 'items' as const };
  const values = await store.getPage(address);
  if (!values) throw new CorruptDocument(pageDocumentName(address), 'it is not there');
  const entries = z.array(entrySchema).safeParse(values);
  if (!entries.success) throw new CorruptDocument(pageDocumentName(address), z.prettifyError(entries.error));
  return entries.data;
}

/** The recorded failures of a job's last pass, at most `limit`. */
export async function readFailures(
  store: JobStore,
  job: { id: string; pass: number; failurePages: number },
  limit = 1_000,
): Promise<Failure[]> {
  const address = { jobId: job.id, series: 'failures', pass: job.pass } as const;
  const values = await readPages(store, { ...address, pages: job.failurePages }, limit);
  return z.array(failureSchema).parse(values);
}

/** All entries of a job's last pass, those of retries among them; pages that are gone are left out. */
export async function readItems(
  store: JobStore,
  { id, pass, items }: { id: string; pass: number; items: { pages: number } },
): Promise<Entry[]> {
  const address = { jobId: id, series: 'items', pass } as const;
  return z.array(entrySchema).parse(await readPages(store, { ...address, pages: items.pages }, Infinity));
}

/** The values of all pages of a series, in their order, at most `limit`; pages that are gone are left out. */
async function readPages(
  store: JobStore,
  { pages, ...at }: Omit<PageAddress, 'index'> & { pages: number },
  limit: number,
): Promise<unknown[]> {
  const values: unknown[] = [];
  for (let from = 0; from < pages && values.length < limit; from += PAGES_AT_ONCE) {
    const read = await getPages(store, at, { from, to: Math.min(pages, from + PAGES_AT_ONCE) });
    values.push(...read.flatMap((page) => page ?? []));
  }
  return values.slice(0, limit);
}
