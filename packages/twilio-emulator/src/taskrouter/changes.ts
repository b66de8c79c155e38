import { isJsonObject, type JsonObject } from '../parameters';
import type { WorkerPredicate } from './expression';
import type { TaskQueueRecord } from './records';

/** What a worker can be made from or changed to. */
export interface WorkerChange {
  readonly friendlyName?: string | undefined;
  /** JSON text, or an object that is written as JSON. */
  readonly attributes?: string | JsonObject | undefined;
  /** An activity's name. */
  readonly activity?: string | undefined;
  readonly activitySid?: string | undefined;
}

/** What a task queue can be made from or changed to. */
export interface TaskQueueChange {
  readonly friendlyName?: string | undefined;
  readonly targetWorkers?: string | undefined;
  readonly maxReservedWorkers?: number | undefined;
  readonly taskOrder?: 'FIFO' | 'LIFO' | undefined;
  readonly reservationActivitySid?: string | undefined;
  readonly assignmentActivitySid?: string | undefined;
  /** In place of what the dialect makes of the expression; the expression may then be anything. */
  readonly predicate?: WorkerPredicate | undefined;
}

/** The attributes of a change as JSON text. */
export function attributesText(attributes: string | JsonObject | undefined): string | undefined {
  return isJsonObject(attributes) ? JSON.stringify(attributes) : attributes;
}

/** A queue as TaskRouter makes it when nothing but its name is given. */
export function defaultQueue(at: { sid: string; now: number; position: number }): TaskQueueRecord {
  return {
    sid: at.sid,
    friendlyName: '',
    targetWorkers: '1==1',
    maxReservedWorkers: 1,
    taskOrder: 'FIFO',
    reservationActivitySid: null,
    assignmentActivitySid: null,
    dateCreated: at.now,
    dateUpdated: at.now,
    position: at.position,
  };
}

/** A queue with the changes that are given; its name is checked elsewhere. */
export function changedQueue(before: TaskQueueRecord, change: TaskQueueChange, now: number): TaskQueueRecord {
  return {
    ...before,
    friendlyName: change.friendlyName ?? before.friendlyName,
    targetWorkers: change.targetWorkers ?? before.targetWorkers,
    maxReservedWorkers: change.maxReservedWorkers ?? before.maxReservedWorkers,
    taskOrder: change.taskOrder ?? before.taskOrder,
    reservationActivitySid: change.reservationActivitySid ?? before.reservationActivitySid,
    assignmentActivitySid: change.assignmentActivitySid ?? before.assignmentActivitySid,
    dateUpdated: now,
  };
}
