import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

/** One line that a container printed. */
export interface LogLine {
  /** Name of the container. */
  container: string;
  stream: 'stdout' | 'stderr';
  text: string;
  /** The value, where the line is JSON; otherwise absent. */
  json?: unknown;
}

/** Lines kept; older ones are dropped. */
const MAX_LINES = 10_000;

/** What the containers printed, oldest first. A line can arrive a moment after the answer of its invocation. */
export class ContainerLogs {
  readonly lines: LogLine[] = [];
  readonly #onLog: (line: LogLine) => void;

  constructor(onLog: (line: LogLine) => void = () => undefined) {
    this.#onLog = onLog;
  }

  /** Takes the lines of a stream until it ends, or until the function that is returned is called. */
  follow(container: string, stream: LogLine['stream'], input: Readable): () => void {
    const lines = createInterface({ input });
    lines.on('line', (text) => {
      const line = { container, stream, text, ...parsed(text) };
      this.lines.push(line);
      if (this.lines.length > MAX_LINES) this.lines.shift();
      this.#onLog(line);
    });
    return () => lines.close();
  }
}

function parsed(text: string): { json?: unknown } {
  if (!/^\s*[[{]/.test(text)) return {};
  try {
    return { json: JSON.parse(text) as unknown };
  } catch {
    return {};
  }
}
