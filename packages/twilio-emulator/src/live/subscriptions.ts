import * as z from 'zod';
import { ApiError, badRequest } from '../errors';
import type { JsonObject } from '../parameters';
import type { SyncObjectType } from '../sync/records';
import type { SyncStore } from '../sync/store';
import { isIndexName, MAX_FOUND, type IndexChange, type LiveIndexes } from './indexes';
import type { ObjectEvent, ObjectEvents } from './object-events';
import type { QueryPredicate } from './query';

/** Sends a notification of one of Sync's types to the client. */
type Notify = (messageType: string, payload: JsonObject) => void;

export interface SubscriptionsOptions {
  readonly store: SyncStore;
  readonly events: ObjectEvents;
  readonly indexes: LiveIndexes;
  readonly notify: Notify;
}

/** A live query that somebody follows: which entries he has. */
interface FollowedQuery {
  readonly index: string;
  readonly predicate: QueryPredicate;
  readonly keys: Set<string>;
}

const requestSchema = z.object({
  action: z.enum(['establish', 'cancel']),
  correlation_id: z.number(),
  requests: z.array(
    z.object({
      object_sid: z.string(),
      object_type: z.string(),
      last_event_id: z.number().nullish(),
      index_name: z.string().optional(),
      query_string: z.string().optional(),
    }),
  ),
});
type Request = z.output<typeof requestSchema>['requests'][number];

/** Events of subscriptions, and what was missed: in order. */
const SYNC_EVENT = 'twilio.sync.event';

/** What one socket follows: Sync objects and live queries. */
export class Subscriptions {
  readonly #objects = new Set<string>();
  readonly #queries = new Map<string, FollowedQuery>();
  readonly #stop: (() => void)[];

  constructor(private readonly options: SubscriptionsOptions) {
    const follow = (change: IndexChange): void => this.#tellQueries(change);
    options.indexes.on('change', follow);
    this.#stop = [
      options.events.listen((event) => this.#tell(event)),
      () => options.indexes.off('change', follow),
    ];
  }

  /** `POST /v4/Subscriptions`: answered at once, confirmed one by one. @throws ApiError 400. */
  handle(body: unknown): JsonObject {
    const parsed = requestSchema.safeParse(body);
    if (!parsed.success) throw badRequest(z.prettifyError(parsed.error));
    const { action, correlation_id: correlationId, requests } = parsed.data;
    // The answer comes before what it answers.
    setImmediate(() => {
      for (const request of requests) {
        if (action === 'establish') this.#establish(request, correlationId);
        else this.#cancel(request, correlationId);
      }
    });
    return { max_batch_size: 100, estimated_delivery_in_ms: 2_000, ttl_in_s: -1 };
  }

  /** Follows nothing any more. */
  close(): void {
    for (const stop of this.#stop) stop();
  }

  #establish(request: Request, correlationId: number): void {
    try {
      const lastEventId =
        request.object_type === 'live_query'
          ? this.#establishQuery(request, correlationId)
          : this.#establishObject(request, correlationId);
      this.#confirm('subscription_established', request, correlationId, {
        replay_status: 'completed',
        last_event_id: lastEventId,
      });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      const { status, code, message } = error;
      this.#confirm('subscription_failed', request, correlationId, { error: { status, code, message } });
    }
  }

  #establishObject(request: Request, correlationId: number): number {
    const { store, events, notify } = this.options;
    const type = request.object_type as SyncObjectType;
    const object = store.find(type, request.object_sid);
    if (!object)
      throw new ApiError({ status: 404, code: 54100, message: `${request.object_sid} was not found` });
    this.#objects.add(object.sid);
    for (const missed of events.missed(object, request.last_event_id ?? 0)) {
      notify(SYNC_EVENT, {
        event_type: missed.type,
        correlation_id: correlationId,
        events: [missed.event],
      });
    }
    return object.lastEventId;
  }

  #establishQuery(request: Request, correlationId: number): number {
    const { indexes, notify } = this.options;
    const index = request.index_name ?? '';
    const predicate = indexes.compile(index, request.query_string ?? '');
    if (!isIndexName(index)) return 0;
    const found = indexes.search(index, predicate);
    this.#queries.set(request.object_sid, {
      index,
      predicate,
      keys: new Set(found.map(({ key }) => key)),
    });
    const { lastEventId } = indexes;
    if (request.last_event_id !== lastEventId) {
      notify(SYNC_EVENT, {
        event_type: 'live_query_updated',
        correlation_id: correlationId,
        strictly_ordered: true,
        event: { query_id: request.object_sid, last_event_id: lastEventId, items: found },
      });
    }
    return lastEventId;
  }

  #cancel(request: Request, correlationId: number): void {
    this.#objects.delete(request.object_sid);
    this.#queries.delete(request.object_sid);
    this.#confirm('subscription_canceled', request, correlationId, {});
  }

  #confirm(eventType: string, request: Request, correlationId: number, facts: JsonObject): void {
    const { object_sid, object_type } = request;
    this.options.notify(SYNC_EVENT, {
      event_type: eventType,
      correlation_id: correlationId,
      event_protocol_version: 4,
      event: { object_sid, object_type, ...facts },
    });
  }

  #tell({ object, type, event }: ObjectEvent): void {
    if (!this.#objects.has(object.sid)) return;
    if (type.endsWith('_removed') && !type.includes('_item_')) this.#objects.delete(object.sid);
    this.options.notify(`com.twilio.rtd.cds.${object.type}`, { event_type: type, event });
  }

  #tellQueries({ index, key, entry, eventId }: IndexChange): void {
    for (const [queryId, query] of this.#queries) {
      if (query.index !== index) continue;
      // Who is not among those found stays outside until there is room.
      const hasRoom = query.keys.has(key) || query.keys.size < MAX_FOUND;
      const matches = entry !== null && hasRoom && query.predicate(entry.data);
      const common = { query_id: queryId, item_key: key, item_revision: eventId, last_event_id: eventId };
      if (matches) {
        query.keys.add(key);
        this.#tellQuery('live_query_item_updated', {
          ...common,
          item_data: entry.data,
        });
      } else if (query.keys.delete(key)) {
        this.#tellQuery('live_query_item_removed', common);
      }
    }
  }

  #tellQuery(eventType: string, event: JsonObject): void {
    this.options.notify(SYNC_EVENT, { event_type: eventType, strictly_ordered: true, event });
  }
}
