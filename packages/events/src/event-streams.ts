import * as z from 'zod';

/**
 * What Event Streams sends to a webhook: CloudEvents in JSON, one or many in an array
 * (https://www.twilio.com/docs/events/webhook-quickstart). TaskRouter's own names stand under `data.payload`, in snake
 * case (https://www.twilio.com/docs/events/event-types/taskrouter/worker).
 */
const cloudEventSchema = z.object({
  specversion: z.string(),
  type: z.string().min(1).max(200),
  time: z.string().optional(),
  data: z.record(z.string(), z.unknown()),
});
type CloudEvent = z.infer<typeof cloudEventSchema>;

const TASK_ROUTER = 'com.twilio.taskrouter.';
/** How deep CloudEvents are looked for in what a Function is given: in an array of a body, and no deeper. */
const MAX_DEPTH = 3;

/**
 * The events of a request of Event Streams, each under the names of an event callback; null: it is none. A Function gets
 * a JSON array as an object with the places as keys, and whether every version of the platform does is not documented:
 * so they are found wherever they stand.
 */
export function eventsInStream(parameters: Readonly<Record<string, unknown>>): unknown[] | null {
  const { request: _request, ...body } = parameters;
  const found = cloudEventsIn(body, MAX_DEPTH);
  return found.length === 0 ? null : found.map(toCallback);
}

function cloudEventsIn(value: unknown, depth: number): CloudEvent[] {
  if (typeof value === 'string') return /^\s*[[{]/.test(value) ? cloudEventsIn(parsed(value), depth) : [];
  if (value === null || typeof value !== 'object') return [];
  const one = cloudEventSchema.safeParse(value);
  if (one.success) return [one.data];
  return depth === 0 ? [] : Object.values(value).flatMap((inner) => cloudEventsIn(inner, depth - 1));
}

function toCallback({ type, time, data }: CloudEvent): Record<string, unknown> {
  const payload = typeof data['payload'] === 'string' ? parsed(data['payload']) : data['payload'];
  const named = Object.entries(payload ?? {}).map(([name, value]) => [toCallbackName(name), toText(value)]);
  const callback = Object.fromEntries(named) as Record<string, unknown>;
  const at = time === undefined ? NaN : Date.parse(time);
  return {
    ...(Number.isNaN(at) ? {} : { TimestampMs: String(at) }),
    ...callback,
    // Some lists of Twilio's write `task-queue.expression-updated`.
    EventType: type.startsWith(TASK_ROUTER)
      ? type.slice(TASK_ROUTER.length).replace(/-updated$/, '.updated')
      : type,
  };
}

/** `worker_activity_sid` is `WorkerActivitySid` in a callback. */
const toCallbackName = (name: string): string =>
  name
    .split('_')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');

/** In a callback all values are texts; what did not come is not there. */
function toText(value: unknown): string | undefined {
  if (value === null || value === undefined) return undefined;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
