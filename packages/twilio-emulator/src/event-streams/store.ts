import type { Clock } from '../clock';
import { Collection } from '../collection';
import { badRequest } from '../errors';
import type { Random } from '../random';

/** Where events go. Dates are milliseconds since the epoch, here and below. */
export interface SinkRecord {
  readonly sid: string;
  readonly description: string;
  readonly destination: string;
  readonly method: 'POST' | 'GET';
  /** Whether several events may come in one request. */
  readonly batchEvents: boolean;
  readonly dateCreated: number;
  readonly dateUpdated: number;
}

export interface SubscribedEvent {
  readonly type: string;
  readonly schemaVersion: number;
}

/** Which events go to a sink. */
export interface SubscriptionRecord {
  readonly sid: string;
  readonly description: string;
  readonly sinkSid: string;
  readonly types: readonly SubscribedEvent[];
  readonly dateCreated: number;
  readonly dateUpdated: number;
}

/** Sinks and subscriptions of an account. */
export class EventStreamsStore {
  readonly sinks = new Collection<SinkRecord>('Sink');
  readonly subscriptions = new Collection<SubscriptionRecord>('Subscription');

  constructor(private readonly parts: { clock: Clock; random: Random }) {}

  /** A record with a new SID and the dates of now. */
  made<T extends object>(
    prefix: string,
    fields: T,
  ): T & { sid: string; dateCreated: number; dateUpdated: number } {
    const now = this.parts.clock.now();
    return { ...fields, sid: this.parts.random.sid(prefix), dateCreated: now, dateUpdated: now };
  }

  now(): number {
    return this.parts.clock.now();
  }

  /** The id of an event or a test. */
  newSid(prefix: string): string {
    return this.parts.random.sid(prefix);
  }

  isInUse(sinkSid: string): boolean {
    return this.subscriptions.find((subscription) => subscription.sinkSid === sinkSid) !== undefined;
  }

  /** @throws ApiError 400 while a subscription feeds it. */
  removeSink(sid: string): void {
    if (this.isInUse(sid)) throw badRequest(`Sink ${sid} has a Subscription`);
    this.sinks.delete(sid);
  }

  /** Where an event of a type goes, and in which version; once to a sink, however many subscriptions name it. */
  targets(type: string): { sink: SinkRecord; schemaVersion: number }[] {
    const targets = new Map<string, { sink: SinkRecord; schemaVersion: number }>();
    for (const { sinkSid, types } of this.subscriptions.all()) {
      const subscribed = types.find((each) => each.type === type);
      if (!subscribed || targets.has(sinkSid)) continue;
      targets.set(sinkSid, { sink: this.sinks.get(sinkSid), schemaVersion: subscribed.schemaVersion });
    }
    return [...targets.values()];
  }
}
