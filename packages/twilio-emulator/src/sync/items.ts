import { badRequest } from '../errors';
import { listReply, pagingParameters } from '../paging';
import { readChoice } from '../parameters';
import { pathParam, type ApiRequest, type Operation, type Reply } from '../router';
import {
  collectionOf,
  itemBody,
  itemReply,
  maxSyncPageSize,
  readData,
  readTtl,
  syncOrigin,
  type SyncApi,
} from './api';
import type { SyncItem } from './records';

/** How items are addressed: by index in a list, by key in a map. */
export interface ItemAddress {
  readonly type: 'list' | 'map';
  /** Reads the path parameter or `From`. */
  readonly parse: (text: string) => string | number;
  readonly compare: (a: string | number, b: string | number) => number;
}

/** Form parameters with which an item is written. `Ttl` is an alias of `ItemTtl`. */
export const itemParameters = ['Data', 'Ttl', 'ItemTtl', 'CollectionTtl'] as const;
/** Query parameters of a list of items. */
export const itemListParameters = ['Order', 'From', 'Bounds', ...pagingParameters] as const;

const itemTtl = ['ItemTtl', 'Ttl'];

/** One page of items in order of their keys. */
export function listItems(api: SyncApi, address: ItemAddress, request: ApiRequest): Reply {
  const { query } = request;
  const object = collectionOf(api, address.type, request);
  const sign = readChoice('Order', query['Order'], ['asc', 'desc']) === 'desc' ? -1 : 1;
  const exclusive = readChoice('Bounds', query['Bounds'], ['inclusive', 'exclusive']) === 'exclusive';
  const from = query['From'] === undefined ? undefined : address.parse(query['From']);
  const compare = (a: string | number, b: string | number) => sign * address.compare(a, b);
  return listReply<SyncItem>({
    request,
    origin: syncOrigin,
    key: 'items',
    maxPageSize: maxSyncPageSize,
    items: api.store.items(object).sort((a, b) => compare(a.key, b.key)),
    matches: ({ key }) => from === undefined || compare(key, from) >= (exclusive ? 1 : 0),
    placeOf: ({ key }) => String(key),
    isBehind: ({ key }, place) => compare(key, address.parse(place)) > 0,
    render: (item) => itemBody(api, object, item),
  });
}

/** Adds an item; `key` is undefined for a list. */
export function addItem(
  api: SyncApi,
  address: ItemAddress,
  at: { request: ApiRequest; key: string | undefined },
): Reply {
  const { form } = at.request;
  const data = readData(form);
  if (data === undefined) throw badRequest('Missing required parameter Data');
  const object = collectionOf(api, address.type, at.request);
  const item = api.store.addItem(object, at.key, { data, ttl: readTtl(form, itemTtl) });
  setCollectionTtl(api, address, at.request);
  return itemReply(api, { object, item, status: 201 });
}

/** Fetch, update and delete of one item, whose address is the path parameter `parameter`. */
export function itemOperations(
  api: SyncApi,
  address: ItemAddress,
  parameter: 'Index' | 'Key',
): Record<'GET' | 'POST' | 'DELETE', Operation> {
  const find = (request: ApiRequest) => ({
    object: collectionOf(api, address.type, request),
    key: address.parse(pathParam(request, parameter)),
  });
  return {
    GET: {
      handle: (request) => {
        const { object, key } = find(request);
        return itemReply(api, { object, item: api.store.existingItem(object, key), status: 200 });
      },
    },
    POST: {
      form: itemParameters,
      handle: (request) => {
        const { object, key } = find(request);
        const ttl = readTtl(request.form, itemTtl);
        const item = api.store.updateItem(object, key, {
          data: readData(request.form),
          ttl,
          ifMatch: request.ifMatch,
        });
        setCollectionTtl(api, address, request);
        return itemReply(api, { object, item, status: 200 });
      },
    },
    DELETE: {
      handle: (request) => {
        const { object, key } = find(request);
        api.store.removeItem(object, key, request.ifMatch);
        return { status: 204 };
      },
    },
  };
}

function setCollectionTtl(api: SyncApi, address: ItemAddress, request: ApiRequest): void {
  const ttl = readTtl(request.form, ['CollectionTtl']);
  if (ttl !== undefined)
    api.store.updateCollection(address.type, collectionOf(api, address.type, request).sid, ttl);
}
