import * as z from 'zod';
import { eventsInStream } from './event-streams';

const sid = (prefix: string) => z.string().regex(new RegExp(`^${prefix}[0-9a-fA-F]{32}$`));

/** What every TaskRouter event callback carries (https://www.twilio.com/docs/taskrouter/api/event/reference). */
const anyEventSchema = z.object({
  EventType: z.string().min(1).max(100),
  /** The event's own SID. */
  Sid: z.string().max(64).optional(),
  WorkspaceSid: z.string().optional(),
  /** When it happened, ms since the epoch. */
  TimestampMs: z.coerce.number().positive().optional().catch(undefined),
});

const workerEventSchema = anyEventSchema.extend({
  WorkerSid: sid('WK'),
  WorkerName: z.string().default(''),
  WorkerAttributes: z.string().optional(),
  WorkerActivitySid: z.string().default(''),
  WorkerActivityName: z.string().default(''),
});

const queueEventSchema = anyEventSchema.extend({ TaskQueueSid: sid('WQ').optional() });

export type WorkerEvent = z.infer<typeof workerEventSchema> & { about: 'worker' };
type QueueEvent = z.infer<typeof queueEventSchema> & { about: 'queue' };
type OtherEvent = z.infer<typeof anyEventSchema> & { about: 'other' };
export type TaskRouterEvent = WorkerEvent | QueueEvent | OtherEvent;

/** Events after which a worker may be out of step. */
const WORKER_EVENTS: ReadonlySet<string> = new Set([
  'worker.created',
  'worker.attributes.update',
  'worker.activity.update',
]);
/** Events after which everybody may be. */
const QUEUE_EVENTS: ReadonlySet<string> = new Set([
  'task-queue.created',
  'task-queue.expression.updated',
  'task-queue.deleted',
]);

/** Reads one event under the names of a callback; null when it is none that makes sense. */
export function parseEvent(parameters: unknown): TaskRouterEvent | null {
  const any = anyEventSchema.safeParse(parameters);
  if (!any.success) return null;
  const { EventType } = any.data;
  if (WORKER_EVENTS.has(EventType)) {
    const worker = workerEventSchema.safeParse(parameters);
    return worker.success ? { ...worker.data, about: 'worker' } : null;
  }
  if (QUEUE_EVENTS.has(EventType)) {
    const queue = queueEventSchema.safeParse(parameters);
    return queue.success ? { ...queue.data, about: 'queue' } : null;
  }
  return { ...any.data, about: 'other' };
}

/** What a request to the event handler holds. */
export interface ReceivedEvents {
  /** From Event Streams: an answer that is no success has them sent again, for up to four hours. */
  isStream: boolean;
  events: TaskRouterEvent[];
  /** The types of those that make no sense. */
  unreadable: string[];
}

/** Reads a request: one event callback, or any number of events of Event Streams. */
export function readEvents(parameters: Readonly<Record<string, unknown>>): ReceivedEvents {
  const streamed = 'EventType' in parameters ? null : eventsInStream(parameters);
  const received: ReceivedEvents = { isStream: streamed !== null, events: [], unreadable: [] };
  for (const one of streamed ?? [parameters]) {
    const event = parseEvent(one);
    if (event) received.events.push(event);
    else received.unreadable.push(String((one as { EventType?: unknown }).EventType).slice(0, 60));
  }
  return received;
}
