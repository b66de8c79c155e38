/** Sync takes 16 KiB an object (https://www.twilio.com/docs/sync/limits); with what is around the values, and a seal. */
export const SYNC_PAGE_BYTES = 15_000;

/** Splits values so that every page stays below what a Sync object holds. */
export function intoSyncPages<T>(values: readonly T[]): T[][] {
  const pages: T[][] = [];
  let room = 0;
  for (const value of values) {
    const size = new TextEncoder().encode(JSON.stringify(value)).length + 1;
    if (size > room || pages.length === 0) {
      pages.push([]);
      room = SYNC_PAGE_BYTES;
    }
    pages.at(-1)?.push(value);
    room -= size;
  }
  return pages;
}
