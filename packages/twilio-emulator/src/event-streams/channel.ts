import { Agent } from 'node:http';
import twilio from 'twilio';
import { postWebhook } from '../webhook';
import type { CloudEvent } from './cloud-events';
import type { DeliveryParts, DeliverySettings } from './delivery';
import type { SinkRecord } from './store';

export interface ChannelParts extends DeliveryParts {
  /** The sink as it is now; undefined once it was removed. */
  readonly sink: () => SinkRecord | undefined;
  readonly settings: () => DeliverySettings;
  readonly count: (what: 'delivered' | 'failed' | 'dropped', by: number) => void;
  /** Called whenever nothing is waiting or open any more. */
  readonly onIdle: () => void;
}

interface Pending {
  readonly event: CloudEvent;
  readonly attempts: number;
  /** When it was published, by the emulator's clock. */
  readonly since: number;
}

/** "The maximum timeout for a webhook Sink response is 5 seconds": https://www.twilio.com/docs/events/webhook-quickstart */
const answerTimeoutMs = 5000;
/** For how long a delivery is repeated. */
const giveUpMs = 4 * 60 * 60 * 1000;

/** The way to one sink: one request at a time; what comes meanwhile goes out together. */
export class Channel {
  readonly #agent = new Agent({ keepAlive: true });
  readonly #timers = new Set<NodeJS.Timeout>();
  #queue: Pending[] = [];
  /** Events that go out once there is nothing else: those held back, and second copies. */
  #later: Pending[] = [];
  #open = false;
  #closed = false;

  constructor(private readonly parts: ChannelParts) {}

  /** Whether nothing is waiting or open. */
  get isIdle(): boolean {
    return !this.#open && this.#queue.length + this.#later.length + this.#timers.size === 0;
  }

  add(event: CloudEvent): void {
    const { random, clock } = this.parts;
    const { duplicate, reorder } = this.parts.settings();
    const pending = { event, attempts: 0, since: clock.now() };
    if (random.chance(duplicate)) this.#later.push(pending);
    if (random.chance(reorder)) this.#later.push(pending);
    else this.#queue.push(pending);
    // Events of the same moment go out together.
    setImmediate(() => void this.#pump());
  }

  close(): void {
    this.#closed = true;
    for (const timer of this.#timers) clearTimeout(timer);
    this.#agent.destroy();
  }

  async #pump(): Promise<void> {
    if (this.#open || this.#closed) return;
    const sink = this.parts.sink();
    if (!sink) this.#dropAll();
    if (this.#queue.length === 0) this.#queue = this.#later.splice(0).reverse();
    if (!sink || this.#queue.length === 0) {
      if (this.isIdle) this.parts.onIdle();
      return;
    }
    const batch = this.#queue.splice(0, sink.batchEvents ? this.parts.settings().maxBatch : 1);
    this.#open = true;
    const ok = await this.#send(
      sink,
      batch.map(({ event }) => event),
    );
    this.#open = false;
    this.parts.count(ok ? 'delivered' : 'failed', 1);
    if (!ok) this.#again(batch);
    await this.#pump();
  }

  #dropAll(): void {
    this.parts.count('dropped', this.#queue.length + this.#later.length);
    this.#queue = [];
    this.#later = [];
  }

  /** Puts a batch that did not arrive back into the queue after a pause, but for what is too old. */
  #again(batch: readonly Pending[]): void {
    const fresh = batch.filter(({ since }) => this.parts.clock.now() - since < giveUpMs);
    this.parts.count('dropped', batch.length - fresh.length);
    if (fresh.length === 0 || this.#closed) return;
    const attempts = Math.max(...fresh.map((pending) => pending.attempts));
    const timer = setTimeout(
      () => {
        this.#timers.delete(timer);
        this.#queue.push(...fresh.map((pending) => ({ ...pending, attempts: attempts + 1 })));
        void this.#pump();
      },
      this.parts.settings().firstRetryMs * 2 ** attempts,
    );
    this.#timers.add(timer);
  }

  /**
   * One request. Its signature is that of the URL with the hash of the body in `bodySHA256`.
   * https://www.twilio.com/docs/usage/webhooks/webhooks-security
   */
  async #send(sink: SinkRecord, events: readonly CloudEvent[]): Promise<boolean> {
    const body = JSON.stringify(events);
    const url = new URL(sink.destination);
    const { username, password } = url;
    url.username = '';
    url.password = '';
    url.searchParams.set('bodySHA256', twilio.getExpectedBodyHash(body));
    const target = this.parts.domains.resolve(url.href);
    if (!target) return false;
    return postWebhook(target, {
      agent: this.#agent,
      timeoutMs: answerTimeoutMs,
      headers: {
        'Content-Type': this.parts.settings().contentType,
        'X-Twilio-Signature': twilio.getExpectedTwilioSignature(this.parts.authToken, url.href, {}),
        ...(username && {
          Authorization: `Basic ${Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString('base64')}`,
        }),
      },
      body,
    });
  }
}
