import type { JsonObject } from '../parameters';
import type { SyncChange, SyncObject } from '../sync/records';
import type { SyncStore } from '../sync/store';
import { iso } from './objects';

/** Something that happened to an object, as a socket tells of it. */
export interface ObjectEvent {
  readonly object: SyncObject;
  /** For instance `document_updated`. */
  readonly type: string;
  readonly event: JsonObject;
}

/** Events of a list or map that are kept for whoever was away. */
const KEPT = 1_000;

/**
 * The events of Sync's objects, and those that somebody missed who was away. Of a document only the newest state
 * matters; the items of lists and maps are remembered one by one.
 */
export class ObjectEvents {
  readonly #kept = new Map<string, ObjectEvent[]>();
  readonly #listeners = new Set<(event: ObjectEvent) => void>();

  constructor(private readonly store: SyncStore) {
    store.on('change', (change) => this.#take(change));
  }

  /** Calls a listener with every event; the answer takes it away again. */
  listen(listener: (event: ObjectEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** What happened to an object behind an event id. */
  missed(object: SyncObject, lastEventId: number): ObjectEvent[] {
    if (object.type === 'document') {
      return object.lastEventId > lastEventId ? [eventOf({ kind: 'updated', object })] : [];
    }
    const kept = this.#kept.get(object.sid) ?? [];
    return kept.filter(({ event }) => Number(event['id']) > lastEventId);
  }

  #take(change: SyncChange): void {
    const { object, kind } = change;
    if (kind === 'created') return;
    const event = eventOf(change);
    if (kind === 'removed') this.#kept.delete(object.sid);
    else if (object.type !== 'document') {
      const kept = this.#kept.get(object.sid) ?? [];
      this.#kept.set(object.sid, [...kept, event].slice(-KEPT));
    }
    for (const listener of this.#listeners) listener(event);
  }
}

function eventOf(change: SyncChange): ObjectEvent {
  const { object } = change;
  const type = object.type;
  const own = {
    [`${type}_sid`]: object.sid,
    [`${type}_unique_name`]: object.uniqueName,
    [`${type}_revision`]: object.revision,
    date_created: iso(object.dateUpdated),
  };
  if ('item' in change) {
    const { item, kind } = change;
    const url = `https://cds.us1.twilio.com/v3/${type === 'list' ? 'Lists' : 'Maps'}/${object.sid}/Items/`;
    return {
      object,
      type: `${type}_${kind.replace('-', '_')}`,
      event: {
        id: object.lastEventId,
        ...own,
        [type === 'list' ? 'item_index' : 'item_key']: item.key,
        item_url: url + encodeURIComponent(item.key),
        item_revision: item.revision,
        item_data: item.data,
        date_expires: item.dateExpires === null ? null : iso(item.dateExpires),
      },
    };
  }
  if (change.kind === 'removed') {
    return { object, type: `${type}_removed`, event: { id: object.lastEventId + 1, ...own } };
  }
  const data = object.type === 'document' ? { document_data: object.data } : {};
  const expires = { date_expires: object.dateExpires === null ? null : iso(object.dateExpires) };
  return { object, type: `${type}_updated`, event: { id: object.lastEventId, ...own, ...data, ...expires } };
}
