import { setTimeout as sleep } from 'node:timers/promises';
import { JOBS_DOCUMENT_NAME, jobsDocumentSchema } from '@queue-eligibility/batch';
import { INCOMPLETE } from '@queue-eligibility/eligibility';
import * as z from 'zod';
import type { Scenario } from '../scenario';
import { readAttributes, type Ledger } from './ledger';
import { letTimePass, sendSignOfLife } from './passing-time';
import { isOpen, type SeenJob, type Witness } from './witness';

/** A job of which nothing is heard for so long, ms, when quiet has returned, was lost: see invariant 6. */
const LOST_MS = 90_000;
/** Until everything has come to its end, ms, however much goes on. */
const CALM_MS = 240_000;
/** The platform's limit, ms; what is killed by a hazard is killed earlier. */
const INVOCATION_MS = 9_950;
const LOOK_MS = 100;
/** So long events are waited for at a time, ms. */
const EVENTS_MS = 5_000;
/** A container thinks about a check once a minute: after this long, ms, the one that is due must have come. */
const CHECK_MS = 90_000;
/** Callbacks at once, so that more than one container hears of something. */
const SIGNS_AT_ONCE = 4;

const jobIdSchema = z.object({ jobId: z.string() });
const leftSchema = z.object({ left: z.array(z.object({ workerSid: z.string(), code: z.string() })) });
const failuresSchema = z.object({ failures: z.array(z.object({ key: z.string(), code: z.string() })) });
const queuesSchema = z.object({ queues: z.array(z.object({ sid: z.string(), value: z.string() })) });

/** Whether all was in step by itself, or what saw to it. */
export type HealedBy = 'itself' | 'the check' | 'a person';

/** Workers of whom it can't be said that they are in step: see `Loose`. */
interface Aside {
  unable: ReadonlyMap<string, string>;
  restless: ReadonlySet<string>;
}

