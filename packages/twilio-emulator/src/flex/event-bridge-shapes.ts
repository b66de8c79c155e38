import { createHash } from 'node:crypto';
import type { ActivityRecord, TaskQueueRecord, WorkerRecord } from '../taskrouter/records';
import type { FlexApi } from './account';

/** A worker's channel; those of every worker are the same. */
interface ChannelShape {
  readonly sid: string;
  readonly [field: string]: unknown;
}

const channels = [
  { name: 'voice', capacity: 1 },
  { name: 'chat', capacity: 3 },
];

/**
 * TaskRouter's records as the event bridge writes them: dates are whole seconds since the epoch, a
 * worker has its version. The client refuses a record that lacks a field.
 */
export class EventBridgeShapes {
  constructor(private readonly api: FlexApi) {}

  activity(activity: ActivityRecord): unknown {
    return {
      ...this.#owner(),
      sid: activity.sid,
      friendly_name: activity.friendlyName,
      available: activity.available,
      date_created: seconds(activity.dateCreated),
      date_updated: seconds(activity.dateCreated),
    };
  }

  worker(worker: WorkerRecord): unknown {
    const activity = this.api.taskRouter.activity(worker.activitySid);
    return {
      ...this.#owner(),
      sid: worker.sid,
      friendly_name: worker.friendlyName,
      attributes: worker.attributes,
      activity_sid: activity.sid,
      activity_name: activity.friendlyName,
      available: activity.available,
      version: String(worker.version),
      date_created: seconds(worker.dateCreated),
      date_updated: seconds(worker.dateUpdated),
      date_status_changed: seconds(worker.dateStatusChanged),
    };
  }

  taskQueue(queue: TaskQueueRecord): unknown {
    const nameOf = (sid: string | null): string | null =>
      sid === null ? null : this.api.taskRouter.activity(sid).friendlyName;
    return {
      ...this.#owner(),
      sid: queue.sid,
      friendly_name: queue.friendlyName,
      target_workers: queue.targetWorkers,
      max_reserved_workers: queue.maxReservedWorkers,
      task_order: queue.taskOrder,
      lifo_queue: queue.taskOrder === 'LIFO',
      assignment_activity_sid: queue.assignmentActivitySid,
      assignment_activity_name: nameOf(queue.assignmentActivitySid),
      reservation_activity_sid: queue.reservationActivitySid,
      reservation_activity_name: nameOf(queue.reservationActivitySid),
      date_created: seconds(queue.dateCreated),
      date_updated: seconds(queue.dateUpdated),
    };
  }

  channels(worker: WorkerRecord): ChannelShape[] {
    return channels.map(({ name, capacity }) => ({
      ...this.#owner(),
      sid: derivedSid('WC', `${worker.sid}/${name}`),
      worker_sid: worker.sid,
      task_channel_sid: derivedSid('TC', name),
      task_channel_unique_name: name,
      assigned_tasks: 0,
      available: true,
      available_capacity_percentage: 100,
      configured_capacity: capacity,
      date_created: seconds(worker.dateCreated),
      date_updated: seconds(worker.dateCreated),
      last_reserved_time: worker.dateCreated,
    }));
  }

  #owner(): { account_sid: string; workspace_sid: string } {
    return { account_sid: this.api.accountSid, workspace_sid: this.api.taskRouter.workspace.sid };
  }
}

function seconds(ms: number): number {
  return Math.floor(ms / 1000);
}

/** The same SID for the same thing, with nothing to store. */
function derivedSid(prefix: string, thing: string): string {
  return prefix + createHash('md5').update(thing).digest('hex');
}
