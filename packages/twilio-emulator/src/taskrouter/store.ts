import { EventEmitter } from 'node:events';
import type { Clock } from '../clock';
import { badRequest, notFound } from '../errors';
import { objectIn } from '../parameters';
import type { Random } from '../random';
import {
  attributesText,
  changedQueue,
  defaultQueue,
  type TaskQueueChange,
  type WorkerChange,
} from './changes';
import type { Dialect } from './dialect';
import { EventLog, type EventSource } from './event-log';
import {
  previousActivityFields,
  taskQueueFields,
  taskRouterEvent,
  workerFields,
  type TaskRouterEvent,
  type TaskRouterEventType,
} from './events';
import type { EvaluatedWorker, WorkerPredicate } from './expression';
import { LaggingMembership, type MembershipChange } from './lagging';
import { Membership } from './membership';
import type { ActivityRecord, TaskQueueRecord, WorkerRecord, WorkspaceRecord } from './records';
import { checkAttributes, checkFriendlyName, checkTargetWorkers } from './validation';

/** What a store of one workspace is made of. */
export interface TaskRouterStoreOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly dialect: Dialect;
  readonly workspace: WorkspaceRecord;
  /** In this order; the first is the default activity. */
  readonly activities: readonly ActivityRecord[];
}

const channels = {
  voice: { configured_capacity: 1, available: true },
  chat: { configured_capacity: 3, available: true },
};

interface StoreEvents {
  event: [TaskRouterEvent];
  /** The SID of a worker or queue that is new, has changed or is gone. */
  worker: [string];
  queue: [string];
}

/** One TaskRouter workspace in memory. Every change emits its TaskRouter event as `event`, whoever makes it. */
export class TaskRouterStore extends EventEmitter<StoreEvents> {
  readonly #options: TaskRouterStoreOptions;
  readonly #workers = new Map<string, WorkerRecord>();
  readonly #queues = new Map<string, TaskQueueRecord>();
  readonly #workerNames = new Map<string, string>();
  readonly #queueNames = new Map<string, string>();
  #workspace: WorkspaceRecord;
  #position = 0;
  #source: EventSource = 'twilio-console';
  readonly log = new EventLog();
  readonly membership: Membership;
  /** The membership as the statistics see it. */
  readonly lagging: LaggingMembership;

  constructor(options: TaskRouterStoreOptions) {
    super();
    this.#options = options;
    this.#workspace = options.workspace;
    this.membership = new Membership(
      (worker) => this.#evaluated(worker),
      (worker) => options.activities.findIndex(({ sid }) => sid === worker.activitySid),
    );
    this.lagging = new LaggingMembership(this.membership, () => options.clock.now());
  }

  get workspace(): WorkspaceRecord {
    return this.#workspace;
  }

  /** Milliseconds since the epoch, as everything here counts them. */
  now(): number {
    return this.#options.clock.now();
  }

  /**
   * Makes a change as the REST API does: the event log names the account. Whatever else changes the store counts as done
   * in Twilio's console.
   */
  byApi<T>(change: () => T): T {
    this.#source = 'twilio-api';
    try {
      return change();
    } finally {
      this.#source = 'twilio-console';
    }
  }

  get activities(): readonly ActivityRecord[] {
    return this.#options.activities;
  }

  get dialect(): Dialect {
    return this.#options.dialect;
  }

  /** The workers by SID, in creation order. */
  get workers(): ReadonlyMap<string, WorkerRecord> {
    return this.#workers;
  }

  /** The task queues by SID, in creation order. */
  get queues(): ReadonlyMap<string, TaskQueueRecord> {
    return this.#queues;
  }

