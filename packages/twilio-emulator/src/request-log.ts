import type { Resource } from './router';

/** One request the emulator got. */
export interface LoggedRequest {
  /** When it came, milliseconds since the epoch on the emulator's clock. */
  readonly at: number;
  readonly host: string;
  readonly method: string;
  /** Path without the query string. */
  readonly path: string;
  /** Query string without the question mark. */
  readonly query: string;
  /** HTTP status; 0 where no answer was sent (reset, hang). */
  readonly status: number;
  readonly durationMs: number;
  /** Undefined where no route matched. */
  readonly resource: Resource | undefined;
  /** The last path parameter: a SID, a unique name, a map item's key. */
  readonly sid: string | undefined;
  /** The kind of fault that was injected, if one was. */
  readonly fault: string | undefined;
  /** The request's body, with the option `recordBodies`. */
  readonly body: string | undefined;
}

/** Which requests to count: all given fields must be equal, or what a function says. */
export type RequestFilter =
  | Partial<Pick<LoggedRequest, 'host' | 'method' | 'path' | 'status' | 'resource' | 'sid' | 'fault'>>
  | ((request: LoggedRequest) => boolean);

const capacity = 200_000;

/** The log of all requests; beyond 200,000 the older half is forgotten. */
export class RequestLog implements Iterable<LoggedRequest> {
  #entries: LoggedRequest[] = [];

  /** Adds a request that has been answered or given up. */
  add(request: LoggedRequest): void {
    this.#entries.push(request);
    if (this.#entries.length > capacity) this.#entries = this.#entries.slice(capacity / 2);
  }

  /** The requests in the order in which they ended. */
  get entries(): readonly LoggedRequest[] {
    return this.#entries;
  }

  [Symbol.iterator](): Iterator<LoggedRequest> {
    return this.#entries[Symbol.iterator]();
  }

  /** The requests that pass a filter. */
  filter(filter: RequestFilter): LoggedRequest[] {
    if (typeof filter === 'function') return this.#entries.filter(filter);
    const wanted = Object.entries(filter);
    return this.#entries.filter((entry) => {
      const fields: Record<string, unknown> = { ...entry };
      return wanted.every(([name, value]) => fields[name] === value);
    });
  }

  /** How many requests there were, all or those that pass a filter. */
  count(filter?: RequestFilter): number {
    return filter === undefined ? this.#entries.length : this.filter(filter).length;
  }

  /** Counts by method and resource, for instance `{ 'GET Worker': 3 }`; without a route: `?`. */
  byResource(): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const { method, resource } of this.#entries) {
      const name = `${method} ${resource ?? '?'}`;
      counts[name] = (counts[name] ?? 0) + 1;
    }
    return counts;
  }

  /** Forgets all requests. */
  clear(): void {
    this.#entries = [];
  }
}
