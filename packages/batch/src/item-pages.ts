import * as z from 'zod';
import { CorruptDocument } from './errors';
import { pageDocumentName } from './documents';
import { failureSchema, type Failure } from './job';
import { PAGE_BYTES } from './limits';
import type { JobStore, Series } from './ports';

/** A work item in the line: the item and how often it was tried. */
export type Entry = [item: unknown, attempts: number];

/** Pages that are written at once: each is a document of its own, so they don't share a write rate. */
const PAGES_AT_ONCE = 12;

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

/** Writes values as pages from index `from`; answers how many pages it took. */
export async function writePages(
  store: JobStore,
  at: { jobId: string; series: Series; pass: number; from: number },
  values: readonly unknown[],
): Promise<number> {
  const pages = intoPages(values);
  const { jobId, series, pass } = at;
  for (let start = 0; start < pages.length; start += PAGES_AT_ONCE) {
    await Promise.all(
      pages
        .slice(start, start + PAGES_AT_ONCE)
        .map((page, i) => store.putPage({ jobId, series, pass, index: at.from + start + i }, page)),
    );
  }
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
  const failures: Failure[] = [];
  for (let index = 0; index < job.failurePages && failures.length < limit; index++) {
    const values = await store.getPage({ jobId: job.id, series: 'failures', pass: job.pass, index });
    failures.push(...z.array(failureSchema).parse(values ?? []));
  }
  return failures.slice(0, limit);
}

/** All entries of a job's last pass, those of retries among them; pages that are gone are left out. */
export async function readItems(
  store: JobStore,
  { id, pass, items }: { id: string; pass: number; items: { pages: number } },
): Promise<Entry[]> {
  const entries: Entry[] = [];
  for (let index = 0; index < items.pages; index++) {
    const values = await store.getPage({ jobId: id, series: 'items', pass, index });
    entries.push(...z.array(entrySchema).parse(values ?? []));
  }
  return entries;
}
