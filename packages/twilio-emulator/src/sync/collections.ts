import { listReply, pagingParameters } from '../paging';
import { pathParam, type Resource, type Route } from '../router';
import {
  createObject,
  maxSyncPageSize,
  objectBody,
  objectReply,
  readName,
  readTtl,
  servicePath,
  syncOrigin,
  type SyncApi,
} from './api';

const ttlParameters = ['CollectionTtl', 'Ttl'] as const;

/** What lists and maps have in common: the objects themselves, without their items. */
export function collectionRoutes(
  api: SyncApi,
  kind: { type: 'list' | 'map'; path: 'Lists' | 'Maps'; resources: { all: Resource; one: Resource } },
): Route[] {
  const { store } = api;
  const { type, path, resources } = kind;
  return [
    {
      path: `${servicePath}/${path}`,
      resource: resources.all,
      operations: {
        GET: {
          query: pagingParameters,
          handle: (request) =>
            listReply({
              request,
              origin: syncOrigin,
              key: path.toLowerCase(),
              maxPageSize: maxSyncPageSize,
              items: store.list(type),
              placeOf: ({ position }) => String(position),
              isBehind: ({ position }, place) => position > Number(place),
              render: (object) => objectBody(api, object),
            }),
        },
        POST: {
          form: ['UniqueName', ...ttlParameters],
          handle: ({ form }) => {
            const create = { uniqueName: readName(form, 'UniqueName'), ttl: readTtl(form, ttlParameters) };
            return createObject(api, type, create);
          },
        },
      },
    },
    {
      path: `${servicePath}/${path}/{Sid}`,
      resource: resources.one,
      operations: {
        GET: { handle: (request) => objectReply(api, store.get(type, pathParam(request, 'Sid')), 200) },
        POST: {
          form: ttlParameters,
          handle: (request) => {
            const ttl = readTtl(request.form, ttlParameters);
            return objectReply(api, store.updateCollection(type, pathParam(request, 'Sid'), ttl), 200);
          },
        },
        DELETE: {
          handle: (request) => {
            store.remove(type, pathParam(request, 'Sid'));
            return { status: 204 };
          },
        },
      },
    },
  ];
}
