import { readInteger } from '../parameters';
import type { Route } from '../router';
import { servicePath, type SyncApi } from './api';
import { collectionRoutes } from './collections';
import {
  addItem,
  itemListParameters,
  itemOperations,
  itemParameters,
  listItems,
  type ItemAddress,
} from './items';

const byIndex: ItemAddress = {
  type: 'list',
  parse: (text) => readInteger('Index', text, { min: 0, max: Number.MAX_SAFE_INTEGER }),
  compare: (a, b) => Number(a) - Number(b),
};

/** Lists and their items: https://www.twilio.com/docs/sync/api/list-resource */
export function listRoutes(api: SyncApi): Route[] {
  return [
    ...collectionRoutes(api, { type: 'list', path: 'Lists', resources: { all: 'Lists', one: 'List' } }),
    {
      path: `${servicePath}/Lists/{ListSid}/Items`,
      resource: 'ListItems',
      operations: {
        GET: { query: itemListParameters, handle: (request) => listItems(api, byIndex, request) },
        POST: {
          form: itemParameters,
          handle: (request) => addItem(api, byIndex, { request, key: undefined }),
        },
      },
    },
    {
      path: `${servicePath}/Lists/{ListSid}/Items/{Index}`,
      resource: 'ListItem',
      operations: itemOperations(api, byIndex, 'Index'),
    },
  ];
}
