import { EventEmitter } from 'node:events';
import type { Clock } from '../clock';
import { ApiError, notFound } from '../errors';
import { ifMatchAllows, type JsonObject } from '../parameters';
import type { Random } from '../random';
import type {
  SyncChange,
  SyncDocument,
  SyncItem,
  SyncList,
  SyncMap,
  SyncObject,
  SyncObjectType,
} from './records';

/** What may be set on an object or item. */
export interface SyncWrite {
  readonly data?: JsonObject | undefined;
  /** Time to live in seconds from now; 0 means for ever; undefined leaves it. */
  readonly ttl?: number | undefined;
  /** The revision the write is meant for. */
  readonly ifMatch?: string | undefined;
}

/** What makes an object. */
export interface SyncCreate extends Omit<SyncWrite, 'ifMatch'> {
  readonly uniqueName?: string | undefined;
  /** Default `system`, as for objects made through REST. */
  readonly createdBy?: string;
}

export interface SyncStoreOptions {
  readonly clock: Clock;
  readonly random: Random;
  /** Called before each write with the object it counts on and the data's bytes; throws to refuse it. */
  readonly guardWrite: (objectSid: string, bytes: number) => void;
}

const sidPrefixes: Record<SyncObjectType, string> = { document: 'ET', list: 'ES', map: 'MP' };
const collections: Record<SyncObjectType, string> = { document: 'Documents', list: 'Lists', map: 'Maps' };

/** Most bytes in a document's or item's data. https://www.twilio.com/docs/sync/limits */
const maxDataBytes = 16 * 1024;

interface Container {
  readonly items: Map<string | number, SyncItem>;
  nextIndex: number;
}

/**
 * The objects of one Sync service. Emits `change` with a {@link SyncChange} after each one, so that
 * a push channel can be put on it. What has outlived its time to live, by the emulator's clock, is
 * removed when it is next looked at.
 */
export class SyncStore extends EventEmitter<{ change: [SyncChange] }> {
  readonly #options: SyncStoreOptions;
  readonly #objects = new Map<string, SyncObject>();
  readonly #containers = new Map<string, Container>();
  readonly #names = new Map<string, string>();
  #position = 0;

  constructor(options: SyncStoreOptions) {
    super();
    this.#options = options;
  }

  /** Creates an object. @throws ApiError 409 54301 when the unique name is taken, 413, 429. */
  create<T extends SyncObjectType>(type: T, create: SyncCreate): Extract<SyncObject, { type: T }>;
  create(type: SyncObjectType, create: SyncCreate): SyncObject {
    const { uniqueName } = create;
    if (uniqueName !== undefined && this.find(type, uniqueName)) {
      throw new ApiError({ status: 409, code: 54301, message: 'Unique name already exists' });
    }
    const data = create.data ?? {};
    checkData(data);
    const now = this.#options.clock.now();
    const fields = {
      sid: this.#options.random.sid(sidPrefixes[type]),
      uniqueName: uniqueName ?? null,
      revision: '0',
      lastEventId: 0,
      dateCreated: now,
      dateUpdated: now,
      dateExpires: this.#expiry(create.ttl, null),
      createdBy: create.createdBy ?? 'system',
      position: this.#position++,
    };
    const object: SyncObject = type === 'document' ? { type, ...fields, data } : { type, ...fields };
    if (uniqueName !== undefined) this.#names.set(`${type} ${uniqueName}`, object.sid);
    if (type !== 'document') this.#containers.set(object.sid, { items: new Map(), nextIndex: 0 });
    this.#objects.set(object.sid, object);
    this.emit('change', { kind: 'created', object });
    return object;
  }

  /** An object by SID or unique name, if there is one. */
  find<T extends SyncObjectType>(type: T, name: string): Extract<SyncObject, { type: T }> | undefined;
  find(type: SyncObjectType, name: string): SyncObject | undefined {
    const object = this.#objects.get(this.#names.get(`${type} ${name}`) ?? name);
    return object?.type === type && !this.#expired(object) ? object : undefined;
  }

