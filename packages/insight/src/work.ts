/**
 * Something long, in slices: it yields how much of it is done, 0 to 1, every few milliseconds, and returns what comes of
 * it. {@link finish} does it at once, {@link inSlices} lets others have the thread in between.
 */
export type Work<T> = Generator<number, T, void>;

/** Does it to its end at once. */
export function finish<T>(work: Work<T>): T {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}

/** Something long as a part of something longer, from one share of it to another. */
export function* scaled<T>(work: Work<T>, { from, to }: { from: number; to: number }): Work<T> {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
    yield from + (to - from) * step.value;
  }
}

export interface SliceOptions {
  /** How long a slice takes, about, ms. Default 8: half a frame. */
  sliceMs?: number;
  /** Hears how much is done, 0 to 1, after each slice. */
  onProgress?: (share: number) => void;
  /** Aborted: the work is left where it is, and rejects with the signal's reason. */
  signal?: AbortSignal;
  /** Lets others have the thread. Default: a task of the event loop. */
  breathe?: () => Promise<void>;
  /** Milliseconds, from anywhere. */
  now?: () => number;
}

/** Does it slice by slice, so that a page stays smooth. */
export async function inSlices<T>(
  work: Work<T>,
  { sliceMs = 8, onProgress, signal, breathe = nextTask, now = () => performance.now() }: SliceOptions = {},
): Promise<T> {
  for (;;) {
    signal?.throwIfAborted();
    const untilMs = now() + sliceMs;
    let step = work.next();
    while (!step.done && now() < untilMs) step = work.next();
    if (step.done) return step.value;
    onProgress?.(step.value);
    await breathe();
  }
}

const nextTask = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));
