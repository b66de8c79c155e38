import { describe, expect, it } from '@jest/globals';
import type { Attributes } from '@queue-eligibility/task-router';
import { aWorker, queuesWith } from '@queue-eligibility/task-router/testing';
import { Look } from './look';
import { buildRules } from './rules';

// A guess: Twilio does not document a single equals sign.
const rules = buildRules({
  queues: queuesWith("team='red'"),
  ...{ findings: new Map(), gone: [], attribute: { name: 'queues', form: 'sids' } },
});
const NOTHING = { queues: new Set<number>(), strays: [], isTidy: false };
const attributesOf = (team: string): Attributes => ({ text: JSON.stringify({ team }), value: { team } });

/** A reading that shows these workers, each with a team. */
function read(look: Look, teams: Record<string, string>) {
  look.beginReading(Date.now());
  return Object.entries(teams).map(([sid, team]) => {
    const worker = aWorker({ sid });
    look.meet(worker);
    return look.count(worker, attributesOf(team), team);
  });
}

describe('what TaskRouter answered when it was asked', () => {
  const look = () => {
    const asked = new Look(rules);
    read(asked, { a: 'red', b: 'blue' });
    asked.memory.counts[0] = 1;
    asked.answer(0, ['b']);
    return asked;
  };

  it('tells of workers that are as they were', () => {
    const asked = look();
    const [a, b] = read(asked, { a: 'red', b: 'blue' });
    expect(a?.(NOTHING)).toEqual(new Set());
    expect(b?.(NOTHING)).toEqual(new Set([0]));
    expect(asked.evidenceRead()).toEqual(['asked']);
    expect(asked.memory.contradictions.get(0)).toBe('b');
    expect(asked.finding(0)).toBeNull();
  });

  it('tells nothing of those that have changed, nor of our reading of them, in this hop or the next', () => {
    const asked = look();
    const [, changed] = read(asked, { a: 'blue', b: 'green' });
    expect(changed).toBeNull();
    // Regression: what was not held against anything was taken for proven.
    expect(asked.memory.contradictions.size).toBe(0);
    expect(asked.finding(0)).toBeNull();
    const restored = Look.restore(rules, asked.save());
    expect(restored?.memory).toEqual(asked.memory);
    // It stays so, however often it is read.
    const [, again] = read(restored ?? asked, { a: 'blue', b: 'green' });
    expect(again).toBeNull();
  });

  it('proves our reading where it agrees for everybody', () => {
    const asked = look();
    asked.answer(0, ['a']);
    read(asked, { a: 'red', b: 'blue' });
    expect(asked.finding(0)).toBe('proven');
  });
});
