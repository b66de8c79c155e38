import { setTimeout as sleep } from 'node:timers/promises';
import { hasEnded, type EndedJob, type Job } from '@queue-eligibility/batch';
import { RESYNC, resyncReportSchema } from '@queue-eligibility/eligibility';
import { callPanel } from '../panel';
import { Refusal } from '../refusal';
import { step, type Place } from '../step';
import { counted } from '../talk';

const POLL_MS = 1_000;
/** A resync of the largest workspace, at a slow pace, takes less. Beyond that it goes on without anybody watching. */
const PATIENCE_MS = 45 * 60_000;
/** A look that fails is repeated so often: the job goes on whether anybody looks or not. */
const FAILED_LOOKS = 10;
const SHOWN_FAILURES = 10;

/** Starts the first resync, or finds the one that runs, and follows it to its end. */
export const resyncStep = step<null>({
  title: 'Resync',
  look: async () => null,
  say: () => ['start a resync and follow it until it is verified'],
  async make(_found, place) {
    const { started, job, jobId } = await callPanel(place, '/jobs/start', { kind: RESYNC });
    if (!started) place.talk.line(`  a resync runs already: ${jobId}`);
    const ended = await followJob(place, job);
    const verdict = verdictOf(ended);
    const { failures } = await callPanel(place, '/jobs/read', { jobId });
    for (const { key, message } of failures.slice(0, SHOWN_FAILURES)) place.talk.line(`  ${key}: ${message}`);
    if (verdict.isVerified) return [verdict.words];
    throw new Refusal(`${verdict.words}. All is deployed; docs/runbook.md says what to do about it`);
  },
});

/** Shows a job's progress until it ends. @throws Refusal where that takes too long to watch. */
export async function followJob(place: Place, first: Job): Promise<EndedJob> {
  const untilMs = Date.now() + PATIENCE_MS;
  let failedLooks = 0;
  for (let job = first; ;) {
    if (hasEnded(job)) return job;
    place.talk.progress(`  ${progressWords(job)}`);
    if (Date.now() > untilMs) throw new Refusal(`${job.id} still runs; it goes on. Flex shows how far it is`);
    await sleep(POLL_MS);
    try {
      ({ job } = await callPanel(place, '/jobs/read', { jobId: job.id }));
      failedLooks = 0;
    } catch (error) {
      if (++failedLooks > FAILED_LOOKS) throw error;
    }
  }
}

export function progressWords({ pass, status, progress: { total, checked, changed, failed } }: Job): string {
  if (status === 'paused') return 'paused by somebody: it goes on when it is resumed in Flex';
  const seen = total === null ? 'reading the workers' : `${count(checked)} of ${counted(total, 'worker')}`;
  const failures = failed > 0 ? `, ${count(failed)} failed` : '';
  return `${pass > 1 ? 'checking' : 'updating'}: ${seen}, ${count(changed)} changed${failures}`;
}

/** What a resync came to. */
export function verdictOf(job: EndedJob): { isVerified: boolean; words: string } {
  const { checked, changed, failed } = job.progress;
  const numbers = `${counted(checked, 'worker')} checked, ${count(changed)} changed, ${count(failed)} failed`;
  if (job.status === 'failed')
    return { isVerified: false, words: `The resync failed: ${job.error.message} (${job.error.code})` };
  if (job.status === 'cancelled') return { isVerified: false, words: `The resync was cancelled: ${numbers}` };
  const report = resyncReportSchema.safeParse(job.report).data;
  if (report?.verified) {
    const but = failed > 0 ? `, but for ${counted(failed, 'worker')} that could not be written` : '';
    return { isVerified: true, words: `Verified${but}: ${numbers}` };
  }
  const unproven = Object.values(report?.unproven ?? {}).reduce((sum, some) => sum + some, 0);
  const why = [
    ...(failed > 0 ? [`${counted(failed, 'worker')} could not be brought in step`] : []),
    ...(unproven > 0 ? [`nothing is proven of ${counted(unproven, 'queue')}`] : []),
    ...(report?.incomplete ? [report.incomplete.replaceAll('_', ' ')] : []),
  ];
  return { isVerified: false, words: `The resync is not verified: ${why.join(', ')}; ${numbers}` };
}

const count = (value: number): string => value.toLocaleString('en-GB');
