import type { Job } from '@queue-eligibility/batch';
import { Pace } from '../../pace';
import type { Scenario } from '../../scenario';
import { measureResync, withAccount } from '../account';
import { formatNumber } from '../figures';
import type { Finding } from '../rows';
import type { Sizes } from '../sizes';
import { targets } from '../targets';
import { costFacts, sizeFigures } from './facts';
import { flawsOf } from './flaws';

/** At these parts of the work, what was said of the time left is held against what it took. */
const ASKED_AT = [0.1, 0.25, 0.5, 0.75];

/** Everything at its largest, under narrow limits: a quarter of an hour. */
export async function scale({ scale: size }: Sizes): Promise<Finding[]> {
  const { workers, queues, limit } = size;
  return withAccount({ workers, queues, state: 'absent', updateLimit: limit }, async (account) => {
    const progress = watchProgress(account);
    const cost = await measureResync(account);
    const { summary } = cost;
    const { worstError, isMonotonic } = progress();
    return [
      {
        scenario: `${formatNumber(workers)} workers and ${formatNumber(queues)} queues, every worker differs, ${limit} updates a second`,
        predecessor: null,
        figures: {
          seconds: { value: summary.seconds, unit: 's' },
          ...sizeFigures(summary.invocations),
          timeLeftError: {
            value: 100 * worstError,
            unit: '% of the whole off in the time left',
            decimals: 1,
          },
        },
        target: targets.scale,
        flaws: [...flawsOf(cost), ...(isMonotonic ? [] : ['a number fell'])],
        facts: { ...costFacts(cost), worstError, isMonotonic },
      },
    ];
  });
}

interface Honesty {
  /** The largest difference between what was said of the time left and what it took, as a part of the whole. */
  worstError: number;
  /** Whether no number ever fell within a pass, or passed the total. */
  isMonotonic: boolean;
}

/** Watches a job as the panel does; the answer tells how honest what it saw was. */
function watchProgress({ jobs }: Scenario): () => Honesty {
  const pace = new Pace();
  const said: { atMs: number; secondsLeft: number }[] = [];
  let isMonotonic = true;
  let before: Job | null = null;
  let beganMs: number | null = null;
  let doneMs: number | null = null;
  jobs.on('job', (job) => {
    const { checked, total, changed, failed } = job.progress;
    if (before?.pass === job.pass && before.phase === job.phase && checked < before.progress.checked) {
      isMonotonic = false;
    }
    if (total !== null && (checked > total || failed > checked)) isMonotonic = false;
    if (before && changed < before.progress.changed) isMonotonic = false;
    before = job;
    const atMs = Date.parse(job.heartbeatAt);
    // The last items are counted in the document that begins the next pass.
    if (job.pass > 1) doneMs ??= atMs;
    if (job.pass > 1 || total === null) return;
    beganMs ??= atMs;
    pace.add(atMs, checked);
    const next = ASKED_AT[said.length];
    const secondsLeft = pace.secondsLeft(total, atMs);
    if (next !== undefined && checked >= total * next && secondsLeft !== null)
      said.push({ atMs, secondsLeft });
  });
  return () => {
    const wholeS = ((doneMs ?? 0) - (beganMs ?? 0)) / 1_000;
    const errors = said.map(
      ({ atMs, secondsLeft }) => Math.abs(((doneMs ?? 0) - atMs) / 1_000 - secondsLeft) / wholeS,
    );
    return { worstError: errors.length === 0 ? 1 : Math.max(...errors), isMonotonic };
  };
}
