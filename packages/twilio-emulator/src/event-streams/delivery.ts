import type { Clock } from '../clock';
import type { Domains } from '../domains';
import type { Random } from '../random';
import type { TaskRouterEvent } from '../taskrouter/events';
import { Channel } from './channel';
import { cloudEvent, cloudEventType, type CloudEvent } from './cloud-events';
import type { EventStreamsStore, SinkRecord } from './store';

/** How events reach a webhook; may be changed at any time. */
export interface DeliverySettings {
  readonly contentType: string;
  /** Most events in one request, for a sink that takes several. */
  readonly maxBatch: number;
  /** Pause before the first repetition, in milliseconds; each further one is twice as long. */
  readonly firstRetryMs: number;
  /** Share of events that come twice, the second time in a later request. */
  readonly duplicate: number;
  /** Share of events that are held back until later ones have gone out. */
  readonly reorder: number;
}

export interface DeliveryParts {
  readonly authToken: string;
  readonly random: Random;
  readonly clock: Clock;
  readonly domains: Domains;
  readonly store: EventStreamsStore;
}

/**
 * Event Streams: each TaskRouter event goes to every sink with a subscription for its type, at least once and in no
 * certain order. https://www.twilio.com/docs/events
 */
export class EventStreams {
  readonly #channels = new Map<string, Channel>();
  #waiting: (() => void)[] = [];
  settings: DeliverySettings;
  /** Requests answered with 2xx, and those that were not. */
  delivered = 0;
  failed = 0;
  /** Events given up after four hours, or because their sink was removed. */
  dropped = 0;

  constructor(
    private readonly parts: DeliveryParts,
    settings: DeliverySettings,
  ) {
    this.settings = settings;
  }

  get store(): EventStreamsStore {
    return this.parts.store;
  }

  /** Hands an event to the sinks that want it. */
  publish(event: TaskRouterEvent): void {
    const targets = this.store.targets(cloudEventType(event));
    if (targets.length === 0) return;
    const id = this.store.newSid('EZ');
    for (const { sink, schemaVersion } of targets) {
      this.#channel(sink).add(cloudEvent(event, { id, schemaVersion }));
    }
  }

  /** Sends a sink the event with which its owner tries it. */
  test(sink: SinkRecord): void {
    const event: CloudEvent = {
      specversion: '1.0',
      type: 'com.twilio.eventstreams.test-event',
      source: `urn:twilio:sink:${sink.sid}`,
      id: this.store.newSid('EZ'),
      time: new Date(this.parts.clock.now()).toISOString(),
      datacontenttype: 'application/json',
      data: { test_id: this.store.newSid('DG') },
    };
    this.#channel(sink).add(event);
  }

  /** Resolves when nothing is waiting or open, repetitions included. */
  idle(): Promise<void> {
    if (this.#isIdle()) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** Drops what is waiting and closes the connections. */
  close(): void {
    for (const channel of this.#channels.values()) channel.close();
  }

  #isIdle(): boolean {
    return [...this.#channels.values()].every((channel) => channel.isIdle);
  }

  #channel(sink: SinkRecord): Channel {
    const known = this.#channels.get(sink.sid);
    if (known) return known;
    const channel = new Channel({
      ...this.parts,
      sink: () => this.store.sinks.find(({ sid }) => sid === sink.sid),
      settings: () => this.settings,
      count: (what, by) => {
        this[what] += by;
      },
      onIdle: () => {
        if (!this.#isIdle()) return;
        for (const resolve of this.#waiting.splice(0)) resolve();
      },
    });
    this.#channels.set(sink.sid, channel);
    return channel;
  }
}
