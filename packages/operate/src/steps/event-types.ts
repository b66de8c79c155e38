/** The events of TaskRouter that we act upon. https://www.twilio.com/docs/taskrouter/api/event/reference */
export const EVENT_TYPES = [
  'worker.created',
  'worker.attributes.update',
  'worker.activity.update',
  'task-queue.created',
  'task-queue.expression.updated',
  'task-queue.deleted',
] as const;

/** Their names in Event Streams. https://www.twilio.com/docs/events/event-types/taskrouter/worker */
export const STREAM_TYPES = EVENT_TYPES.map((type) => `com.twilio.taskrouter.${type}`);

/** The Function that both ways lead to. */
export const EVENT_HANDLER = '/event-handler';

/** The types in a workspace's filter; null: all of them. */
export function typesIn(filter: string | null | undefined): string[] | null {
  const types = (filter ?? '').split(',').map((type) => type.trim());
  const named = types.filter((type) => type !== '');
  return named.length > 0 ? named : null;
}

/** A filter that lets ours pass, and what passed before. */
export function withOurs(types: readonly string[] | null): string {
  return [...new Set([...(types ?? []), ...EVENT_TYPES])].join(',');
}
