import { listReply, pagingParameters } from '../paging';
import { pathParam, type Route } from '../router';
import {
  createObject,
  maxSyncPageSize,
  objectBody,
  objectReply,
  readData,
  readName,
  readTtl,
  servicePath,
  syncOrigin,
  type SyncApi,
} from './api';

/** Documents: https://www.twilio.com/docs/sync/api/document-resource */
export function documentRoutes(api: SyncApi): Route[] {
  const { store } = api;
  return [
    {
      path: `${servicePath}/Documents`,
      resource: 'Documents',
      operations: {
        GET: {
          query: pagingParameters,
          handle: (request) =>
            listReply({
              request,
              origin: syncOrigin,
              key: 'documents',
              maxPageSize: maxSyncPageSize,
              items: store.list('document'),
              placeOf: ({ position }) => String(position),
              isBehind: ({ position }, place) => position > Number(place),
              render: (document) => objectBody(api, document),
            }),
        },
        POST: {
          form: ['UniqueName', 'Data', 'Ttl'],
          handle: ({ form }) =>
            createObject(api, 'document', {
              uniqueName: readName(form, 'UniqueName'),
              data: readData(form),
              ttl: readTtl(form, ['Ttl']),
            }),
        },
      },
    },
    {
      path: `${servicePath}/Documents/{Sid}`,
      resource: 'Document',
      operations: {
        GET: { handle: (request) => objectReply(api, store.get('document', pathParam(request, 'Sid')), 200) },
        POST: {
          form: ['Data', 'Ttl'],
          handle: (request) => {
            const document = store.updateDocument(pathParam(request, 'Sid'), {
              data: readData(request.form),
              ttl: readTtl(request.form, ['Ttl']),
              ifMatch: request.ifMatch,
            });
            return objectReply(api, document, 200);
          },
        },
        DELETE: {
          handle: (request) => {
            store.remove('document', pathParam(request, 'Sid'));
            return { status: 204 };
          },
        },
      },
    },
  ];
}
