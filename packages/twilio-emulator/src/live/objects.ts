import * as z from 'zod';
import { badRequest, methodNotAllowed, notFound } from '../errors';
import type { JsonObject } from '../parameters';
import type { SyncItem, SyncList, SyncMap, SyncObject, SyncObjectType } from '../sync/records';
import type { SyncStore } from '../sync/store';

/** What Sync's objects need to be shown over the socket. */
export interface SyncObjectsOptions {
  readonly store: SyncStore;
  readonly accountSid: string;
  readonly serviceSid: string;
}

/** A request that came through a socket. */
export interface UpstreamRequest {
  readonly method: string;
  /** Decoded, without the version: `['Documents', 'name']`. */
  readonly path: readonly string[];
  readonly params: Readonly<Record<string, string>>;
  readonly ifMatch: string | undefined;
  readonly body: unknown;
}

/** Its answer. */
export interface UpstreamReply {
  readonly status: number;
  readonly body?: unknown;
}

const TYPES: Readonly<Record<string, SyncObjectType>> = { Documents: 'document', Lists: 'list', Maps: 'map' };
const COLLECTIONS = { document: 'Documents', list: 'Lists', map: 'Maps' } as const;
const ORIGIN = 'https://cds.us1.twilio.com/v3';
const DEFAULT_PAGE_SIZE = 50;
const MAX_PAGE_SIZE = 100;

const data = z.record(z.string(), z.unknown());
const ttl = z.number().int().nonnegative();
const createSchema = z.object({
  unique_name: z.string().min(1).optional(),
  data: data.optional(),
  ttl: ttl.optional(),
});
const writeSchema = z.object({ data: data.optional(), ttl: ttl.optional(), key: z.string().optional() });

/** Documents, lists and maps as a socket asks for them: the paths of `cds`, which no REST client sees. */
export class SyncObjects {
  constructor(private readonly options: SyncObjectsOptions) {}

  /** Answers a request. @throws ApiError as Sync's REST routes do. */
  handle(request: UpstreamRequest): UpstreamReply {
    const [collection = '', name, items, key] = request.path;
    const type = TYPES[collection];
    if (!type || (items !== undefined && items !== 'Items')) throw notFound(`/${request.path.join('/')}`);
    if (name === undefined) return this.#create(type, request);
    if (items === undefined) return this.#object(type, name, request);
    if (type === 'document') throw notFound(`/${request.path.join('/')}`);
    const object = this.options.store.get(type, name);
    return key === undefined ? this.#items(object, request) : this.#item(object, key, request);
  }

  #create(type: SyncObjectType, request: UpstreamRequest): UpstreamReply {
    if (request.method !== 'POST') throw methodNotAllowed(request.method, `/${COLLECTIONS[type]}`);
    const { unique_name: uniqueName, ...write } = read(createSchema, request.body);
    const object = this.options.store.create(type, { uniqueName, ...write });
    return { status: 201, body: this.#describe(object) };
  }

