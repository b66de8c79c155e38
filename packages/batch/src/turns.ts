import type { Pace } from './pace';
import type { Clock } from './ports';

/** Who waits for a slot of the pace. */
export interface Turns {
  /**
   * Waits for a slot. The lowest `order` goes first: an item that was refused stands before those that were taken
   * after it, so that it does not keep them from being settled. False when the slot would come too late.
   */
  next(order: number): Promise<boolean>;
}

/** Hands out the slots of a pace until `untilMs`, one after the other. */
export function createTurns(pace: Pace, clock: Clock, untilMs: number): Turns {
  const waiting: { order: number; go: (isTurn: boolean) => void }[] = [];
  let isHandingOut = false;

  async function handOut(): Promise<void> {
    isHandingOut = true;
    while (waiting.length > 0) {
      const waitMs = pace.slot(clock.now());
      // A slot that comes after this hop's time is the next hop's: nobody waits for it.
      if (clock.now() + waitMs >= untilMs) {
        for (const { go } of waiting.splice(0)) go(false);
        break;
      }
      if (waitMs > 0) await clock.sleep(waitMs);
      waiting.sort((a, b) => a.order - b.order);
      waiting.shift()?.go(true);
    }
    isHandingOut = false;
  }

  return {
    next: (order) =>
      new Promise((go) => {
        waiting.push({ order, go });
        if (!isHandingOut) void handOut();
      }),
  };
}
