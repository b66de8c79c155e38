import { pageDocumentName } from './documents';
import type { JobStore } from './ports';

/** A store for one hop: a page that the hop has written itself need not be read to be known. */
export function withOwnPages(store: JobStore): JobStore {
  const written = new Map<string, readonly unknown[]>();
  return {
    ...store,
    async putPage(address, values, expected) {
      await store.putPage(address, values, expected);
      written.set(pageDocumentName(address), values);
    },
    async getPage(address) {
      const own = written.get(pageDocumentName(address));
      return own ? [...own] : store.getPage(address);
    },
  };
}
