import type { Page, TaskRouter, Worker } from '@queue-eligibility/task-router';

/** Reads the list of workers page by page; the page after one is on its way while that one is looked at. */
export class PagesAhead {
  private next: { cursor: string; reading: Promise<Page<Worker>> } | null = null;

  constructor(private readonly taskRouter: Pick<TaskRouter, 'listWorkers'>) {}

  /** The page at `cursor`; null: the first. Rejects as `TaskRouter.listWorkers` does. */
  async read(cursor: string | null): Promise<Page<Worker>> {
    const ahead = this.next;
    this.next = null;
    const page = await (ahead?.cursor === cursor ? ahead.reading : this.taskRouter.listWorkers(cursor));
    if (page.next !== null) {
      this.next = { cursor: page.next, reading: this.taskRouter.listWorkers(page.next) };
      // Whoever asks for it hears of it.
      this.next.reading.catch(() => {});
    }
    return page;
  }
}
