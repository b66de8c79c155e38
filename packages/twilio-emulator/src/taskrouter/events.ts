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

/** An event's fields as the callback posts them: all strings. */
export type TaskRouterEvent = Readonly<Record<string, string>> & { readonly EventType: TaskRouterEventType };

/** Fields of an event about a worker. */
export function workerFields(worker: WorkerRecord, activity: ActivityRecord): Record<string, string> {
  return {
    ResourceType: 'worker',
    ResourceSid: worker.sid,
    WorkerSid: worker.sid,
    WorkerName: worker.friendlyName,
    WorkerAttributes: worker.attributes,
    WorkerVersion: String(worker.version),
    WorkerActivitySid: activity.sid,
    WorkerActivityName: activity.friendlyName,
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

/** Completes an event with what all events carry. */
export function taskRouterEvent(
  type: TaskRouterEventType,
  facts: { sid: string; at: number; workspace: WorkspaceRecord; fields: Record<string, string> },
): TaskRouterEvent {
  const { workspace } = facts;
  return {
    ...facts.fields,
    EventType: type,
    EventDescription: `${type} ${facts.fields['ResourceSid'] ?? ''}`,
    Sid: facts.sid,
    AccountSid: workspace.accountSid,
    WorkspaceSid: workspace.sid,
    WorkspaceName: workspace.friendlyName,
    Timestamp: String(Math.floor(facts.at / 1000)),
    TimestampMs: String(facts.at),
  };
}
