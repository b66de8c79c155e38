import { badRequest } from '../errors';
import type { Route } from '../router';
import { readName, servicePath, type SyncApi } from './api';
import { collectionRoutes } from './collections';
import {
  addItem,
  itemListParameters,
  itemOperations,
  itemParameters,
  listItems,
  type ItemAddress,
} from './items';

const byKey: ItemAddress = {
  type: 'map',
  parse: (text) => text,
  compare: (a, b) => (a < b ? -1 : a > b ? 1 : 0),
};

/** Maps and their items: https://www.twilio.com/docs/sync/api/map-resource */
export function mapRoutes(api: SyncApi): Route[] {
  return [
    ...collectionRoutes(api, { type: 'map', path: 'Maps', resources: { all: 'Maps', one: 'Map' } }),
    {
      path: `${servicePath}/Maps/{MapSid}/Items`,
      resource: 'MapItems',
      operations: {
        GET: { query: itemListParameters, handle: (request) => listItems(api, byKey, request) },
        POST: {
          form: ['Key', ...itemParameters],
          handle: (request) => {
            const key = readName(request.form, 'Key');
            if (key === undefined) throw badRequest('Missing required parameter Key');
            return addItem(api, byKey, { request, key });
          },
        },
      },
    },
    {
      path: `${servicePath}/Maps/{MapSid}/Items/{Key}`,
      resource: 'MapItem',
      operations: itemOperations(api, byKey, 'Key'),
    },
  ];
}
