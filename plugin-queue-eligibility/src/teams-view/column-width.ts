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

/** What a column takes at least that has no width of its own, as Messages and ours: a card of Flex's, and a gap. */
const LEAST = '13rem';

/**
 * What a table with these headers takes at least, as CSS. Flex lays its table out by the widths that columns name; those
 * without share what is left, down to nothing, and then lie on top of each other.
 */
export const leastWidthOf = (headers: readonly HTMLElement[]): string =>
  `calc(${headers.map(({ style }) => style.width || LEAST).join(' + ')})`;

/** Measures the column by its header, and has the table scroll sideways rather than squeeze it. */
export function useColumnMeasure(): RefObject<HTMLSpanElement> {
  const header = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const cell = header.current?.closest('th');
    const table = cell?.closest('table');
    if (!cell || !table || typeof ResizeObserver === 'undefined') return;
    // Other columns come and go, and each time ours changes its width.
    const keepRoom = (): void => {
      table.style.minWidth = leastWidthOf([...table.querySelectorAll('th')]);
    };
    keepRoom();
    let frame = 0;
    const observer = new ResizeObserver(([entry]) => {
      const width = Math.floor((entry?.contentRect.width ?? DEFAULT_WIDTH) / STEP) * STEP;
      if (width > 0) store.setState({ width });
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(keepRoom);
    });
    observer.observe(cell);
    return () => {
      cancelAnimationFrame(frame);
      observer.disconnect();
      table.style.minWidth = '';
    };
  }, []);
  return header;
}
