import { whileContended } from './contention';
import { PermanentError } from './errors';
import type { Job } from './job';
import type { BatchPorts, StoredJob } from './ports';
import { transition, type JobEvent } from './transition';

/** The claim this hop works under is no longer the newest, or the job has ended: it must stop at once. */
export class LeaseLost extends PermanentError {
  constructor(jobId: string, why: string) {
    super('lease_lost', `${jobId} is no longer ours: ${why}`);
  }
}

/** Two writes a second, counted over every holder of the document. */
const WRITES_PER_SECOND = 2;

/**
 * The only way a hop writes its job: applies events to the newest document, keeps to two writes a second, and
 * takes up what others wrote in between (a command) as long as the claim still holds.
 */
export class JobWriter {
  private readonly writtenAtMs: number[] = [];
  private claimed = 0;

  constructor(
    private readonly ports: BatchPorts,
    private current: StoredJob,
  ) {}

  /** Writes the claim that it works under from then on; rejects with RevisionConflict when somebody was quicker. */
  async claim(job: Job): Promise<void> {
    this.current = await this.ports.store.writeJob(this.current, job);
    if (job.status === 'running') this.claimed = job.fence;
    // The claim, and whatever was written right before it: a time in the document does not tell when it got there.
    const nowMs = this.ports.clock.now();
    this.writtenAtMs.push(nowMs, nowMs);
  }

  /** Of the claim that it works under. */
  get fence(): number {
    return this.claimed;
  }

  get stored(): StoredJob {
    return this.current;
  }

  /** Applies `event`, by `byMs` at the latest; rejects with LeaseLost when it is refused. */
  async apply(event: JobEvent, byMs = Infinity): Promise<StoredJob> {
    // The next hop's claim follows at once, and is the second write of that second.
    const isFollowed = event.type === 'hand-on' || event.type === 'release';
    await this.waitForTurn(isFollowed ? WRITES_PER_SECOND - 1 : WRITES_PER_SECOND, byMs);
    const { store, clock } = this.ports;
    let isRepeated = false;
    return whileContended(this.current.name, this.ports, async () => {
      const { id } = this.current.job;
      const now = isRepeated ? await store.readJob(id) : this.current;
      if (!now) throw new LeaseLost(id, 'its document is gone');
      isRepeated = true;
      const result = transition(now.job, event);
      if (!result.ok) throw new LeaseLost(id, result.refusal);
      try {
        this.current = await store.writeJob(now, result.job);
      } finally {
        // One whose answer is lost may have been made; where it was refused, somebody else has made one.
        this.writtenAtMs.push(clock.now());
      }
      return this.current;
    });
  }

  /** Until this will be one of `writes` in a second. */
  private async waitForTurn(writes: number, byMs: number): Promise<void> {
    const { clock } = this.ports;
    const oldest = this.writtenAtMs.at(-writes);
    const turnMs = oldest === undefined ? 0 : oldest + 1_000;
    const waitMs = Math.min(turnMs, byMs) - clock.now();
    if (waitMs > 0) await clock.sleep(Math.min(waitMs, 1_000));
  }
}