  #object(
    type: SyncObjectType,
    name: string,
    { method, params, body, ifMatch }: UpstreamRequest,
  ): UpstreamReply {
    const { store } = this.options;
    if (method === 'DELETE') {
      store.remove(type, name);
      return { status: 204 };
    }
    if (method === 'POST') {
      const write = read(writeSchema, body);
      const object =
        type === 'document'
          ? store.updateDocument(name, { ...write, ifMatch })
          : store.updateCollection(type, name, write.ttl);
      return { status: 200, body: this.#describe(object) };
    }
    if (method !== 'GET') throw methodNotAllowed(method, `/${COLLECTIONS[type]}/${name}`);
    const object: SyncObject = store.get(type, name);
    const included =
      object.type !== 'document' && params['Include'] === 'items'
        ? { items: store.items(object).map((item) => this.#describeItem(object, item)) }
        : {};
    return { status: 200, body: { ...this.#describe(object), ...included } };
  }

  #items(object: SyncList | SyncMap, request: UpstreamRequest): UpstreamReply {
    const { method, params } = request;
    if (method === 'POST') return this.#addItem(object, request);
    if (method !== 'GET') throw methodNotAllowed(method, 'Items');
    const one = params['Key'] ?? params['Index'];
    const from = params['PageToken'] ?? params['From'];
    const isDescending = params['Order'] === 'desc';
    const size = Math.min(
      Number(params['PageSize'] ?? DEFAULT_PAGE_SIZE) || DEFAULT_PAGE_SIZE,
      MAX_PAGE_SIZE,
    );
    const all = this.options.store
      .items(object)
      .filter(({ key }) => one === undefined || String(key) === decodeURIComponent(one))
      .sort((a, b) => compare(a.key, b.key));
    if (isDescending) all.reverse();
    const start = from === undefined ? 0 : all.findIndex(({ key }) => isFrom(key, from, isDescending));
    const rest = start < 0 ? [] : all.slice(start);
    const next = rest[size];
    return {
      status: 200,
      body: {
        items: rest.slice(0, size).map((item) => this.#describeItem(object, item)),
        meta: { previous_token: null, next_token: next ? encodeURIComponent(next.key) : null },
      },
    };
  }

  #addItem(object: SyncList | SyncMap, { body }: UpstreamRequest): UpstreamReply {
    const { key, ...write } = read(writeSchema, body);
    const item = this.options.store.addItem(object, object.type === 'map' ? key : undefined, write);
    return { status: 201, body: this.#describeItem(object, item) };
  }

  #item(object: SyncList | SyncMap, name: string, request: UpstreamRequest): UpstreamReply {
    const { store } = this.options;
    const { method, body, ifMatch } = request;
    const key = object.type === 'list' ? Number(name) : name;
    if (method === 'DELETE') {
      store.removeItem(object, key, ifMatch);
      const { lastEventId, dateUpdated } = store.get(object.type, object.sid);
      return { status: 200, body: { last_event_id: lastEventId, date_updated: iso(dateUpdated) } };
    }
    if (method === 'GET') {
      return { status: 200, body: this.#describeItem(object, store.existingItem(object, key)) };
    }
    const { key: _key, ...write } = read(writeSchema, body);
    // PUT is the map's "set": it adds what is not there, unless it was meant for a revision.
    if (method === 'PUT' && !store.item(object, key)) {
      return { status: 201, body: this.#describeItem(object, store.addItem(object, name, write)) };
    }
    if (method !== 'PUT' && method !== 'POST') throw methodNotAllowed(method, 'Item');
    return {
      status: 200,
      body: this.#describeItem(object, store.updateItem(object, key, { ...write, ifMatch })),
    };
  }

  #describe(object: SyncObject): JsonObject {
    const url = `${ORIGIN}/${COLLECTIONS[object.type]}/${object.sid}`;
    return {
      sid: object.sid,
      unique_name: object.uniqueName,
      account_sid: this.options.accountSid,
      service_sid: this.options.serviceSid,
      url,
      links: object.type === 'document' ? {} : { items: `${url}/Items` },
      revision: object.revision,
      last_event_id: object.lastEventId,
      ...(object.type === 'document' && { data: object.data }),
      date_created: iso(object.dateCreated),
      date_updated: iso(object.dateUpdated),
      date_expires: object.dateExpires === null ? null : iso(object.dateExpires),
      created_by: object.createdBy,
    };
  }

  #describeItem(object: SyncList | SyncMap, item: SyncItem): JsonObject {
    return {
      [object.type === 'list' ? 'index' : 'key']: item.key,
      [`${object.type}_sid`]: object.sid,
      url: `${ORIGIN}/${COLLECTIONS[object.type]}/${object.sid}/Items/${encodeURIComponent(item.key)}`,
      revision: item.revision,
      last_event_id: item.lastEventId,
      data: item.data,
      date_created: iso(item.dateCreated),
      date_updated: iso(item.dateUpdated),
      date_expires: item.dateExpires === null ? null : iso(item.dateExpires),
      created_by: item.createdBy,
    };
  }
}

/** A time as Sync writes it. */
export const iso = (ms: number): string => new Date(ms).toISOString();

function read<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body ?? {});
  if (!parsed.success) throw badRequest(z.prettifyError(parsed.error));
  return parsed.data;
}

function compare(a: string | number, b: string | number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function isFrom(key: string | number, from: string, isDescending: boolean): boolean {
  const place = typeof key === 'number' ? Number(from) : decodeURIComponent(from);
  return isDescending ? compare(key, place) <= 0 : compare(key, place) >= 0;
}
