import type { TaskRouterEvent, TaskRouterEventType } from '../taskrouter/events';

/** What stands before a TaskRouter event's type in Event Streams. */
const typePrefix = 'com.twilio.taskrouter.';
/** The schema of TaskRouter's events and its versions. */
export const taskRouterSchema = { id: 'TaskRouter.WDSEvent', latestVersion: 4 } as const;

const taskRouterTypes: Record<TaskRouterEventType, string> = {
  'worker.created': 'A Worker was created',
  'worker.attributes.update': 'The attributes of a Worker were updated',
  'worker.activity.update': 'The Activity of a Worker was updated',
  'worker.deleted': 'A Worker was deleted',
  'task-queue.created': 'A TaskQueue was created',
  'task-queue.expression.updated': 'The expression of a TaskQueue was updated',
  'task-queue.deleted': 'A TaskQueue was deleted',
};

/** The event types that can be subscribed to, with a description of each. */
export const eventTypes: ReadonlyMap<string, string> = new Map(
  Object.entries(taskRouterTypes).map(([type, description]) => [typePrefix + type, description]),
);

/** An event as a webhook gets it. https://www.twilio.com/docs/events/event-streams/event-delivery */
export interface CloudEvent {
  readonly specversion: '1.0';
  readonly type: string;
  readonly source: string;
  readonly id: string;
  readonly time: string;
  readonly datacontenttype: 'application/json';
  readonly dataschema?: string;
  readonly data: unknown;
}

/** The type under which Event Streams knows a TaskRouter event. */
export function cloudEventType(event: TaskRouterEvent): string {
  return typePrefix + event.EventType;
}

/**
 * A TaskRouter event as a CloudEvent of one version of the schema. The fields of the callback are there in snake
 * case below `data.payload`. https://www.twilio.com/docs/events/event-types/taskrouter/worker
 */
export function cloudEvent(event: TaskRouterEvent, at: { id: string; schemaVersion: number }): CloudEvent {
  const time = new Date(Number(event['TimestampMs'])).toISOString();
  const { EventType, AccountSid = '', WorkspaceSid = '', WorkspaceName = '', Sid = '' } = event;
  return {
    specversion: '1.0',
    type: cloudEventType(event),
    source: WorkspaceSid,
    id: at.id,
    time,
    datacontenttype: 'application/json',
    dataschema: `https://events-schemas.twilio.com/${taskRouterSchema.id}/${at.schemaVersion}`,
    data: {
      sid: Sid,
      name: EventType.replace(/(?:^|[.-])(\w)/g, (_, letter: string) => letter.toUpperCase()),
      account_sid: AccountSid,
      timestamp: time,
      level: 'INFO',
      group: EventType.slice(0, EventType.indexOf('.')),
      product_name: 'TaskRouter',
      publisher: WorkspaceName,
      publisher_metadata: '{}',
      payload_type: 'application/json',
      payload: { ...payload(event, at.schemaVersion), timestamp: time },
    },
  };
}

/** Fields of the callback that the payload carries under another name, or not at all. */
const renamed: Readonly<Record<string, string | null>> = {
  EventType: 'eventtype',
  EventDescription: null,
  Timestamp: null,
  TimestampMs: null,
};
/** Numbers in the payload, where the callback has texts. */
const numbers = ['worker_version', 'worker_time_in_previous_activity', 'worker_time_in_previous_activity_ms'];

function payload(event: TaskRouterEvent, schemaVersion: number): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(event)) {
    const field = name in renamed ? renamed[name] : snakeCase(name);
    if (field === null || field === undefined) continue;
    // Version 1 of the schema lacks the time in milliseconds.
    if (field.endsWith('_ms') && schemaVersion < 2) continue;
    fields[field] = numbers.includes(field) ? Number(value) : value;
  }
  // The callback escapes every slash in it; here it is the worker's own text.
  const attributes = fields['worker_attributes'];
  if (typeof attributes === 'string') fields['worker_attributes'] = attributes.replaceAll('\\/', '/');
  return fields;
}

function snakeCase(name: string): string {
  return name.replace(/(?!^)[A-Z]/g, (letter) => `_${letter}`).toLowerCase();
}