  /** An object by SID or unique name. @throws ApiError 404 20404. */
  get<T extends SyncObjectType>(type: T, name: string): Extract<SyncObject, { type: T }> {
    const object = this.find(type, name);
    if (!object) throw notFound(`/${collections[type]}/${name}`);
    return object;
  }

  /** All objects of a type, in creation order. */
  list<T extends SyncObjectType>(type: T): Extract<SyncObject, { type: T }>[];
  list(type: SyncObjectType): SyncObject[] {
    return [...this.#objects.values()].filter((object) => object.type === type && !this.#expired(object));
  }

  /** Changes a document. @throws ApiError 404, 412 54103, 413 54006, 429 54009. */
  updateDocument(name: string, write: SyncWrite): SyncDocument {
    const before = this.get('document', name);
    checkRevision(before.revision, write.ifMatch, 54103);
    this.#guard(before, write.data);
    const ttlOnly = { ...before, dateExpires: this.#expiry(write.ttl, before.dateExpires) };
    const object = write.data === undefined ? ttlOnly : { ...this.#bumped(ttlOnly), data: write.data };
    this.#objects.set(object.sid, object);
    this.emit('change', { kind: 'updated', object });
    return object;
  }

  /** Sets the time to live of a list or map. @throws ApiError 404. */
  updateCollection<T extends 'list' | 'map'>(
    type: T,
    name: string,
    ttl: number | undefined,
  ): SyncList | SyncMap {
    const before: SyncList | SyncMap = this.get(type, name);
    const object = { ...before, dateExpires: this.#expiry(ttl, before.dateExpires) };
    this.#objects.set(object.sid, object);
    this.emit('change', { kind: 'updated', object });
    return object;
  }

  /** Removes an object with its items, whatever its revision. @throws ApiError 404. */
  remove(type: SyncObjectType, name: string): void {
    this.#drop(this.get(type, name));
  }

  /** The items of a list or map by key, in order of creation. */
  items(object: SyncList | SyncMap): SyncItem[] {
    const { items } = this.#container(object);
    return [...items.values()].filter((item) => !this.#itemExpired(object, item));
  }

  /** One item, if there is one. */
  item(object: SyncList | SyncMap, key: string | number): SyncItem | undefined {
    const item = this.#container(object).items.get(key);
    return item && !this.#itemExpired(object, item) ? item : undefined;
  }

  /**
   * Adds an item: to a map under `key`, to a list at the next index (`key` undefined).
   * @throws ApiError 409 54208 when the key is taken, 413, 429.
   */
  addItem(object: SyncList | SyncMap, key: string | undefined, write: SyncWrite): SyncItem {
    const container = this.#container(object);
    if (key !== undefined && this.item(object, key)) {
      throw new ApiError({
        status: 409,
        code: 54208,
        message: 'An Item with given key already exists in the Map',
      });
    }
    this.#guard(object, write.data ?? {});
    const after = this.#bumped(object);
    const item: SyncItem = {
      key: key ?? container.nextIndex++,
      data: write.data ?? {},
      revision: after.revision,
      lastEventId: after.lastEventId,
      dateCreated: after.dateUpdated,
      dateUpdated: after.dateUpdated,
      dateExpires: this.#expiry(write.ttl, null),
      createdBy: 'system',
    };
    return this.#putItem(after, item, 'item-added');
  }

  /** Changes an item. @throws ApiError 404 54201/54151, 412 54205/54155, 413, 429. */
  updateItem(object: SyncList | SyncMap, key: string | number, write: SyncWrite): SyncItem {
    const before = this.existingItem(object, key);
    checkRevision(before.revision, write.ifMatch, revisionMismatch[object.type]);
    this.#guard(object, write.data);
    const after = this.#bumped(object);
    const item: SyncItem = {
      ...before,
      data: write.data ?? before.data,
      revision: after.revision,
      lastEventId: after.lastEventId,
      dateUpdated: after.dateUpdated,
      dateExpires: this.#expiry(write.ttl, before.dateExpires),
    };
    return this.#putItem(after, item, 'item-updated');
  }

  /** Removes an item. @throws ApiError 404, 412, as for an update. */
  removeItem(object: SyncList | SyncMap, key: string | number, ifMatch?: string): void {
    const item = this.existingItem(object, key);
    checkRevision(item.revision, ifMatch, revisionMismatch[object.type]);
    this.#dropItem(object, item);
  }

  /** One item. @throws ApiError 404 54201 (map), 54151 (list). */
  existingItem(object: SyncList | SyncMap, key: string | number): SyncItem {
    const item = this.item(object, key);
    if (item) return item;
    throw object.type === 'map'
      ? new ApiError({ status: 404, code: 54201, message: 'Map item not found' })
      : new ApiError({ status: 404, code: 54151, message: 'List item not found' });
  }

  #putItem(object: SyncList | SyncMap, item: SyncItem, kind: 'item-added' | 'item-updated'): SyncItem {
    this.#objects.set(object.sid, object);
    this.#container(object).items.set(item.key, item);
    this.emit('change', { kind, object, item });
    return item;
  }

  #dropItem(object: SyncList | SyncMap, item: SyncItem): void {
    const after = this.#bumped(object);
    this.#objects.set(object.sid, after);
    this.#container(object).items.delete(item.key);
    this.emit('change', { kind: 'item-removed', object: after, item });
  }

  #drop(object: SyncObject): void {
    this.#objects.delete(object.sid);
    this.#containers.delete(object.sid);
    if (object.uniqueName !== null) this.#names.delete(`${object.type} ${object.uniqueName}`);
    this.emit('change', { kind: 'removed', object });
  }

  #container(object: SyncList | SyncMap): Container {
    const container = this.#containers.get(object.sid);
    if (!container) throw notFound(`/${collections[object.type]}/${object.sid}`);
    return container;
  }

  #bumped<T extends SyncObject>(object: T): T {
    // The object may have been read before an earlier item of it expired, so count from the stored one.
    const lastEventId = (this.#objects.get(object.sid)?.lastEventId ?? object.lastEventId) + 1;
    const dateUpdated = this.#options.clock.now();
    return { ...object, lastEventId, revision: lastEventId.toString(16), dateUpdated };
  }

  #guard(object: SyncObject, data: JsonObject | undefined): void {
    this.#options.guardWrite(object.sid, data === undefined ? 0 : checkData(data));
  }

