import { describe, expect, it } from '@jest/globals';
import { hasEnded, startJob } from '../src';
import { INVOCATION, LEASE_MS } from '../src/limits';
import { names, PERSON, setup, type Setup } from './setup';

const claims = ({ platform }: Setup) => platform.log.filter(({ event }) => event === 'hop.claimed');

/** A job whose checkpoints fail for a while, 2 s after it began, with items in flight that take `itemMs`. */
async function withFailedBeat(itemMs: number) {
  const it = setup({ itemMs });
  const { clock, store } = it.platform;
  const starting = startJob(it.platform.caller(), { kind: 'list', startedBy: PERSON, items: names(20) });
  const { id } = (await clock.run(starting)).stored.job;
  const beganMs = clock.now();
  let failedAtMs = 0;
  it.platform.refuses = (method) => {
    if (method !== 'writeJob' || failedAtMs > 0 || clock.now() < beganMs + 2_000) return false;
    failedAtMs = clock.now();
    // What begins from now on does not hang.
    it.world.itemMs = 50;
    return true;
  };
  await clock.runUntil(() => claims(it).length > 1, 60_000);
  const claimedAfterMs = clock.now() - beganMs;
  const job = async () => (await store.readJob(id))?.job;
  await clock.runUntil(async () => hasEnded((await job())!), 120_000);
  expect(await job()).toMatchObject({ status: 'completed', progress: { checked: 20, changed: 20 } });
  expect(failedAtMs).toBeGreaterThan(0);
  return { it, claimedAfterMs };
}

// The lease was given back at once, while the hop's lanes went on: the next hop did the same items beside them.
describe('a hop whose checkpoint fails', () => {
  it('gives the job back once everything in flight has settled', async () => {
    const { it, claimedAfterMs } = await withFailedBeat(5_000);
    expect(it.world.atOnce).toBe(0);
    expect(claimedAfterMs).toBeGreaterThan(4_900);
    expect(claimedAfterMs).toBeLessThan(INVOCATION.endByMs);
  });

  it('gives nothing back when something does not settle: the lease runs out by itself', async () => {
    const { it, claimedAfterMs } = await withFailedBeat(11_000);
    expect(it.world.atOnce).toBe(0);
    expect(claimedAfterMs).toBeGreaterThan(LEASE_MS - 1_000);
    expect(claimedAfterMs).toBeLessThan(30_000);
    expect(it.platform.log).toContainEqual(
      expect.objectContaining({ event: 'hop.failed', facts: expect.objectContaining({ isAtRest: false }) }),
    );
  });
});
