import type { TaskRouterEvent } from './events';

/** By way of what something was changed. */
export type EventSource = 'twilio-api' | 'twilio-console';

/** An event as the log keeps it. */
export interface LoggedEvent {
  readonly event: TaskRouterEvent;
  readonly source: EventSource;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Place in the order in which events were raised, never used again. */
  readonly position: number;
}

/** Events that are kept. Twilio keeps them by their age; here a long run would fill the memory. */
const kept = 5_000;

/** The last events of a workspace. */
export class EventLog {
  #events: LoggedEvent[] = [];
  #position = 0;

  add(event: TaskRouterEvent, { source, at }: Pick<LoggedEvent, 'source' | 'at'>): void {
    this.#events.push({ event, source, at, position: this.#position++ });
    // Not with each event: the array is copied.
    if (this.#events.length >= 2 * kept) this.#events = this.#events.slice(-kept);
  }

  /** At most 5,000. */
  newestFirst(): LoggedEvent[] {
    return this.#events.slice(-kept).reverse();
  }
}
