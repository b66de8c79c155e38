import { useMemo, useState } from 'react';

/**
 * A page of a list at a time. A page that is not there any more is the last one.
 * @param of What the list was found by: with another one it begins at its first page.
 */
export function usePaged<T>(list: readonly T[], size: number, of = '') {
  const [asked, setAsked] = useState({ page: 1, of });
  const total = Math.max(1, Math.ceil(list.length / size));
  const page = Math.min(asked.of === of ? asked.page : 1, total);
  return {
    shown: list.slice((page - 1) * size, page * size),
    page,
    total,
    setPage: (next: number) => setAsked({ page: next, of }),
  };
}

/**
 * What a search finds in a list, a page at a time.
 * @param wordsOf What one is found by; the same function as long as it says the same.
 */
export function useSearched<T>(list: readonly T[], size: number, wordsOf: (one: T) => string) {
  const [search, setSearch] = useState('');
  const lines = useMemo(
    () => list.map((one) => ({ one, words: wordsOf(one).toLocaleLowerCase() })),
    [list, wordsOf],
  );
  const found = useMemo(() => {
    const wanted = search.trim().toLocaleLowerCase();
    return lines.flatMap(({ one, words }) => (words.includes(wanted) ? [one] : []));
  }, [lines, search]);
  return { search, setSearch, found, ...usePaged(found, size, search) };
}