  /** When a time to live ends; without one, what was set before stays. */
  #expiry(ttl: number | undefined, before: number | null): number | null {
    if (ttl === undefined) return before;
    return ttl === 0 ? null : this.#options.clock.now() + ttl * 1000;
  }

  #expired(object: SyncObject): boolean {
    if (object.dateExpires === null || object.dateExpires > this.#options.clock.now()) return false;
    this.#drop(object);
    return true;
  }

  #itemExpired(object: SyncList | SyncMap, item: SyncItem): boolean {
    if (item.dateExpires === null || item.dateExpires > this.#options.clock.now()) return false;
    this.#dropItem(object, item);
    return true;
  }
}

const revisionMismatch = { list: 54155, map: 54205 } as const;

function checkRevision(revision: string, ifMatch: string | undefined, code: number): void {
  if (ifMatchAllows(ifMatch, revision)) return;
  throw new ApiError({
    status: 412,
    code,
    message: 'The revision does not match the expected revision',
  });
}

/** The data's size in bytes. @throws ApiError 413 54006 over 16 KiB. */
function checkData(data: JsonObject): number {
  const bytes = Buffer.byteLength(JSON.stringify(data));
  if (bytes > maxDataBytes) {
    throw new ApiError({ status: 413, code: 54006, message: 'Request entity too large' });
  }
  return bytes;
}
