import type { EndedJob } from '@queue-eligibility/batch';
import { resyncReportSchema } from '@queue-eligibility/eligibility';
import type { EmulatedTwilio, Invocation } from '@queue-eligibility/twilio-emulator';
import { isProven, type Summary } from './summary';

/** Invocations are looked at this often, ms: a gateway remembers 10,000. */
const LOOK_MS = 1_000;
/** Changing a queue is an admin's: nothing of ours does it. */
const NOT_OURS: ReadonlySet<string> = new Set(['POST TaskQueue', 'POST TaskQueues', 'DELETE TaskQueue']);

/** What the demo's own commands and an open Flex UI ask. */
const ASIDE: ReadonlySet<string> = new Set(['Control', 'Flex']);

/** Requests and invocations from a moment on. */
export class Measurement {
  readonly #sinceMs = Date.now();
  readonly #seen = new WeakSet<Invocation>();
  readonly #timer = setInterval(() => this.#look(), LOOK_MS);
  #invocations: Summary['invocations'] = {
    ...{ total: 0, killed: 0, longestMs: 0, longestPath: null, maxRssMb: null },
  };

  constructor(private readonly twilio: Pick<EmulatedTwilio, 'emulator' | 'functions'>) {
    for (const invocation of twilio.functions.invocations) {
      if (invocation.durationMs !== null) this.#seen.add(invocation);
    }
    this.#timer.unref();
  }

  /** The account of a resync that has ended. */
  summary(job: EndedJob): Summary {
    const { checked, changed, failed } = job.progress;
    const { differing, ok } = this.twilio.emulator.taskRouter.inStep();
    const facts = {
      status: job.status,
      workers: { checked, changed, failed },
      verification: verificationOf(job),
      oracle: { inStep: ok, differing: differing.length },
    };
    return {
      jobId: job.id,
      error: job.status === 'failed' ? job.error : null,
      seconds: (Date.parse(job.endedAt) - Date.parse(job.createdAt)) / 1000,
      ...facts,
      passes: job.pass,
      hops: job.hop,
      requests: this.#requests(changed),
      invocations: this.invocations(),
      proven: isProven(facts),
    };
  }

  /** The invocations until now. */
  invocations(): Summary['invocations'] {
    this.#look();
    return { ...this.#invocations, ...this.#longest() };
  }

  /** Ends the measurement. */
  stop(): void {
    clearInterval(this.#timer);
  }

  #requests(changed: number): Summary['requests'] {
    const counts = new Map<string, number>();
    for (const { at, method, resource } of this.twilio.emulator.requests) {
      const name = `${method} ${resource ?? '?'}`;
      if (at < this.#sinceMs || ASIDE.has(resource ?? '') || NOT_OURS.has(name)) continue;
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
    const tokenChecks = counts.get('POST Token') ?? 0;
    counts.delete('POST Token');
    const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
    return {
      total,
      perChangedWorker: changed > 0 ? total / changed : null,
      byResource: Object.fromEntries([...counts].sort(([, a], [, b]) => b - a)),
      tokenChecks,
    };
  }

  #look(): void {
    const sums = this.#invocations;
    for (const invocation of this.twilio.functions.invocations) {
      const { durationMs, maxRssMb, killed, path } = invocation;
      if (durationMs === null || this.#seen.has(invocation)) continue;
      this.#seen.add(invocation);
      sums.total += 1;
      sums.killed += killed ? 1 : 0;
      if (durationMs >= sums.longestMs) Object.assign(sums, { longestMs: durationMs, longestPath: path });
      if (maxRssMb !== null) sums.maxRssMb = Math.max(sums.maxRssMb ?? 0, maxRssMb);
    }
  }

  /** Those that still run count with what they have run so far: a guard outlives the job by some seconds. */
  #longest(): Pick<Summary['invocations'], 'longestMs' | 'longestPath'> {
    const nowMs = Date.now();
    const { longestMs, longestPath } = this.#invocations;
    return this.twilio.functions
      .running()
      .map(({ startedAt, path }) => ({ longestMs: nowMs - startedAt, longestPath: path }))
      .reduce((longest, one) => (one.longestMs > longest.longestMs ? one : longest), {
        longestMs,
        longestPath,
      });
  }
}

function verificationOf(job: EndedJob): Summary['verification'] {
  return resyncReportSchema.safeParse(job.report).data ?? null;
}