/** What people and the product do once a storm has passed. */
export class Aftermath {
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
    const { functions } = this.scenario;
    const untilMs = Date.now() + CALM_MS;
    for (;;) {
      await this.resumePaused();
      const isIdle = await this.eventsAreOver();
      // A job stands there until its end is told, and longer where another run was asked for: until that begins.
      const isNamed = this.named().length > 0;
      const isBusy = functions
        .running()
        .some(({ path }) => path === '/batch/hop' || path === '/event-handler');
      const open = this.openJobs();
      if (open.length === 0 && !isNamed && !isBusy && isIdle) return;
      const quietMs = Date.now() - this.witness.lastChangeMs;
      if (Date.now() > untilMs || (quietMs > LOST_MS && !isBusy)) {
        const states = open.map(({ id, status, hop, attempt }) => `${id} ${status} at hop ${hop}.${attempt}`);
        this.witness.note(
          `left under way for ever: ${states.join(', ') || (isIdle ? 'a job that is named as running' : 'events')}`,
        );
        return;
      }
      await sleep(LOOK_MS);
    }
  }

  /** Whether the events end that are under way: each may bring the next, as long as somebody answers what we write. */
  private eventsAreOver(): Promise<boolean> {
    return Promise.race([this.scenario.emulator.events.idle().then(() => true), sleep(EVENTS_MS, false)]);
  }

  /** The ids of the jobs that the jobs document names as running. */
  private named(): string[] {
    const document = this.scenario.emulator.sync.find('document', JOBS_DOCUMENT_NAME);
    const jobs = jobsDocumentSchema.safeParse(document?.data);
    return jobs.success ? jobs.data.running.map(({ jobId }) => jobId) : [];
  }

  /**
   * The jobs under way. One whose starter was killed before it could name it was never under way: no hop of it was ever
   * sent, and none will be.
   */
  private openJobs(): SeenJob[] {
    const named = new Set(this.named());
    return [...this.witness.jobs.values()].filter(
      (job) => isOpen(job) && (named.has(job.id) || job.hop > 1 || job.attempt > 0),
    );
  }

  private async resumePaused(): Promise<void> {
    for (const { id, status } of this.openJobs()) {
      if (status !== 'paused') continue;
      await this.scenario.post('/jobs/resume', { jobId: id }).catch(() => {});
    }
  }

  /**
   * Brings everything in step, by as little as it takes, and answers what it took. `isForgotten`: time passes in any
   * case, and nobody opens the panel: events must bring the check.
   */
  async heal(aside: Aside, { isForgotten }: { isForgotten: boolean }): Promise<HealedBy> {
    await this.calm();
    if (!isForgotten && (await this.differing(aside)).length === 0) return 'itself';
    await letTimePass(this.scenario.emulator);
    if (await this.check(isForgotten)) {
      await this.calm();
      return 'the check';
    }
    this.witness.note(`no check came in ${CHECK_MS / 1_000} s, though one was overdue`);
    await this.start();
    await this.calm();
    return 'a person';
  }

  /**
   * Signs of life, until they have brought a check; or until none is due any more, since a job was verified meanwhile that
   * nobody had looked after, or that an event asked for.
   */
  private async check(isForgotten: boolean): Promise<boolean> {
    const { emulator } = this.scenario;
    const jobs = (): SeenJob[] => [...this.witness.jobs.values()];
    const before = new Set(jobs().flatMap((job) => (isOpen(job) ? [] : [job.id])));
    const untilMs = Date.now() + CHECK_MS;
    for (let tries = 1; Date.now() < untilMs; tries++) {
      for (let i = 0; i < SIGNS_AT_ONCE; i++) sendSignOfLife(emulator);
      await this.eventsAreOver();
      if (!isForgotten && tries % 5 === 0) await this.scenario.post('/jobs/list').catch(() => {});
      const since = jobs().filter(({ id }) => !before.has(id));
      if (since.some((job) => job.startedBy.type === 'check' || job.report['verified'] === true)) return true;
      await sleep(1_000);
    }
    return false;
  }

  async judge(aside: Aside): Promise<void> {
    const { witness, ledger } = this;
    const { restless } = aside;
    for (const sid of (await this.differing(aside)).slice(0, 3)) witness.note(`${sid} is not in step`);
    // One more finds nothing to do, and names those that can't be done.
    const writes = new Map(witness.writes);
    const jobId = await this.start();
    await this.calm();
    const job = witness.jobs.get(jobId);
    if (job?.status !== 'completed') witness.note(`the last resync is ${job?.status}: ${job?.error?.code}`);
    // Whom somebody changes at each write has to be written in every pass, and nobody may say that all is in step.
    const isUndone = restless.size > 0 && job?.report['incomplete'] === INCOMPLETE.workers;
    if (job?.report['verified'] !== true && !isUndone)
      witness.note(`the last resync is not verified: ${JSON.stringify(job?.report)}`);
    const written = [...witness.writes].filter(
      ([sid, times]) => !restless.has(sid) && times > (writes.get(sid) ?? 0),
    );
    if (written.length > 0) witness.note(`the last resync wrote ${written.length} workers`);
    await this.judgeWords(jobId, aside);
    for (const lost of ledger.lost()) witness.note(lost);
    for (const { path, durationMs } of this.scenario.functions.invocations) {
      if (durationMs !== null && durationMs > INVOCATION_MS) witness.note(`${path} was over its limit`);
    }
    for (const { id, status } of this.openJobs()) witness.note(`${id} is still ${status}`);
  }

  /** Just those that can't be done are named, by the last resync and by the events since. */
  private async judgeWords(jobId: string, { unable, restless }: Aside): Promise<void> {
    const { witness } = this;
    const { failures } = failuresSchema.parse(await this.scenario.post('/jobs/read', { jobId }));
    for (const { key, code } of failures) {
      if (key.startsWith('WQ')) witness.note(`${key} is unproven: ${code}`);
      else if (unable.get(key) !== code) witness.note(`${key} was given up: ${code}`);
    }
    for (const [sid, code] of unable) {
      if (!failures.some(({ key }) => key === sid)) witness.note(`${sid} was not reported: ${code}`);
    }
    const { left } = leftSchema.parse(await this.scenario.post('/jobs/list'));
    for (const { workerSid, code } of left) {
      const isRestless = restless.has(workerSid) && code === 'changed_again_and_again';
      if (!isRestless && unable.get(workerSid) !== code) witness.note(`${workerSid} was left: ${code}`);
    }
  }

  /** Workers whose list is not TaskRouter's answer, by the emulator's own evaluator, but for those that can't. */
  private async differing({ unable, restless }: Aside): Promise<string[]> {
    const { taskRouter } = this.scenario.emulator;
    const { queues } = queuesSchema.parse(await this.scenario.post('/jobs/queues'));
    const valueOf = new Map(queues.map(({ sid, value }) => [sid, value]));
    return [...taskRouter.workers.values()].flatMap(({ sid, attributes }) => {
      if (unable.has(sid) || restless.has(sid)) return [];
      const list = readAttributes(attributes)?.['queues'];
      const eligible = taskRouter.eligibleQueues(sid).map((queue) => valueOf.get(queue));
      const carried = new Set<unknown>(Array.isArray(list) ? list : [null]);
      const isSame = carried.size === eligible.length && eligible.every((value) => carried.has(value));
      return isSame && Array.isArray(list) && list.length === eligible.length ? [] : [sid];
    });
  }
}
