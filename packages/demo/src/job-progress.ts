import { hasEnded, type Job } from '@queue-eligibility/batch';
import { renderBar, renderPlain, type BarFacts } from './bar';
import { Pace } from './pace';
import type { Screen } from './screen';

/** A job writes its progress once a second; without a word for this long, ms, we say so. */
const SILENT_MS = 4_000;
const REDRAW_MS = 1_000;

/** Shows how far a job is, from its documents as they come. */
export class JobProgress {
  readonly #pace = new Pace();
  #job: Job | null = null;
  #isOver = false;
  readonly #timer = setInterval(() => this.#draw(), REDRAW_MS);

  constructor(private readonly screen: Screen) {}

  /** Takes the job's document as it is now. */
  show(job: Job): void {
    this.#job = job;
    // Until the total is known the list is being read, at quite another rate.
    if (job.progress.total !== null) this.#pace.add(Date.parse(job.heartbeatAt), job.progress.checked);
    this.#draw();
  }

  /** Takes the progress line away. */
  end(): void {
    clearInterval(this.#timer);
    this.#isOver = true;
    this.screen.endProgress();
  }

  #draw(): void {
    if (this.#isOver || !this.#job || hasEnded(this.#job)) return;
    const facts = this.#facts(this.#job, Date.now());
    this.screen.progress((columns, paint) => renderBar(facts, columns, paint), renderPlain(facts));
  }

  #facts({ progress, heartbeatAt, pass, status }: Job, nowMs: number): BarFacts {
    const isPaused = status === 'paused';
    const { checked, total, changed, failed } = progress;
    const silentMs = nowMs - Date.parse(heartbeatAt);
    return {
      label: isPaused ? 'Paused' : pass > 1 ? 'Checking' : 'Updating',
      done: checked,
      total,
      changed,
      failed,
      rate: isPaused ? null : this.#pace.rate(),
      secondsLeft: total === null ? null : this.#pace.secondsLeft(total, nowMs),
      silentSeconds: silentMs > SILENT_MS && !isPaused ? Math.floor(silentMs / 1000) : null,
    };
  }
}
