/** An activity, as stored. */
export interface ActivityRecord {
  readonly sid: string;
  readonly friendlyName: string;
  readonly available: boolean;
  readonly dateCreated: number;
}

/** A worker, as stored. Replaced whole by every update, never changed in place. */
export interface WorkerRecord {
  readonly sid: string;
  readonly friendlyName: string;
  /** The JSON text, exactly as it was written. */
  readonly attributes: string;
  readonly activitySid: string;
  /** Counts every update, from 0. */
  readonly version: number;
  /** Times in milliseconds since the epoch. */
  readonly dateCreated: number;
  readonly dateUpdated: number;
  readonly dateStatusChanged: number;
  /** Place in creation order, never used again. */
  readonly position: number;
}

/** A task queue, as stored. Replaced whole by every update. */
export interface TaskQueueRecord {
  readonly sid: string;
  readonly friendlyName: string;
  readonly targetWorkers: string;
  readonly maxReservedWorkers: number;
  readonly taskOrder: 'FIFO' | 'LIFO';
  readonly reservationActivitySid: string | null;
  readonly assignmentActivitySid: string | null;
  readonly dateCreated: number;
  readonly dateUpdated: number;
  readonly position: number;
}

/** The workspace, as stored. */
export interface WorkspaceRecord {
  readonly sid: string;
  readonly accountSid: string;
  readonly friendlyName: string;
  readonly eventCallbackUrl: string;
  /** Event types, comma separated; null lets every type pass. */
  readonly eventsFilter: string | null;
  readonly dateCreated: number;
  readonly dateUpdated: number;
}
