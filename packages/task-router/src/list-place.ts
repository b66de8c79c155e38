import { unknownAnswer } from './answers';

/**
 * A place in a list that a caller keeps: the number and the token of TaskRouter's page, and the last entry of it that the
 * caller has had, where it did not get the whole page.
 */
interface Place {
  pageNumber: number;
  /** Empty: the first page. */
  pageToken: string;
  after: string | null;
}

const PLACE = /^(\d{1,6})\.([^\s~]{0,300})(?:~(\w{1,40}))?$/;

/** What is no place is the beginning. */
export function readPlace(place: string | null): Place {
  const [, number = '0', pageToken = '', after = null] = PLACE.exec(place ?? '') ?? [];
  return { pageNumber: Number(number), pageToken, after };
}

const writePlace = ({ pageNumber, pageToken, after }: Place): string =>
  `${pageNumber}.${pageToken}${after === null ? '' : `~${after}`}`;

/** The same page, behind one of its entries. */
export const placeAfter = (place: string | null, after: string): string =>
  writePlace({ ...readPlace(place), after });

/** The place that the address of a page names. @throws RetryableError `unknown_answer` where it names none. */
export function placeOf(what: string, nextPageUrl: string): string {
  const query = URL.canParse(nextPageUrl) ? new URL(nextPageUrl).searchParams : new URLSearchParams();
  const place = writePlace({
    pageNumber: Number(query.get('Page') ?? 0),
    pageToken: query.get('PageToken') ?? '',
    after: null,
  });
  if (!query.get('PageToken') || !PLACE.test(place)) throw unknownAnswer(what);
  return place;
}
