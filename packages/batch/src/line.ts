import { readEntries, writePages, type Entry } from './item-pages';
import type { Failure, Position, Progress, RunningJob } from './job';
import type { AnyJobKind, Outcome, Session } from './kind';
import type { JobStore } from './ports';
import type { Patch } from './transition';

/** An entry that was taken from the line and, at some point, its outcome. */
export interface Taken {
  entry: Entry;
  /** The place in the pages right behind it. */
  after: { page: number; offset: number };
  outcome?: Outcome<unknown>;
}

/**
 * The line of work items of one pass: taken in order, done in any order, *settled* in order. Only what is settled
 * counts, so that every checkpoint is exact: all before it is done and counted once, nothing behind it is. An item
 * that fails goes to the end of the line while it has attempts left.
 */
export class Line {
  private readonly taken: Taken[] = [];
  private buffer: Taken[] = [];
  private nextPage: number;
  private nextOffset: number;
  private filling: Promise<void> | null = null;
  private retries: Entry[] = [];
  private failures: Failure[] = [];
  private position: Position;
  private progress: Progress;
  private failurePages: number;

  constructor(
    private readonly store: JobStore,
    private readonly kind: AnyJobKind,
    private readonly session: Session<unknown, unknown, unknown>,
    private readonly job: Pick<RunningJob, 'id' | 'pass' | 'items' | 'progress' | 'failurePages'>,
    firstPage: Promise<Entry[]> | null = null,
  ) {
    this.position = { ...job.items };
    this.progress = { ...job.progress };
    this.failurePages = job.failurePages;
    this.nextPage = job.items.page;
    this.nextOffset = job.items.offset;
    if (!firstPage) return;
    this.filling = this.fill(firstPage).finally(() => (this.filling = null));
    // Whoever takes from the line hears of it.
    this.filling.catch(() => {});
  }

  /** Reads the page where a job's work goes on, in advance; null when there is none. */
  static prefetch(store: JobStore, job: Pick<RunningJob, 'id' | 'pass' | 'items'>): Promise<Entry[]> | null {
    const { page, pages } = job.items;
    return page < pages ? readEntries(store, { jobId: job.id, pass: job.pass, index: page }) : null;
  }

  /** Every item is settled and none waits for another attempt. */
  get isDone(): boolean {
    return this.position.done === this.position.total && this.retries.length === 0;
  }

  /** The next entry, or null when nothing is left to take (some may still be in progress). */
  async take(): Promise<Taken | null> {
    while (this.buffer.length === 0 && (this.filling || this.nextPage < this.position.pages)) {
      this.filling ??= this.fill().finally(() => (this.filling = null));
      await this.filling;
    }
    const next = this.buffer.shift();
    if (!next) return null;
    this.taken.push(next);
    return next;
  }

  /** Records an outcome and settles everything that is now done from the front of the line. */
  settle(taken: Taken, outcome: Outcome<unknown>): void {
    taken.outcome = outcome;
    while (this.taken[0]?.outcome) {
      const first = this.taken.shift();
      if (first?.outcome) this.count(first, first.outcome);
    }
  }

  /** Stores what must not be lost and answers the patch that makes it count. */
  async checkpoint(): Promise<Patch> {
    // Taken in one breath: the work goes on while the pages are being written.
    const items = { ...this.position };
    const progress = { ...this.progress };
    const failures = this.failures.splice(0);
    const added = await this.storeRetries();
    const at = {
      jobId: this.job.id,
      series: 'failures' as const,
      pass: this.job.pass,
      from: this.failurePages,
    };
    this.failurePages += await writePages(this.store, at, failures);
    items.total += added.entries;
    items.pages += added.pages;
    return { items, progress, failurePages: this.failurePages };
  }

  /** Puts the items that failed and have attempts left at the end of the line. */
  async storeRetries(): Promise<{ entries: number; pages: number }> {
    const retries = this.retries.splice(0);
    const at = {
      jobId: this.job.id,
      series: 'items' as const,
      pass: this.job.pass,
      from: this.position.pages,
    };
    const pages = await writePages(this.store, at, retries);
    this.position.pages += pages;
    this.position.total += retries.length;
    return { entries: retries.length, pages };
  }

  private count({ entry, after }: Taken, outcome: Outcome<unknown>): void {
    const [item, attempts] = entry;
    this.position.done += 1;
    this.position.page = after.page;
    this.position.offset = after.offset;
    if (outcome.effect !== undefined) this.session.absorb?.(outcome.effect);
    if (outcome.result === 'failed' && outcome.retry && attempts + 1 < this.kind.maxAttempts) {
      this.retries.push([item, attempts + 1]);
      return;
    }
    this.progress.checked += 1;
    if (outcome.result === 'changed') {
      this.progress.changed += 1;
      this.position.changed += 1;
    }
    if (outcome.result === 'failed') {
      this.progress.failed += 1;
      const { code, message } = outcome;
      const { success, data } = this.kind.itemSchema.safeParse(item);
      const key = success ? this.kind.keyOf(data) : 'unknown';
      this.failures.push({ key, code, message, attempts: attempts + 1 });
    }
  }

  private async fill(reading?: Promise<Entry[]>): Promise<void> {
    const page = this.nextPage;
    const at = { jobId: this.job.id, pass: this.job.pass, index: page };
    const entries = await (reading ?? readEntries(this.store, at));
    this.buffer = entries
      .map((entry, i) => ({ entry, after: { page, offset: i + 1 } }))
      .slice(this.nextOffset);
    this.nextPage = page + 1;
    this.nextOffset = 0;
  }
}
