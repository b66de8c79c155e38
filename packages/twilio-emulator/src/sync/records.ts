import type { JsonObject } from '../parameters';

interface SyncObjectFields {
  readonly sid: string;
  readonly uniqueName: string | null;
  /** Hexadecimal count of the changes to the object and its items. */
  readonly revision: string;
  /** The same count as a number: the id of the object's latest event. */
  readonly lastEventId: number;
  /** Times in milliseconds since the epoch; `dateExpires` null means never. */
  readonly dateCreated: number;
  readonly dateUpdated: number;
  readonly dateExpires: number | null;
  readonly createdBy: string;
  /** Place in creation order. */
  readonly position: number;
}

/** A Sync document, as stored. Records are replaced by changes, never changed in place. */
export interface SyncDocument extends SyncObjectFields {
  readonly type: 'document';
  readonly data: JsonObject;
}

/** A Sync list, as stored; its items are read with {@link SyncStore.items}. */
export interface SyncList extends SyncObjectFields {
  readonly type: 'list';
}

/** A Sync map, as stored; its items are read with {@link SyncStore.items}. */
export interface SyncMap extends SyncObjectFields {
  readonly type: 'map';
}

export type SyncObject = SyncDocument | SyncList | SyncMap;
export type SyncObjectType = SyncObject['type'];

/** An item of a list (`key` is its index) or of a map. */
export interface SyncItem<K extends string | number = string | number> {
  readonly key: K;
  readonly data: JsonObject;
  readonly revision: string;
  readonly lastEventId: number;
  readonly dateCreated: number;
  readonly dateUpdated: number;
  readonly dateExpires: number | null;
  readonly createdBy: string;
}

/** What happened to an object. Emitted after the change, in order. */
export type SyncChange =
  | { readonly kind: 'created' | 'updated' | 'removed'; readonly object: SyncObject }
  | {
      readonly kind: 'item-added' | 'item-updated' | 'item-removed';
      readonly object: SyncList | SyncMap;
      readonly item: SyncItem;
    };
