import { isoSeconds } from '../clock';
import type { LoggedEvent } from './event-log';
import type { ActivityRecord, TaskQueueRecord, WorkerRecord, WorkspaceRecord } from './records';

/** Scheme and host of TaskRouter's absolute URLs. */
export const taskRouterOrigin = 'https://taskrouter.twilio.com';

/** Turns records into the answers of TaskRouter's API, for one workspace. */
export class Representation {
  readonly #workspaceUrl: string;
  readonly #activities: ReadonlyMap<string, ActivityRecord>;

  constructor(
    private readonly accountSid: string,
    private readonly workspaceSid: string,
    activities: readonly ActivityRecord[],
  ) {
    this.#workspaceUrl = `${taskRouterOrigin}/v1/Workspaces/${workspaceSid}`;
    this.#activities = new Map(activities.map((activity) => [activity.sid, activity]));
  }

  /** URL of something below the workspace. */
  url(path: string): string {
    return `${this.#workspaceUrl}/${path}`;
  }

  /** What statistics answers begin with. */
  owner(path: string): { account_sid: string; workspace_sid: string; url: string } {
    return { account_sid: this.accountSid, workspace_sid: this.workspaceSid, url: this.url(path) };
  }

  workspace(workspace: WorkspaceRecord, defaultActivity: ActivityRecord): unknown {
    const links = [
      'Activities',
      'Statistics',
      'RealTimeStatistics',
      'CumulativeStatistics',
      'TaskQueues',
    ].concat(['Tasks', 'Workers', 'Workflows', 'TaskChannels', 'Events']);
    const url = `${taskRouterOrigin}/v1/Workspaces/${workspace.sid}`;
    return {
      account_sid: workspace.accountSid,
      sid: workspace.sid,
      friendly_name: workspace.friendlyName,
      event_callback_url: workspace.eventCallbackUrl,
      events_filter: workspace.eventsFilter,
      default_activity_sid: defaultActivity.sid,
      default_activity_name: defaultActivity.friendlyName,
      timeout_activity_sid: defaultActivity.sid,
      timeout_activity_name: defaultActivity.friendlyName,
      multi_task_enabled: true,
      prioritize_queue_order: 'FIFO',
      date_created: isoSeconds(workspace.dateCreated),
      date_updated: isoSeconds(workspace.dateUpdated),
      url,
      links: Object.fromEntries(links.map((name) => [snakeCase(name), `${url}/${name}`])),
    };
  }

  activity(activity: ActivityRecord): unknown {
    return {
      ...this.owner(`Activities/${activity.sid}`),
      sid: activity.sid,
      friendly_name: activity.friendlyName,
      available: activity.available,
      date_created: isoSeconds(activity.dateCreated),
      date_updated: isoSeconds(activity.dateCreated),
      links: { workspace: this.#workspaceUrl },
    };
  }

  /** @param attributes The worker's, or null in a list that leaves them out. */
  worker(worker: WorkerRecord, attributes: string | null): unknown {
    const activity = this.#activities.get(worker.activitySid);
    const url = this.url(`Workers/${worker.sid}`);
    return {
      account_sid: this.accountSid,
      activity_name: activity?.friendlyName ?? null,
      activity_sid: worker.activitySid,
      attributes,
      available: activity?.available ?? false,
      date_created: isoSeconds(worker.dateCreated),
      date_status_changed: isoSeconds(worker.dateStatusChanged),
      date_updated: isoSeconds(worker.dateUpdated),
      friendly_name: worker.friendlyName,
      sid: worker.sid,
      workspace_sid: this.workspaceSid,
      url,
      links: {
        activity: this.url(`Activities/${worker.activitySid}`),
        channels: `${url}/Channels`,
        cumulative_statistics: this.url('Workers/CumulativeStatistics'),
        real_time_statistics: this.url('Workers/RealTimeStatistics'),
        reservations: `${url}/Reservations`,
        statistics: this.url('Workers/Statistics'),
        worker_channels: `${url}/Channels`,
        worker_statistics: `${url}/Statistics`,
        workspace: this.#workspaceUrl,
      },
    };
  }

  taskQueue(queue: TaskQueueRecord): unknown {
    const path = `TaskQueues/${queue.sid}`;
    const url = this.url(path);
    const nameOf = (sid: string | null) =>
      sid === null ? null : (this.#activities.get(sid)?.friendlyName ?? null);
    return {
      ...this.owner(path),
      sid: queue.sid,
      friendly_name: queue.friendlyName,
      target_workers: queue.targetWorkers,
      task_order: queue.taskOrder,
      max_reserved_workers: queue.maxReservedWorkers,
      assignment_activity_sid: queue.assignmentActivitySid,
      assignment_activity_name: nameOf(queue.assignmentActivitySid),
      reservation_activity_sid: queue.reservationActivitySid,
      reservation_activity_name: nameOf(queue.reservationActivitySid),
      date_created: isoSeconds(queue.dateCreated),
      date_updated: isoSeconds(queue.dateUpdated),
      links: {
        workspace: this.#workspaceUrl,
        statistics: `${url}/Statistics`,
        real_time_statistics: `${url}/RealTimeStatistics`,
        cumulative_statistics: `${url}/CumulativeStatistics`,
        list_statistics: this.url('TaskQueues/Statistics'),
        bulk_real_time_statistics: this.url('TaskQueues/RealTimeStatistics'),
      },
    };
  }

  event({ event, source, at }: LoggedEvent): unknown {
    const { EventType, EventDescription, Sid = '', ResourceType, ResourceSid = '', ...fields } = event;
    const data = Object.entries(fields).filter(([name]) => !aboutEvent.has(name));
    const isApi = source === 'twilio-api';
    return {
      ...this.owner(`Events/${Sid}`),
      sid: Sid,
      actor_type: isApi ? 'account' : null,
      actor_sid: isApi ? this.accountSid : null,
      actor_url: isApi ? `https://api.twilio.com/2010-04-01/Accounts/${this.accountSid}` : null,
      description: EventDescription ?? null,
      event_data: Object.fromEntries(data.map(([name, value]) => [snakeCase(name), value])),
      event_date: isoSeconds(at),
      event_date_ms: at,
      event_type: EventType,
      resource_sid: ResourceSid,
      resource_type: ResourceType ?? null,
      resource_url: this.url(`${ResourceType === 'worker' ? 'Workers' : 'TaskQueues'}/${ResourceSid}`),
      source,
      source_ip_address: '127.0.0.1',
    };
  }
}

/** What a callback says of the event itself; the log has it in fields of its own. */
const aboutEvent: ReadonlySet<string> = new Set(['AccountSid', 'Timestamp', 'TimestampMs']);

function snakeCase(name: string): string {
  return name.replace(/(?!^)[A-Z]/g, (letter) => `_${letter}`).toLowerCase();
}
