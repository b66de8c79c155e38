import { setTimeout as sleep } from 'node:timers/promises';
import { Random } from '@queue-eligibility/twilio-emulator';
import { openScenario, type Scenario, type ScenarioOptions } from '../scenario';
import type { Hazard, Loose, Storm } from './hazard';
import { Aftermath, type HealedBy } from './aftermath';
import { Ledger } from './ledger';
import { wasUnderWay, Witness, type SeenJob } from './witness';

/** What came of one storm. */
export interface StormReport {
  /** From which it can be had again. */
  seed: number;
  hazards: { name: string; injected: number }[];
  /** The resyncs, in the order of their start. */
  jobs: Pick<SeenJob, 'id' | 'status' | 'hop' | 'pass' | 'error'>[];
  /** Whether all was in step when quiet returned, or the check by age saw to it; a person only where none came. */
  healedBy: HealedBy;
  /** Writes of ours, and edits of others meanwhile. */
  writes: number;
  edits: number;
  longestSilenceMs: number;
  seconds: number;
  /** What must never happen, and did. */
  violations: string[];
}

const WORKERS = 500;
/** How long hazards stay loose at the most, ms. */
const STORM_MS = 25_000;
/** How often hazards are looked after, ms. */
const LOOK_MS = 100;
/** How often the panel is opened, ms. */
const PANEL_MS = 2_500;

/** Runs a resync through a storm, waits until quiet returns, and judges. */
export async function runStorm(seed: number, hazards: readonly Hazard[]): Promise<StormReport> {
  const startedAtMs = Date.now();
  const scenario = await openScenario(accountOf(seed, hazards));
  const { emulator } = scenario;
  const ledger = new Ledger(emulator.taskRouter);
  const random = new Random(`${seed}/chaos`);
  let jobId: string | null = null;
  const storm: Storm = { scenario, random, ledger, jobId: () => jobId };
  const witness = new Witness(emulator, ledger, {
    readsLists: !hazards.some(({ account }) => account?.env?.['WORKER_QUEUES_FORM']),
    hasETags: !hazards.some(({ account }) => account?.emulator?.etags === false),
    isUncommanded: !hazards.some(({ chapter }) => chapter === 'commands'),
  });
  const passing = somebodyPassesBy(scenario, canLoseBoth(hazards));
  const account = new Aftermath(scenario, ledger, witness);
  const loose = hazards.map((hazard) => hazard.begin(storm));
  try {
    await account.start((id) => (jobId = id));
    await stormIsOver(witness, loose, Math.max(...hazards.map(({ lastsMs = STORM_MS }) => lastsMs)));
    for (const one of loose) one.end();
    emulator.faults.clear();
    scenario.functions.faults.clear();
    const unable = new Map(loose.flatMap((one) => [...(one.unable?.() ?? [])]));
    const restless = new Set(loose.flatMap((one) => [...(one.restless?.() ?? [])]));
    const aside = { unable, restless };
    const healedBy = await account.heal(aside, { isForgotten: hazards.some((one) => one.isForgotten) });
    await account.judge(aside);
    for (const violation of loose.flatMap((one) => one.violations?.() ?? [])) witness.note(violation);
    return {
      seed,
      hazards: hazards.map(({ name }, i) => ({ name, injected: loose[i]?.injected() ?? 0 })),
      jobs: [...witness.jobs.values()].filter(wasUnderWay).map(({ id, status, hop, pass, error }) => ({
        id,
        status,
        hop,
        pass,
        ...(error ? { error } : {}),
      })),
      healedBy,
      writes: sumOf(witness.writes),
      edits: ledger.edits,
      longestSilenceMs: witness.longestSilenceMs,
      seconds: (Date.now() - startedAtMs) / 1_000,
      violations: witness.violations,
    };
  } finally {
    passing.end();
    for (const one of loose) one.end();
    witness.close();
    await scenario.close();
  }
}

/** What all hazards want of the account; of sizes the largest. */
function accountOf(seed: number, hazards: readonly Hazard[]): ScenarioOptions {
  const traits = hazards.map(({ account }) => account ?? {});
  const { emulator, env } = traits.reduce((all, one) => ({
    emulator: { ...all.emulator, ...one.emulator },
    env: { ...all.env, ...one.env },
  }));
  const workers = Math.max(...traits.map((one) => one.emulator?.workers ?? 0)) || WORKERS;
  return {
    workers,
    queues: 24,
    seed,
    state: 'stale',
    readMs: 15,
    writeMs: 45,
    minWarm: 4,
    // Slow enough for several hops, each of which can be lost.
    env: { TR_EVENTS_PROCESSING_BATCH_SIZE: '4', ...env },
    emulator: { staleShare: 0.9, ...emulator, workers },
  };
}

function canLoseBoth(hazards: readonly Hazard[]): boolean {
  const lost = new Set(hazards.flatMap(({ loses }) => loses ?? []));
  return lost.has('both') || lost.size > 1;
}

/** Where a hop and its guard can both be lost, somebody opens the panel now and then. */
function somebodyPassesBy(scenario: Scenario, isNeeded: boolean): { end(): void } {
  if (!isNeeded) return { end: () => {} };
  const timer = setInterval(() => void scenario.post('/jobs/list').catch(() => {}), PANEL_MS);
  return { end: () => clearInterval(timer) };
}

/** Hazards are loose as long as the resync is under way, but not for ever. */
async function stormIsOver(witness: Witness, loose: readonly Loose[], lastsMs: number): Promise<void> {
  const untilMs = Date.now() + lastsMs;
  while (
    Date.now() < untilMs &&
    (witness.openJobs().length > 0 || loose.some((one) => one.injected() === 0))
  ) {
    await sleep(LOOK_MS);
  }
}

const sumOf = (counts: ReadonlyMap<string, number>): number =>
  [...counts.values()].reduce((sum, count) => sum + count, 0);
