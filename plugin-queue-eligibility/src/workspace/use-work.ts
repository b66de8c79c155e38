import { inSlices, type Work } from '@queue-eligibility/insight';
import { useEffect, useState } from 'react';

/** What a long computation has come to. */
export interface Worked<T> {
  /** The newest whole result; while another one is computed it is the one before. Null: there was none yet. */
  result: T | null;
  /** How much of what is computed now is done, 0 to 1; null: nothing is. */
  progress: number | null;
}

/**
 * Computes in slices, so that the page stays smooth, and starts again when `work` is another function: keep it with
 * `useCallback`. What is not finished by then is left. Null: there is nothing to compute.
 */
export function useWork<T>(work: (() => Work<T>) | null): Worked<T> {
  const [worked, setWorked] = useState<Worked<T>>({ result: null, progress: null });
  useEffect(() => {
    if (!work) return setWorked({ result: null, progress: null });
    const abort = new AbortController();
    const tell = (changes: Partial<Worked<T>>): void => {
      if (!abort.signal.aborted) setWorked((before) => ({ ...before, ...changes }));
    };
    tell({ progress: 0 });
    let toldMs = performance.now();
    const onProgress = (progress: number): void => {
      // A bar that moves more often is drawn for nobody.
      if (performance.now() - toldMs < 200) return;
      toldMs = performance.now();
      tell({ progress });
    };
    inSlices(work(), { signal: abort.signal, onProgress }).then(
      (result) => tell({ result, progress: null }),
      (error: unknown) => {
        if (!abort.signal.aborted) console.error(error);
        tell({ progress: null });
      },
    );
    return () => abort.abort();
  }, [work]);
  return worked;
}

/** A value once it has stayed the same for a while, ms. */
export function useSettled<T>(value: T, afterMs: number): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), afterMs);
    return () => clearTimeout(timer);
  }, [value, afterMs]);
  return settled;
}
