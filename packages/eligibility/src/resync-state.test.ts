import { describe, expect, it } from '@jest/globals';
import { queueSid } from '../test/fake-task-router';
import { fromFlags, toFlags } from './flags';
import {
  askedOf,
  confirmedOf,
  countsOf,
  differingOf,
  resyncStateSchema,
  stateFor,
  withConfirmed,
  withCounts,
  withDiffering,
} from './resync-state';
import { buildRules } from './rules';

/** The most a workspace can have: https://www.twilio.com/docs/taskrouter/limits */
const SIDS = Array.from({ length: 5_000 }, (_, n) => queueSid(n));
const rulesOf = (sids: readonly string[], targetWorkers: string) =>
  buildRules(
    sids.map((sid) => ({ sid, friendlyName: '', targetWorkers })),
    new Map(),
  );

describe('what a resync carries from hop to hop', () => {
  const half = new Set(SIDS.filter((_sid, n) => (n * 7) % 13 < 6));

  // Flags of a character each took it over the limit from 3,370 queues on, and the resync failed.
  it('fits into a page with 5,000 queues of 15,000 workers', () => {
    const counts = new Map(SIDS.map((sid, n) => [sid, (n * 7_919) % 15_001]));
    const counting = withCounts(
      withDiffering(stateFor(resyncStateSchema.parse({}), SIDS), SIDS, [...half]),
      SIDS,
      counts,
    );
    const state = { ...counting, asked: toFlags(SIDS, half) };
    expect(JSON.stringify(state).length).toBeLessThan(15_900);
    expect(countsOf(state, SIDS)).toEqual(counts);
    expect([askedOf(state, SIDS), differingOf(state, SIDS)]).toEqual([[...half], [...half]]);
    const confirmed = withConfirmed({ ...state, counts: '' }, rulesOf(SIDS, 'a=1'), half);
    expect(JSON.stringify(confirmed).length).toBeLessThan(15_900);
  });

  it('keeps what was confirmed for as long as the rules are the same', () => {
    const sids = SIDS.slice(0, 20);
    const confirmed = new Set(sids.slice(3, 9));
    const state = withConfirmed(resyncStateSchema.parse({}), rulesOf(sids, 'a=1'), confirmed);
    expect(confirmedOf(state, rulesOf(sids, 'a=1'))).toEqual(confirmed);
    expect(confirmedOf(state, rulesOf(sids, 'a=2'))).toEqual(new Set());
    expect(confirmedOf(state, rulesOf(sids.slice(1), 'a=1'))).toEqual(new Set());
  });

  it.each([0, 1, 7, 8, 9, 5_000])('flags %i things', (count) => {
    const sids = SIDS.slice(0, count);
    const chosen = sids.filter((_sid, n) => n % 3 === 0);
    expect(fromFlags(sids, toFlags(sids, new Set(chosen)))).toEqual(chosen);
  });
});
