import { useState } from 'react';

/** A page of a list at a time. A page that is not there any more is the last one. */
export function usePaged<T>(list: readonly T[], size: number) {
  const [asked, setPage] = useState(1);
  const total = Math.max(1, Math.ceil(list.length / size));
  const page = Math.min(asked, total);
  return { shown: list.slice((page - 1) * size, page * size), page, total, setPage };
}
