import { isoSeconds } from '../clock';
import { badRequest } from '../errors';
import type { RateLimits } from '../limits';
import { readInteger, readJsonObject, type JsonObject } from '../parameters';
import { pathParam, type ApiRequest, type Reply } from '../router';
import type { SyncItem, SyncList, SyncMap, SyncObject, SyncObjectType } from './records';
import type { SyncCreate, SyncStore } from './store';

/** What the routes of Sync share. */
export interface SyncApi {
  readonly store: SyncStore;
  readonly accountSid: string;
  readonly serviceSid: string;
  /** Services that the account has beside ours: seen in the list of services, and nowhere else. */
  readonly otherServices: readonly { readonly sid: string; readonly friendlyName: string }[];
  /** Counts what comes through REST; the sockets read and create without a limit. */
  readonly limits: Pick<RateLimits, 'takeSyncRead' | 'takeSyncCreation'>;
}

/** Scheme and host of Sync's absolute URLs. */
export const syncOrigin = 'https://sync.twilio.com';

/** Path of the service's routes. */
export const servicePath = '/v1/Services/{ServiceSid}';

/** Sync's maximum page size. */
export const maxSyncPageSize = 100;

const maxTtlSeconds = 31_536_000;
const maxNameLength = 320;

/** Reads the Data parameter. @throws ApiError 400 20001. */
export function readData(form: ApiRequest['form']): JsonObject | undefined {
  return form['Data'] === undefined ? undefined : readJsonObject('Data', form['Data']);
}

/** Reads a time to live in seconds: the first of the parameters that was given. @throws ApiError 400 20001. */
export function readTtl(form: ApiRequest['form'], names: readonly string[]): number | undefined {
  const name = names.find((candidate) => form[candidate] !== undefined);
  const text = name === undefined ? undefined : form[name];
  if (name === undefined || text === undefined) return undefined;
  return readInteger(name, text, { min: 0, max: maxTtlSeconds });
}

/** Reads UniqueName or Key. @throws ApiError 400 20001 when it is empty or over 320 characters. */
export function readName(form: ApiRequest['form'], parameter: string): string | undefined {
  const name = form[parameter];
  if (name !== undefined && (name === '' || name.length > maxNameLength)) {
    throw badRequest(`${parameter} must have 1 to ${maxNameLength} characters`);
  }
  return name;
}

/** Creates an object. A taken name counts as no new object. @throws ApiError 409 54301, 413, 429 54009. */
export function createObject(api: SyncApi, type: SyncObjectType, create: SyncCreate): Reply {
  const { uniqueName } = create;
  const isTaken = uniqueName !== undefined && api.store.find(type, uniqueName) !== undefined;
  if (!isTaken) api.limits.takeSyncCreation();
  return objectReply(api, api.store.create(type, create), 201);
}

/** The list or map of a request. @throws ApiError 404. */
export function collectionOf(api: SyncApi, type: 'list' | 'map', request: ApiRequest): SyncList | SyncMap {
  return api.store.get(type, pathParam(request, type === 'list' ? 'ListSid' : 'MapSid'));
}

/** An answer about a document, list or map. Only documents carry an ETag. */
export function objectReply(api: SyncApi, object: SyncObject, status: number): Reply {
  return {
    status,
    body: objectBody(api, object),
    headers: object.type === 'document' ? { ETag: `"${object.revision}"` } : {},
  };
}

/** A document, list or map as REST shows it. */
export function objectBody(api: SyncApi, object: SyncObject): JsonObject {
  const collection = { document: 'Documents', list: 'Lists', map: 'Maps' }[object.type];
  const url = `${syncOrigin}/v1/Services/${api.serviceSid}/${collection}/${object.sid}`;
  return {
    sid: object.sid,
    unique_name: object.uniqueName,
    account_sid: api.accountSid,
    service_sid: api.serviceSid,
    url,
    links:
      object.type === 'document'
        ? { permissions: `${url}/Permissions` }
        : { items: `${url}/Items`, permissions: `${url}/Permissions` },
    revision: object.revision,
    ...(object.type === 'document' && { data: object.data }),
    ...dates(object),
    created_by: object.createdBy,
  };
}

/** An answer about an item, with its ETag. */
export function itemReply(
  api: SyncApi,
  at: { object: SyncList | SyncMap; item: SyncItem; status: number },
): Reply {
  const { object, item, status } = at;
  return { status, body: itemBody(api, object, item), headers: { ETag: `"${item.revision}"` } };
}

/** An item as REST shows it. */
export function itemBody(api: SyncApi, object: SyncList | SyncMap, item: SyncItem): JsonObject {
  const isList = object.type === 'list';
  const base = `${syncOrigin}/v1/Services/${api.serviceSid}/${isList ? 'Lists' : 'Maps'}/${object.sid}`;
  return {
    [isList ? 'index' : 'key']: item.key,
    account_sid: api.accountSid,
    service_sid: api.serviceSid,
    [isList ? 'list_sid' : 'map_sid']: object.sid,
    url: `${base}/Items/${encodeURIComponent(item.key)}`,
    revision: item.revision,
    data: item.data,
    ...dates(item),
    created_by: item.createdBy,
  };
}

function dates(of: SyncObject | SyncItem): JsonObject {
  return {
    date_expires: of.dateExpires === null ? null : isoSeconds(of.dateExpires),
    date_created: isoSeconds(of.dateCreated),
    date_updated: isoSeconds(of.dateUpdated),
  };
}
