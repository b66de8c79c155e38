import type { TaskRouterEvent } from './events';
import {
  handleEvent,
  leaveToResync,
  type EventMemory,
  type EventPorts,
  type EventResult,
} from './event-handler';

/** What became of one event of many. */
export type HandledEvent =
  { event: TaskRouterEvent; result: EventResult } | { event: TaskRouterEvent; error: unknown };

interface BatchOptions {
  /** Once it is aborted, nothing is written any more. */
  signal?: AbortSignal;
  /** No event is begun after that, ms since the epoch: what is left is one resync's. */
  beginUntilMs: number;
  /** Runs the work of one event: what is logged meanwhile is about it. */
  within?: <T>(event: TaskRouterEvent, work: () => T) => T;
}

/** Events in progress at once: each may take six requests. */
const CONCURRENT = 8;

/**
 * Handles the events of one request, in whatever order they come. Of those that ask the same thing the newest is
 * handled: others know nothing that it does not.
 */
export async function handleEvents(
  ports: EventPorts,
  memory: EventMemory,
  events: readonly TaskRouterEvent[],
  { signal, beginUntilMs, within = (_event, work) => work() }: BatchOptions,
): Promise<HandledEvent[]> {
  const waiting = newestOfEach(events);
  const handled: HandledEvent[] = [];
  const take = async (event: TaskRouterEvent, handle: () => Promise<EventResult>): Promise<void> => {
    try {
      handled.push({ event, result: await within(event, handle) });
    } catch (error) {
      handled.push({ event, error });
    }
  };
  const work = async (): Promise<void> => {
    while (!signal?.aborted && ports.batch.clock.now() < beginUntilMs) {
      const event = waiting.shift();
      if (!event) return;
      await take(event, () => handleEvent(ports, memory, event, signal));
    }
  };
  await Promise.all(Array.from({ length: CONCURRENT }, work));
  const [left] = waiting;
  if (left) {
    ports.batch.log('warn', 'events.left', { events: waiting.length });
    await take(left, () => leaveToResync(ports, memory, left));
  }
  return handled;
}

/** Queues before workers: what everybody may be out of step for is asked first. */
function newestOfEach(events: readonly TaskRouterEvent[]): TaskRouterEvent[] {
  const newest = new Map<string, TaskRouterEvent>();
  for (const event of events) {
    const asks = event.about === 'worker' ? `${event.WorkerSid} ${event.EventType}` : event.about;
    if (timeOf(event) >= timeOf(newest.get(asks))) newest.set(asks, event);
  }
  const order = { queue: 0, worker: 1, other: 2 };
  return [...newest.values()].sort((a, b) => order[a.about] - order[b.about]);
}

const timeOf = (event?: TaskRouterEvent): number => event?.TimestampMs ?? 0;