  /** A worker. @throws ApiError 404. */
  worker(sid: string): WorkerRecord {
    return found(this.#workers.get(sid), `Worker ${sid}`);
  }

  /** A task queue. @throws ApiError 404. */
  queue(sid: string): TaskQueueRecord {
    return found(this.#queues.get(sid), `TaskQueue ${sid}`);
  }

  /** An activity by SID. @throws ApiError 400: it comes from a parameter. */
  activity(sid: string): ActivityRecord {
    const activity = this.activities.find((candidate) => candidate.sid === sid);
    if (!activity) throw badRequest(`ActivitySid ${sid} is not an activity of this workspace`);
    return activity;
  }

  updateWorkspace(
    change: Partial<Pick<WorkspaceRecord, 'friendlyName' | 'eventCallbackUrl' | 'eventsFilter'>>,
  ): void {
    this.#workspace = { ...this.#workspace, ...change, dateUpdated: this.#options.clock.now() };
  }

  /** Adds a worker and raises worker.created. @throws ApiError 400. */
  createWorker(change: WorkerChange & { readonly friendlyName: string }): WorkerRecord {
    const sid = this.#options.random.sid('WK');
    const now = this.#options.clock.now();
    const worker: WorkerRecord = {
      sid,
      friendlyName: checkFriendlyName(change.friendlyName, this.#workerNames, { sid, kind: 'Worker' }),
      attributes: checkAttributes(attributesText(change.attributes) ?? '{}'),
      activitySid: (this.#wantedActivity(change) ?? this.#defaultActivity()).sid,
      version: 0,
      dateCreated: now,
      dateUpdated: now,
      dateStatusChanged: now,
      position: this.#position++,
    };
    this.#putWorker(worker);
    this.#raise('worker.created', this.#workerFields(worker));
    return worker;
  }

  /**
   * Changes a worker: each update counts its version up. Raises worker.attributes.update when
   * attributes were given, even the same ones, and worker.activity.update when the activity changed.
   * @throws ApiError 400, 404.
   */
  updateWorker(sid: string, change: WorkerChange): WorkerRecord {
    const before = this.worker(sid);
    const now = this.#options.clock.now();
    const attributes = attributesText(change.attributes);
    const activity = this.#wantedActivity(change);
    const moved = activity !== undefined && activity.sid !== before.activitySid;
    const worker: WorkerRecord = {
      ...before,
      friendlyName:
        change.friendlyName === undefined
          ? before.friendlyName
          : checkFriendlyName(change.friendlyName, this.#workerNames, { sid, kind: 'Worker' }),
      attributes: attributes === undefined ? before.attributes : checkAttributes(attributes),
      activitySid: activity?.sid ?? before.activitySid,
      version: before.version + 1,
      dateUpdated: now,
      dateStatusChanged: moved ? now : before.dateStatusChanged,
    };
    this.#workerNames.delete(before.friendlyName.toLowerCase());
    this.#putWorker(worker);
    if (attributes !== undefined) this.#raise('worker.attributes.update', this.#workerFields(worker));
    if (moved) {
      this.#raise('worker.activity.update', {
        ...this.#workerFields(worker),
        ...previousActivityFields(this.activity(before.activitySid), now - before.dateStatusChanged),
      });
    }
    return worker;
  }

  /**
   * Puts a text in the place of a worker's attributes that no request could put there, as some accounts have from
   * other times: no JSON, no object, too long. No event. @throws ApiError 404.
   */
  spoilWorker(sid: string, attributes: string): void {
    const before = this.worker(sid);
    this.#putWorker({ ...before, attributes, version: before.version + 1 });
  }

  /** Removes a worker and raises worker.deleted. @throws ApiError 404. */
  deleteWorker(sid: string): void {
    const worker = this.worker(sid);
    this.#workers.delete(sid);
    this.#workerNames.delete(worker.friendlyName.toLowerCase());
    this.#change((membership) => membership.workerRemoved(worker));
    this.emit('worker', sid);
    this.#raise('worker.deleted', this.#workerFields(worker));
  }

  /** Adds a task queue and raises task-queue.created. The expression defaults to `1==1`. @throws ApiError 400. */
  createQueue(change: TaskQueueChange & { readonly friendlyName: string }): TaskQueueRecord {
    const sid = this.#options.random.sid('WQ');
    const now = this.#options.clock.now();
    const queue = this.#putQueue(defaultQueue({ sid, now, position: this.#position++ }), change);
    this.#raise('task-queue.created', taskQueueFields(queue));
    return queue;
  }

  /** Changes a task queue; raises task-queue.expression.updated when its expression changed. @throws ApiError 400, 404. */
  updateQueue(sid: string, change: TaskQueueChange): TaskQueueRecord {
    const before = this.queue(sid);
    const queue = this.#putQueue(before, change);
    if (queue.targetWorkers !== before.targetWorkers || change.predicate) {
      this.#raise('task-queue.expression.updated', taskQueueFields(queue));
    }
    return queue;
  }

  /** Removes a task queue and raises task-queue.deleted. @throws ApiError 404. */
  deleteQueue(sid: string): void {
    const queue = this.queue(sid);
    this.#queues.delete(sid);
    this.#queueNames.delete(queue.friendlyName.toLowerCase());
    this.#change((membership) => membership.removeQueue(sid));
    this.emit('queue', sid);
    this.#raise('task-queue.deleted', taskQueueFields(queue));
  }

  /** Makes TaskRouter read a queue's rule in a way of its own, until the queue is next updated. No event. */
  overrideQueue(sid: string, predicate: WorkerPredicate): void {
    this.queue(sid);
    this.#change((membership) => membership.setQueue(sid, predicate));
  }

  /** SIDs of the queues a worker is eligible for, in creation order. @throws ApiError 404. */
  eligibleQueues(workerSid: string): string[] {
    return this.membership.eligibleQueues(this.worker(workerSid));
  }

  /**
   * The oracle: whether every worker's `attributes.queues`, as a set, equals the queues it is
   * eligible for. An absent list counts as an empty one; an entry named twice as a difference.
   */
  inStep(): { ok: boolean; differing: string[] } {
    const differing = [...this.#workers.values()].filter((worker) => {
      const { queues } = this.membership.view(worker).attributes;
      const carried: unknown[] = Array.isArray(queues) ? queues : [];
      const eligible = this.eligibleQueues(worker.sid);
      const asSet = new Set(carried);
      if (queues !== undefined && !Array.isArray(queues)) return true;
      return carried.length !== eligible.length || eligible.some((sid) => !asSet.has(sid));
    });
    return { ok: differing.length === 0, differing: differing.map(({ sid }) => sid) };
  }

  #putQueue(before: TaskQueueRecord, change: TaskQueueChange): TaskQueueRecord {
    const { predicate, friendlyName } = change;
    const own = { sid: before.sid, kind: 'TaskQueue' } as const;
    if (friendlyName !== undefined) checkFriendlyName(friendlyName, this.#queueNames, own);
    for (const sid of [change.reservationActivitySid, change.assignmentActivitySid])
      if (sid) this.activity(sid);
    const queue = changedQueue(before, change, this.#options.clock.now());
    if (!this.#queues.has(before.sid) || predicate || change.targetWorkers !== undefined) {
      const rule = predicate ?? checkTargetWorkers(queue.targetWorkers, this.dialect);
      this.#change((membership) => membership.setQueue(queue.sid, rule));
    }
    this.#queueNames.delete(before.friendlyName.toLowerCase());
    this.#queueNames.set(queue.friendlyName.toLowerCase(), queue.sid);
    this.#queues.set(queue.sid, queue);
    this.emit('queue', queue.sid);
    return queue;
  }

  #putWorker(worker: WorkerRecord): void {
    this.#workers.set(worker.sid, worker);
    this.#workerNames.set(worker.friendlyName.toLowerCase(), worker.sid);
    this.#change((membership) => membership.workerChanged(worker));
    this.emit('worker', worker.sid);
  }

  #change(change: MembershipChange): void {
    change(this.membership);
    this.lagging.changed(change);
  }

  #wantedActivity(change: WorkerChange): ActivityRecord | undefined {
    if (change.activitySid !== undefined) return this.activity(change.activitySid);
    if (change.activity === undefined) return undefined;
    const named = this.activities.find(({ friendlyName }) => friendlyName === change.activity);
    if (!named) throw badRequest(`There is no activity ${change.activity}`);
    return named;
  }

  #defaultActivity(): ActivityRecord {
    return found(this.activities[0], 'default activity');
  }

  #workerFields(worker: WorkerRecord): Record<string, string> {
    return workerFields(worker, this.activity(worker.activitySid));
  }

  #evaluated(worker: WorkerRecord): EvaluatedWorker {
    return {
      sid: worker.sid,
      friendly_name: worker.friendlyName,
      activity_sid: worker.activitySid,
      activity_name: this.activity(worker.activitySid).friendlyName,
      attributes: objectIn(worker.attributes),
      channel: channels,
    };
  }

  #raise(type: TaskRouterEventType, fields: Record<string, string>): void {
    const { random, clock } = this.#options;
    const at = clock.now();
    const facts = { sid: random.sid('EV'), at, workspace: this.#workspace, fields };
    const event = taskRouterEvent(type, facts);
    this.log.add(event, { source: this.#source, at });
    this.emit('event', event);
  }
}

function found<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw notFound(what);
  return value;
}
