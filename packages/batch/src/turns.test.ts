import { describe, expect, it } from '@jest/globals';
import { VirtualClock } from '../test/virtual-clock';
import { createPace } from './pace';
import { createTurns } from './turns';

describe('turns', () => {
  it('go to the lowest order that waits, at the pace', async () => {
    const clock = new VirtualClock();
    const beganMs = clock.now();
    // Half a second of slots is there at once: six of them.
    const turns = createTurns(createPace(10), clock, beganMs + 60_000);
    const went: [number, number][] = [];
    const wait = async (order: number) => {
      if (await turns.next(order)) went.push([order, clock.now() - beganMs]);
    };
    const first = [1, 2, 3, 4, 5, 6].map(wait);
    await clock.run(Promise.all(first));
    // What was refused comes back behind others and still goes before them.
    await clock.run(Promise.all([9, 8, 2, 7].map(wait)));
    const orders = went.map(([order]) => order);
    expect(orders.slice(0, 6).sort()).toEqual([1, 2, 3, 4, 5, 6]);
    expect(orders.slice(6)).toEqual([2, 7, 8, 9]);
    expect(went.at(-1)?.[1]).toBeGreaterThanOrEqual(300);
  });

  it('are refused to all when the next slot would come too late', async () => {
    const clock = new VirtualClock();
    const pace = createPace(1);
    pace.slot(clock.now());
    const turns = createTurns(pace, clock, clock.now() + 100);
    expect(await clock.run(Promise.all([1, 2, 3].map((order) => turns.next(order))))).toEqual([
      false,
      false,
      false,
    ]);
  });
});
