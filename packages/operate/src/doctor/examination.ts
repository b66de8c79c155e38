import type { Place } from '../step';
import { deploymentProbes } from './deployment';
import { endToEndProbe } from './end-to-end';
import { eventProbes } from './events';
import { createFacts } from './facts';
import { examine, type Finding, type Patient, type Probe } from './finding';
import { flexProbes } from './flex';
import { jobProbes } from './jobs';
import { machineProbes } from './machine';
import { planProbe } from './plans';
import { reachProbes } from './reach';
import { syncProbes } from './sync';
import { workspaceProbes } from './workspace';

const PROBES: readonly Probe[] = [
  ...machineProbes,
  ...deploymentProbes,
  ...reachProbes,
  ...eventProbes,
  ...syncProbes,
  ...flexProbes,
  ...workspaceProbes,
  ...jobProbes,
  planProbe,
];

/** Events come within a second or two; Event Streams may take longer; ms. */
const PATIENCE_MS = 30_000;

/**
 * Looks at everything that can be wrong. `changes`: also makes a worker, waits `patienceMs` for it to
 * be brought in step, and removes it. Nothing else is changed but a
 * document of Sync that is removed at once.
 */
export async function examineAll(
  place: Place,
  { changes, patienceMs = PATIENCE_MS }: { changes: boolean; patienceMs?: number },
): Promise<Finding[]> {
  const patient: Patient = { place, facts: createFacts(place) };
  const found = await Promise.all(PROBES.map((probe) => examine(probe, patient)));
  // By itself, so that no other probe sees its worker.
  return [...found.flat(), ...(changes ? await examine(endToEndProbe(patienceMs), patient) : [])];
}
