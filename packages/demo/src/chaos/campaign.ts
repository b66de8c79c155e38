import { Random } from '@queue-eligibility/twilio-emulator';
import type { Hazard } from './hazard';
import { areCompatible, HAZARDS } from './hazards';
import { runStorm, type StormReport } from './run-storm';

/** One storm to come. */
export interface StormPlan {
  seed: number;
  hazards: readonly Hazard[];
}

/** Hazards in one storm. */
const TOGETHER = { min: 2, max: 4 };

/**
 * The storms of a campaign: each hazard in turn, with one to three others that the seed picks, so that after as many storms
 * as there are hazards each was there at least once, and in every further round with others.
 */
export function planCampaign(seed: number, storms: number): StormPlan[] {
  return Array.from({ length: storms }, (_, i) => {
    const random = new Random(`${seed}/${i}`);
    const first = HAZARDS[i % HAZARDS.length];
    const hazards: Hazard[] = first ? [first] : [];
    const others = random.sample(HAZARDS, HAZARDS.length);
    const wanted = TOGETHER.min + random.int(TOGETHER.max - TOGETHER.min + 1);
    for (const other of others) {
      if (hazards.length >= wanted) break;
      if (hazards.every((hazard) => areCompatible(hazard, other))) hazards.push(other);
    }
    return { seed: seed * 1_000 + i, hazards };
  });
}

/** Runs storms one after the other; `onReport` hears of each. */
export async function runCampaign(
  plans: readonly StormPlan[],
  onReport: (report: StormReport) => void,
): Promise<void> {
  for (const { seed, hazards } of plans) onReport(await runStorm(seed, hazards));
}
