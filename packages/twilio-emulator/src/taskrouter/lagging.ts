import type { Membership } from './membership';

/** A change to who is eligible for what. */
export type MembershipChange = (membership: Membership) => void;

/**
 * What statistics count: who is eligible for which queue, as it was {@link LaggingMembership.lagMs} ago. Twilio's
 * real-time statistics "may take a few seconds to update due to event latency".
 * https://www.twilio.com/docs/taskrouter/api/taskqueue-bulk-real-time-statistics
 *
 * Without a lag it is the live membership itself. With one it is a copy, which gets each change when its time has
 * come: nothing is counted anew, however many workers and queues there are. Changes made before the lag was
 * switched on are seen at once.
 */
export class LaggingMembership {
  readonly #live: Membership;
  readonly #now: () => number;
  #lagMs = 0;
  #late: Membership | undefined;
  /** What the copy does not know yet, oldest first. */
  #pending: { readonly at: number; readonly change: MembershipChange }[] = [];

  /** @param now Milliseconds of a clock that only goes forward. */
  constructor(live: Membership, now: () => number) {
    this.#live = live;
    this.#now = now;
  }

  /** How far the counts lag behind, in milliseconds; 0 for not at all. May be changed at any time. */
  get lagMs(): number {
    return this.#lagMs;
  }

  set lagMs(lagMs: number) {
    if (!(lagMs >= 0)) throw new RangeError(`a lag is 0 or more milliseconds, got ${lagMs}`);
    this.#lagMs = lagMs;
    if (lagMs > 0) {
      this.#late ??= this.#live.copy();
    } else {
      this.#late = undefined;
      this.#pending = [];
    }
  }

  /** Takes down a change that the live membership has had. */
  changed(change: MembershipChange): void {
    if (!this.#late) return;
    this.#pending.push({ at: this.#now(), change });
    this.#catchUp(this.#late);
  }

  /** The membership as it was. */
  current(): Membership {
    if (!this.#late) return this.#live;
    this.#catchUp(this.#late);
    return this.#late;
  }

  #catchUp(late: Membership): void {
    const until = this.#now() - this.#lagMs;
    const first = this.#pending.findIndex(({ at }) => at > until);
    const due = this.#pending.splice(0, first < 0 ? this.#pending.length : first);
    for (const { change } of due) change(late);
  }
}
