import { useEffect, useRef, type RefObject } from 'react';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';

/** Until it was measured. */
const DEFAULT_WIDTH = 320;
/** Smaller changes make no cell be drawn again. */
const STEP = 16;

// One width for all cells of the column: one observer, on its header, however many agents there are.
const store = createStore(() => ({ width: DEFAULT_WIDTH }));

/** How wide the column is, px, in steps. */
export const useColumnWidth = (): number => useStore(store, ({ width }) => width);

/** Measures the column by its header. */
export function useColumnMeasure(): RefObject<HTMLSpanElement> {
  const header = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const cell = header.current?.closest('th, td, [role="columnheader"]');
    if (!cell || typeof ResizeObserver === 'undefined') return;
    const observer = new ResizeObserver(([entry]) => {
      const width = Math.floor((entry?.contentRect.width ?? DEFAULT_WIDTH) / STEP) * STEP;
      if (width > 0) store.setState({ width });
    });
    observer.observe(cell);
    return () => observer.disconnect();
  }, []);
  return header;
}
