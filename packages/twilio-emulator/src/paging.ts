import { badRequest } from './errors';
import { readInteger } from './parameters';
import type { ApiRequest, Reply } from './router';

/** The query parameters of every list. */
export const pagingParameters = ['PageSize', 'Page', 'PageToken'] as const;

const defaultPageSize = 50;

/** A list and how to page through it. */
export interface ListSource<T> {
  readonly request: ApiRequest;
  /** Scheme and host of the absolute page URLs, for instance `https://taskrouter.twilio.com`. */
  readonly origin: string;
  /** Name of the array in the answer, for instance `workers`. */
  readonly key: string;
  /** The API's maximum page size; a larger PageSize is answered with 400. */
  readonly maxPageSize: number;
  /** All entries in list order; filtered here, so that a page is full whenever it can be. */
  readonly items: Iterable<T>;
  readonly matches?: (item: T) => boolean;
  /** An entry's place, written into the page token: the next page starts behind it. */
  readonly placeOf: (item: T) => string;
  /** Whether an entry comes behind a place. Holds also when the entry at that place is gone. */
  readonly isBehind: (item: T, place: string) => boolean;
  readonly render: (item: T) => unknown;
}

/**
 * One page of a list with its `meta`. The page token is bound to the last entry of the page before,
 * so entries that are deleted meanwhile neither hide nor repeat others. `previous_page_url` is
 * always null.
 * @throws ApiError 400 20001 for a PageSize, Page or PageToken that Twilio would not have given.
 */
export function listReply<T>(source: ListSource<T>): Reply {
  const { query } = source.request;
  const pageSize = readInteger('PageSize', query['PageSize'] ?? String(defaultPageSize), {
    min: 1,
    max: source.maxPageSize,
  });
  const page = readInteger('Page', query['Page'] ?? '0', { min: 0, max: 1_000_000_000 });
  const start = query['PageToken'] === undefined ? undefined : readToken(query['PageToken']);
  const entries: T[] = [];
  let more = false;
  for (const item of source.items) {
    if (start !== undefined && !source.isBehind(item, start)) continue;
    if (source.matches && !source.matches(item)) continue;
    if (entries.length === pageSize) {
      more = true;
      break;
    }
    entries.push(item);
  }
  const last = entries.at(-1);
  const url = pageUrl(source, { pageSize, page, token: query['PageToken'] });
  const next = more && last !== undefined ? writeToken(source.placeOf(last)) : undefined;
  return {
    status: 200,
    body: {
      meta: {
        page,
        page_size: pageSize,
        first_page_url: pageUrl(source, { pageSize, page: 0, token: undefined }),
        previous_page_url: null,
        url,
        next_page_url: next === undefined ? null : pageUrl(source, { pageSize, page: page + 1, token: next }),
        key: source.key,
      },
      [source.key]: entries.map(source.render),
    },
  };
}

function pageUrl<T>(
  source: ListSource<T>,
  at: { pageSize: number; page: number; token: string | undefined },
): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(source.request.query)) {
    if (!pagingParameters.some((parameter) => parameter === name)) query.append(name, value);
  }
  query.append('PageSize', String(at.pageSize));
  query.append('Page', String(at.page));
  if (at.token !== undefined) query.append('PageToken', at.token);
  return `${source.origin}${source.request.path}?${query.toString()}`;
}

const tokenPrefix = 'PT';

function writeToken(place: string): string {
  return tokenPrefix + Buffer.from(place).toString('base64url');
}

function readToken(token: string): string {
  const place = Buffer.from(token.slice(tokenPrefix.length), 'base64url').toString();
  if (place === '' || writeToken(place) !== token) throw badRequest('PageToken is not one this API gave');
  return place;
}
