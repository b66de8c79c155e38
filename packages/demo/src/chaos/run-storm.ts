import { setTimeout as sleep } from 'node:timers/promises';
import { createSeal } from '@queue-eligibility/batch';
import { Random } from '@queue-eligibility/twilio-emulator';
import * as z from 'zod';
import { openScenario, type Scenario, type ScenarioOptions } from '../scenario';
import type { Hazard, Loose, Storm } from './hazard';
import { Ledger, readAttributes } from './ledger';
import { isOpen, Witness, type SeenJob } from './witness';

/** What came of one storm. */
export interface StormReport {
  /** From which it can be had again. */
  seed: number;
  hazards: { name: string; injected: number }[];
  /** The resyncs, in the order of their start. */
  jobs: Pick<SeenJob, 'id' | 'status' | 'hop' | 'pass' | 'error'>[];
  /** Whether all was in step when quiet returned, or the check by age, or a person after a failure, saw to it. */
  healedBy: 'itself' | 'the check' | 'a person';
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
/** A job of which nothing is heard for so long, ms, when quiet has returned, was lost: see invariant 6. */
const LOST_MS = 90_000;
/** Until everything has come to its end, ms, however much goes on. */
const CALM_MS = 240_000;
/** The platform's limit, ms; what is killed by a hazard is killed earlier. */
const INVOCATION_MS = 9_950;
const LOOK_MS = 100;

const jobIdSchema = z.object({ jobId: z.string() });
const failuresSchema = z.object({ failures: z.array(z.object({ key: z.string(), code: z.string() })) });
const queuesSchema = z.object({ queues: z.array(z.object({ sid: z.string(), value: z.string() })) });

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
    const healedBy = await account.heal(unable);
    await account.judge(unable);
    for (const violation of loose.flatMap((one) => one.violations?.() ?? [])) witness.note(violation);
    return {
      seed,
      hazards: hazards.map(({ name }, i) => ({ name, injected: loose[i]?.injected() ?? 0 })),
      jobs: [...witness.jobs.values()].map(({ id, status, hop, pass, error }) => ({
        id,
        status,
        hop,
        pass,
        ...(error ? { error } : {}),
      })),
      healedBy,
      writes: witness.writes,
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

/** In a contact centre there is always an event to come, here a few a second, of an agent whom nobody has changed. */
function somebodyPassesBy({ emulator }: Scenario, isNeeded: boolean): { end(): void } {
  if (!isNeeded) return { end: () => {} };
  const timer = setInterval(() => sendSignOfLife(emulator), 300);
  return { end: () => clearInterval(timer) };
}

function sendSignOfLife({ events, taskRouter, accountSid, workspaceSid }: Scenario['emulator']): void {
  const worker = [...taskRouter.workers.values()].at(-1);
  if (!worker) return;
  const activity = taskRouter.activity(worker.activitySid);
  events.publish({
    EventType: 'worker.attributes.update',
    Sid: `EV${worker.sid.slice(2)}`,
    AccountSid: accountSid,
    WorkspaceSid: workspaceSid,
    WorkerSid: worker.sid,
    WorkerName: worker.friendlyName,
    WorkerAttributes: worker.attributes,
    WorkerActivitySid: activity.sid,
    WorkerActivityName: activity.friendlyName,
    TimestampMs: String(Date.now()),
  });
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

/** What people and the product do once a storm has passed. */
class Aftermath {
  constructor(
    private readonly scenario: Scenario,
    private readonly ledger: Ledger,
    private readonly witness: Witness,
  ) {}

  /** A person clicks until it works. */
  async start(onStarted: (jobId: string) => void = () => {}): Promise<string> {
    for (let tries = 1; ; tries++) {
      try {
        const { jobId } = jobIdSchema.parse(await this.scenario.post('/jobs/start'));
        onStarted(jobId);
        return jobId;
      } catch (error) {
        if (tries >= 30) throw error;
        await sleep(500);
      }
    }
  }

  /** Waits until nothing is under way any more. */
  async calm(): Promise<void> {
    const { emulator, functions } = this.scenario;
    const untilMs = Date.now() + CALM_MS;
    for (;;) {
      await this.resumePaused();
      await emulator.events.idle();
      // What asked for another run waits for the next start where the last one was given up.
      const isWaiting = [...this.witness.jobs.values()].at(-1)?.status !== 'completed';
      const isHeld = ['lock', ...(isWaiting ? [] : ['again'])].some((what) =>
        emulator.sync.find('document', `queue-eligibility.${what}.resync`),
      );
      const isBusy = functions
        .running()
        .some(({ path }) => path === '/batch/hop' || path === '/event-handler');
      const open = this.witness.openJobs();
      if (open.length === 0 && !isHeld && !isBusy) return;
      const quietMs = Date.now() - this.witness.lastChangeMs;
      if (Date.now() > untilMs || (quietMs > LOST_MS && !isBusy)) {
        const states = open.map(({ id, status, hop, attempt }) => `${id} ${status} at hop ${hop}.${attempt}`);
        this.witness.note(`left under way for ever: ${states.join(', ') || 'a lock or a mark'}`);
        return;
      }
      await sleep(LOOK_MS);
    }
  }

  private async resumePaused(): Promise<void> {
    for (const { id, status } of this.witness.openJobs()) {
      if (status !== 'paused') continue;
      await this.scenario.post('/jobs/resume', { jobId: id }).catch(() => {});
    }
  }

  /** Brings everything in step, by as little as it takes, and answers what it took. */
  async heal(unable: ReadonlyMap<string, string>): Promise<StormReport['healedBy']> {
    await this.calm();
    if ((await this.differing(unable)).length === 0) return 'itself';
    const last = [...this.witness.jobs.values()].filter(({ kind }) => kind === 'resync').at(-1);
    if (last?.status === 'completed' && this.ageRulebook()) {
      sendSignOfLife(this.scenario.emulator);
      await this.scenario.emulator.events.idle();
      await this.calm();
      return 'the check';
    }
    // It failed or was cancelled, and says so: somebody starts it again.
    await this.start();
    await this.calm();
    return 'a person';
  }

  /** Time passes: the last verified resync is older than the configured age. */
  private ageRulebook(): boolean {
    const { sync, authToken, syncServiceSid } = this.scenario.emulator;
    const [name, key] = ['queue-eligibility.rulebook', '0'];
    const rulebook = sync.find('map', name);
    const head = rulebook && sync.item(rulebook, key);
    // One that somebody removed is missed by the next sign of life.
    if (!head) return true;
    const { seal: _seal, ...values } = head.data;
    if (typeof values['verifiedAt'] !== 'string') return false;
    const seal = createSeal({ secret: authToken, scope: syncServiceSid });
    const data = seal.close(`${name}/${key}`, { ...values, verifiedAt: '2026-01-01T00:00:00.000Z' });
    sync.updateItem(rulebook, key, { data });
    return true;
  }

  async judge(unable: ReadonlyMap<string, string>): Promise<void> {
    const { witness, ledger } = this;
    for (const sid of (await this.differing(unable)).slice(0, 3)) witness.note(`${sid} is not in step`);
    // One more finds nothing to do, and names those that can't be done.
    const writes = witness.writes;
    const jobId = await this.start();
    await this.calm();
    const job = witness.jobs.get(jobId);
    if (job?.status !== 'completed') witness.note(`the last resync is ${job?.status}: ${job?.error?.code}`);
    if (job?.report['verified'] !== true) witness.note('the last resync is not verified');
    if (witness.writes !== writes) witness.note(`the last resync wrote ${witness.writes - writes} times`);
    const { failures } = failuresSchema.parse(await this.scenario.post('/jobs/read', { jobId }));
    for (const { key, code } of failures) {
      if (unable.get(key) !== code) witness.note(`${key} was given up: ${code}`);
    }
    for (const [sid, code] of unable) {
      if (!failures.some(({ key }) => key === sid)) witness.note(`${sid} was not reported: ${code}`);
    }
    for (const lost of ledger.lost()) witness.note(lost);
    for (const { path, durationMs } of this.scenario.functions.invocations) {
      if (durationMs !== null && durationMs > INVOCATION_MS) witness.note(`${path} was over its limit`);
    }
    const open = [...witness.jobs.values()].filter(isOpen);
    for (const { id, status } of open) witness.note(`${id} is still ${status}`);
  }

  /** Workers whose list is not TaskRouter's answer, by the emulator's own evaluator, but for those that can't. */
  private async differing(unable: ReadonlyMap<string, string>): Promise<string[]> {
    const { taskRouter } = this.scenario.emulator;
    const { queues } = queuesSchema.parse(await this.scenario.post('/jobs/queues'));
    const valueOf = new Map(queues.map(({ sid, value }) => [sid, value]));
    return [...taskRouter.workers.values()].flatMap(({ sid, attributes }) => {
      if (unable.has(sid)) return [];
      const list = readAttributes(attributes)?.['queues'];
      const eligible = taskRouter.eligibleQueues(sid).map((queue) => valueOf.get(queue));
      const carried = new Set<unknown>(Array.isArray(list) ? list : [null]);
      const isSame = carried.size === eligible.length && eligible.every((value) => carried.has(value));
      return isSame && Array.isArray(list) && list.length === eligible.length ? [] : [sid];
    });
  }
}
