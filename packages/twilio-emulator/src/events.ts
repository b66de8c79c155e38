import { Agent } from 'node:http';
import twilio from 'twilio';
import type { Domains } from './domains';
import type { Random } from './random';
import type { TaskRouterEvent } from './taskrouter/events';
import type { WorkspaceRecord } from './taskrouter/records';
import { postWebhook } from './webhook';

/** Faults of the event channel: shares from 0 to 1, seeded. TaskRouter promises neither order nor delivery. */
export interface EventFaults {
  /** Events that are never delivered. */
  readonly lose?: number | undefined;
  /** Events that are delivered twice. */
  readonly duplicate?: number | undefined;
  /** Events that are held back until the next one, or nothing more, is waiting. */
  readonly reorder?: number | undefined;
}

export interface EventCallbacksOptions {
  readonly authToken: string;
  readonly random: Random;
  /** Callbacks that may be open at once. */
  readonly concurrency: number;
  readonly faults: EventFaults;
  /** The workspace as it is now: its callback URL and filter. */
  readonly workspace: () => WorkspaceRecord;
  readonly domains: Domains;
}

/** TaskRouter gives a callback 15 seconds. */
const answerTimeoutMs = 15_000;

/**
 * Delivers TaskRouter events as form-encoded, signed POST requests, never more than once (no
 * retry). Only loopback URLs and domains of deployments are ever contacted; an event for any other counts as failed.
 * https://www.twilio.com/docs/taskrouter/api/event#event-callbacks
 */
export class EventCallbacks {
  readonly #options: EventCallbacksOptions;
  readonly #agent = new Agent({ keepAlive: true });
  readonly #queue: TaskRouterEvent[] = [];
  #held: TaskRouterEvent[] = [];
  #running = 0;
  #closed = false;
  #idle: (() => void)[] = [];
  /** Shares of events to lose, double or hold back; may be changed at any time. */
  faults: EventFaults;
  /** Callbacks answered with 2xx. */
  delivered = 0;
  /** Callbacks that got another answer, or none. */
  failed = 0;
  /** Events lost, doubled or held back on purpose. */
  lost = 0;
  doubled = 0;
  heldBack = 0;

  constructor(options: EventCallbacksOptions) {
    this.#options = options;
    this.faults = options.faults;
  }

  /** Queues an event, if the workspace has a callback URL and its filter lets the event pass. */
  publish(event: TaskRouterEvent): void {
    const { eventCallbackUrl, eventsFilter } = this.#options.workspace();
    if (eventCallbackUrl === '' || this.#closed) return;
    const types = eventsFilter?.split(',').map((type) => type.trim());
    if (types && !types.includes(event.EventType)) return;
    const { random } = this.#options;
    if (random.chance(this.faults.lose ?? 0)) {
      this.lost += 1;
      return;
    }
    const isDoubled = random.chance(this.faults.duplicate ?? 0);
    if (isDoubled) this.doubled += 1;
    const copies = isDoubled ? [event, event] : [event];
    if (random.chance(this.faults.reorder ?? 0)) {
      this.heldBack += 1;
      this.#held.push(...copies);
    } else {
      this.#queue.push(...copies, ...this.#held);
      this.#held = [];
    }
    setImmediate(() => this.#pump());
  }

  /** Resolves when no callback is waiting or open. */
  idle(): Promise<void> {
    if (this.#isIdle()) return Promise.resolve();
    return new Promise((resolve) => this.#idle.push(resolve));
  }

  /** Drops what is waiting and closes the connections. */
  close(): void {
    this.#closed = true;
    this.#queue.length = 0;
    this.#held = [];
    this.#agent.destroy();
  }

  #isIdle(): boolean {
    return this.#running === 0 && this.#queue.length === 0 && this.#held.length === 0;
  }

  #pump(): void {
    if (this.#queue.length === 0 && this.#running === 0) {
      this.#queue.push(...this.#held);
      this.#held = [];
    }
    while (this.#running < this.#options.concurrency) {
      const event = this.#queue.shift();
      if (!event) break;
      this.#running += 1;
      void this.#deliver(event).then((ok) => {
        this.#running -= 1;
        if (ok) this.delivered += 1;
        else this.failed += 1;
        this.#pump();
      });
    }
    if (!this.#isIdle()) return;
    const waiting = this.#idle;
    this.#idle = [];
    for (const resolve of waiting) resolve();
  }

  async #deliver(event: TaskRouterEvent): Promise<boolean> {
    const url = this.#options.workspace().eventCallbackUrl;
    const target = this.#options.domains.resolve(url);
    if (!target) return false;
    return postWebhook(target, {
      agent: this.#agent,
      timeoutMs: answerTimeoutMs,
      headers: {
        'Content-Type': 'application/x-www-form-urlencoded; charset=utf-8',
        'X-Twilio-Signature': twilio.getExpectedTwilioSignature(this.#options.authToken, url, event),
      },
      body: new URLSearchParams(event).toString(),
    });
  }
}
