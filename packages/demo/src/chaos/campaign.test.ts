import { describe, expect, it } from '@jest/globals';
import { planCampaign } from './campaign';
import type { Hazard } from './hazard';
import { areCompatible, HAZARDS } from './hazards';
import { runStorm } from './run-storm';
import { renderSurvival, survivalOf } from './survival';

const hazards = (...names: string[]): Hazard[] =>
  names.map((name) => {
    const found = HAZARDS.find((hazard) => hazard.name === name);
    if (!found) throw new Error(`there is no hazard ${name}`);
    return found;
  });

describe('a campaign', () => {
  it('gives each hazard its turn, in company that makes sense, the same for the same seed', () => {
    const plans = planCampaign(7, HAZARDS.length * 2);
    expect(plans).toEqual(planCampaign(7, HAZARDS.length * 2));
    expect(plans.map((plan) => plan.hazards[0]?.name)).toEqual(
      [...HAZARDS, ...HAZARDS].map(({ name }) => name),
    );
    for (const plan of plans) {
      for (const [i, hazard] of plan.hazards.entries()) {
        for (const other of plan.hazards.slice(i + 1)) expect(areCompatible(hazard, other)).toBe(true);
      }
    }
    expect(plans.some((plan) => plan.hazards.length === 4)).toBe(true);
  });

  it('names every hazard once, and only those that exist', () => {
    const names = HAZARDS.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const { without = [] } of HAZARDS) expect(names).toEqual(expect.arrayContaining([...without]));
  });

  it('is told as a table: what struck, what happened, what was lost', () => {
    const report = {
      seed: 1,
      hazards: [
        { name: 'hand-off-lost', injected: 3 },
        { name: 'reset', injected: 0 },
      ],
      jobs: [{ id: 'a', status: 'failed' as const, hop: 1, pass: 1 }],
      healedBy: 'a person' as const,
      writes: 1,
      edits: 0,
      longestSilenceMs: 1,
      seconds: 1,
      violations: ['WK1 is not in step'],
    };
    const rows = survivalOf([report, { ...report, violations: [], healedBy: 'itself', jobs: [] }]);
    expect(rows).toEqual([
      {
        chapter: 'hand-offs',
        what: 'a hand-off is lost',
        injected: 6,
        storms: 2,
        happened: 'in step by itself 1, by a person 1, jobs that failed and said why 1',
        lost: 1,
      },
    ]);
    expect(renderSurvival(rows)).toContain('| a hand-off is lost | 6 | 2 |');
  });
});

/** A short campaign, of storms that rage at the same time, each in an account of its own; the long one is `npm run chaos`. */
describe('nothing is lost', () => {
  it.concurrent.each([
    ['hop-killed-after-write', 'write-answer-lost', 'edited-after-read'],
    ['both-killed', 'hand-off-doubled', 'sync-answer-lost'],
    ['throttled', 'expressions-changed', 'skills-edited', 'events-doubled'],
  ])(
    '%s, %s and %s',
    async (...names) => {
      const report = await runStorm(1, hazards(...names.filter((name) => typeof name === 'string')));
      expect(report.hazards.reduce((sum, { injected }) => sum + injected, 0)).toBeGreaterThan(0);
      expect(report.violations).toEqual([]);
    },
    400_000,
  );
});
