import type { Job, RunningJob } from '@queue-eligibility/batch';
import type { Screen } from '../screen';
import { count, counted, duration } from '../words';
import type { Demo } from './demo';
import { makeEverybodyDiffer } from './everybody';
import { follow } from './follow';

/** A hop is killed when so much of the work is done... */
const KILL_AT = 0.3;
/** ...and it has worked for this long, ms: then there is something to lose. */
const KILL_AFTER_MS = 1_500;

/** Starts a resync in which every worker differs, kills its hop in the middle, and shows how it recovers. */
export async function tryKill(demo: Demo, screen: Screen): Promise<void> {
  const { watch, after } = await makeEverybodyDiffer(demo, screen);
  const killing = new Killing(demo, screen);
  const { workers } = await follow(watch, screen, (job) => killing.see(job));
  const uncounted = workers.checked - workers.changed - workers.failed;
  screen.line();
  if (killing.isDone && uncounted > 0) {
    screen.line(`  The killed hop had written ${counted(uncounted, 'worker')} after its last checkpoint:`);
    screen.line('  the next one found them in step and did not write them again.');
  }
  screen.line(`  ${after}`);
  if (!killing.isDone) screen.line('  It was over before a hop could be killed: try it with more workers.');
}

/** Kills one hop and tells what becomes of it. */
class Killing {
  #claimedAtMs = 0;
  #lastFence = 0;
  #killed: { fence: number; atMs: number; checked: number } | null = null;
  #isRecovered = false;

  constructor(
    private readonly demo: Demo,
    private readonly screen: Screen,
  ) {}

  get isDone(): boolean {
    return this.#killed !== null;
  }

  async see(job: Job): Promise<void> {
    if (job.status !== 'running') return;
    if (job.fence !== this.#lastFence) this.#claimedAtMs = Date.parse(job.heartbeatAt);
    this.#lastFence = job.fence;
    if (this.#killed) this.#tellOfRecovery(job, this.#killed);
    else if (this.#isTime(job) && (await this.demo.killHop()) > 0) {
      const { checked } = job.progress;
      this.#killed = { fence: job.fence, atMs: Date.now(), checked };
      this.#say(`Hop ${job.hop} is killed, at ${count(checked)} workers. Nobody tells the job.`);
    }
  }

  #isTime({ progress: { checked, total }, lease, heartbeatAt, pass }: RunningJob): boolean {
    if (pass > 1 || lease === null || total === null || checked < total * KILL_AT) return false;
    return Date.parse(heartbeatAt) - this.#claimedAtMs >= KILL_AFTER_MS;
  }

  #tellOfRecovery(job: RunningJob, killed: { fence: number; atMs: number; checked: number }): void {
    if (this.#isRecovered || job.fence === killed.fence) return;
    this.#isRecovered = true;
    const after = duration((Date.now() - killed.atMs) / 1000);
    this.#say(
      `Its guard has found out: hop ${job.hop} goes on after ${after}, from ${count(job.progress.checked)}.`,
    );
  }

  #say(text: string): void {
    this.screen.line(`  ${this.screen.paint('bad', '!')} ${text}`);
  }
}
