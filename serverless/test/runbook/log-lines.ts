import * as z from 'zod';

/** A line that the Functions logged. */
export const logLineSchema = z.looseObject({
  level: z.enum(['debug', 'info', 'warn', 'error']),
  event: z.string(),
});
export type LogLine = z.infer<typeof logLineSchema>;

interface Waiter {
  isMeant: (line: LogLine) => boolean;
  found: (line: LogLine) => void;
}

const LIMIT_MS = 40_000;

/** What the Functions have logged since the last cause, and who waits for more. */
export class LogLines {
  #lines: LogLine[] = [];
  readonly #waiting = new Set<Waiter>();

  get all(): readonly LogLine[] {
    return this.#lines;
  }

  /** For a line of a container, JSON or not. */
  add(json: unknown): void {
    const { data: line } = logLineSchema.safeParse(json);
    if (!line) return;
    this.#lines.push(line);
    for (const waiter of this.#waiting) if (waiter.isMeant(line)) waiter.found(line);
  }

  forget(): void {
    this.#lines = [];
  }

  /** The first line of an event, logged already or not. @throws Error after 40 s. */
  first(event: string, isMeant: (line: LogLine) => boolean = () => true): Promise<LogLine> {
    const isIt = (line: LogLine): boolean => line.event === event && isMeant(line);
    const known = this.#lines.find(isIt);
    if (known) return Promise.resolve(known);
    return new Promise((resolve, reject) => {
      const forget = () => {
        clearTimeout(timer);
        this.#waiting.delete(waiter);
      };
      const waiter: Waiter = {
        isMeant: isIt,
        found: (line) => {
          forget();
          resolve(line);
        },
      };
      const timer = setTimeout(() => {
        forget();
        reject(new Error(`waited ${LIMIT_MS} ms for ${event}`));
      }, LIMIT_MS);
      this.#waiting.add(waiter);
    });
  }
}
