import type { ActivityRecord, TaskQueueRecord, WorkerRecord, WorkspaceRecord } from './records';

/** The event types this emulator raises. https://www.twilio.com/docs/taskrouter/api/event/reference */
export type TaskRouterEventType =
  | 'worker.created'
  | 'worker.attributes.update'
  | 'worker.activity.update'
  | 'worker.deleted'
  | 'task-queue.created'
  | 'task-queue.expression.updated'
  | 'task-queue.deleted';

const verbs = {
  'worker.created': 'created',
  'worker.attributes.update': 'updated',
  'worker.deleted': 'deleted',
  'task-queue.created': 'created',
  'task-queue.expression.updated': 'updated its expression',
  'task-queue.deleted': 'deleted',
};

/** An event's fields as the callback posts them: all strings. */
export type TaskRouterEvent = Readonly<Record<string, string>> & { readonly EventType: TaskRouterEventType };

/**
 * JSON as TaskRouter's callbacks carry it: with every `/` escaped. It means the same; who compares texts, or looks
 * for one in them, finds a difference. Seen in real callbacks. Escapes that are there are left as they are.
 */
function withEscapedSlashes(json: string): string {
  return json.replace(/\\.|\//gs, (found) => (found === '/' ? '\\/' : found));
}

/** Fields of an event about a worker. */
export function workerFields(worker: WorkerRecord, activity: ActivityRecord): Record<string, string> {
  return {
    ResourceType: 'worker',
    ResourceSid: worker.sid,
    WorkerSid: worker.sid,
    WorkerName: worker.friendlyName,
    WorkerAttributes: withEscapedSlashes(worker.attributes),
    WorkerVersion: String(worker.version),
    WorkerActivitySid: activity.sid,
    WorkerActivityName: activity.friendlyName,
  };
}

/** What an event about a worker's new activity says of the one before, and how long the worker was in it. */
export function previousActivityFields(previous: ActivityRecord, lastedMs: number): Record<string, string> {
  return {
    WorkerPreviousActivitySid: previous.sid,
    WorkerPreviousActivityName: previous.friendlyName,
    WorkerTimeInPreviousActivity: String(Math.floor(lastedMs / 1000)),
    WorkerTimeInPreviousActivityMs: String(lastedMs),
  };
}

/** Fields of an event about a task queue. */
export function taskQueueFields(queue: TaskQueueRecord): Record<string, string> {
  return {
    ResourceType: 'taskqueue',
    ResourceSid: queue.sid,
    TaskQueueSid: queue.sid,
    TaskQueueName: queue.friendlyName,
    TaskQueueTargetExpression: queue.targetWorkers,
  };
}

/**
 * What happened, in words. Those on activities are the documentation's, the rest are made up, but for one thing: as
 * in real callbacks, all of a worker's attributes are in it, with what they say of a person.
 * https://www.twilio.com/docs/taskrouter/api/event
 */
function description(type: TaskRouterEventType, fields: Readonly<Record<string, string>>): string {
  const worker = `Worker ${fields['WorkerName'] ?? ''}`;
  switch (type) {
    case 'worker.activity.update':
      return `${worker} updated to ${fields['WorkerActivityName'] ?? ''} Activity`;
    case 'worker.created':
    case 'worker.attributes.update':
    case 'worker.deleted':
      return `${worker} ${verbs[type]} with attributes ${fields['WorkerAttributes'] ?? ''}`;
    default:
      return `TaskQueue ${fields['TaskQueueName'] ?? ''} ${verbs[type]}`;
  }
}

/** Completes an event with what all events carry. */
export function taskRouterEvent(
  type: TaskRouterEventType,
  facts: { sid: string; at: number; workspace: WorkspaceRecord; fields: Record<string, string> },
): TaskRouterEvent {
  const { workspace } = facts;
  return {
    ...facts.fields,
    EventType: type,
    EventDescription: description(type, facts.fields),
    Sid: facts.sid,
    AccountSid: workspace.accountSid,
    WorkspaceSid: workspace.sid,
    WorkspaceName: workspace.friendlyName,
    Timestamp: String(Math.floor(facts.at / 1000)),
    TimestampMs: String(facts.at),
  };
}
