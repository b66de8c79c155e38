import { notFound } from './errors';
import { listReply, type ListSource } from './paging';
import type { Reply } from './router';

/** How a list of a {@link Collection} is answered. */
export type CollectionList<T> = Pick<
  ListSource<T>,
  'request' | 'origin' | 'key' | 'maxPageSize' | 'render' | 'matches'
> & {
  /** Default: in order of creation. */
  readonly newestFirst?: boolean;
};

interface Entry<T> {
  readonly item: T;
  readonly position: number;
}

/** Resources of one kind by their SIDs, in order of creation. */
export class Collection<T extends { readonly sid: string }> {
  readonly #entries = new Map<string, Entry<T>>();
  #next = 0;

  /** @param kind What a resource is called in the message of a 404. */
  constructor(private readonly kind: string) {}

  /** Adds a resource, or puts another in the place of the one with its SID. */
  put(item: T): T {
    const position = this.#entries.get(item.sid)?.position ?? this.#next++;
    this.#entries.set(item.sid, { item, position });
    return item;
  }

  /** @throws ApiError 404. */
  get(sid: string): T {
    const entry = this.#entries.get(sid);
    if (!entry) throw notFound(`${this.kind} ${sid}`);
    return entry.item;
  }

  all(matches: (item: T) => boolean = () => true): T[] {
    return [...this.#entries.values()].map(({ item }) => item).filter(matches);
  }

  find(matches: (item: T) => boolean): T | undefined {
    return this.all(matches)[0];
  }

  delete(sid: string): void {
    this.#entries.delete(sid);
  }

  /** One page of a list. @throws ApiError 400 20001. */
  list({ newestFirst = false, matches, render, ...rest }: CollectionList<T>): Reply {
    const entries = [...this.#entries.values()];
    return listReply<Entry<T>>({
      ...rest,
      items: newestFirst ? entries.reverse() : entries,
      ...(matches && { matches: ({ item }) => matches(item) }),
      placeOf: ({ position }) => String(position),
      isBehind: ({ position }, place) => (newestFirst ? position < Number(place) : position > Number(place)),
      render: ({ item }) => render(item),
    });
  }
}
