import type { Cause } from '../cause';
import { BAD_REQUEST, CHANGED_MEANWHILE, FORBIDDEN, THROTTLED, UNAVAILABLE } from '../requests';
import type { Stage } from '../stage';

/** An answer of the panel's Functions: no list is touched by any of them. */
const answer = (
  code: string,
  ask: (stage: Stage) => ReturnType<Stage['call']>,
  more: Pick<Cause, 'account'> = {},
): Cause => ({
  code,
  where: 'answer',
  touches: 'nobody',
  ...more,
  cause: async (stage) => ({ answer: await ask(stage) }),
});

/** The queues, asked of a TaskRouter that is not well. */
const queues =
  (...fault: Parameters<Stage['fault']>) =>
  (stage: Stage) => {
    stage.fault(...fault);
    return stage.call('/jobs/queues');
  };

/** What is asked for can't be, or not by this one. */
const refused: readonly Cause[] = [
  answer('bad_request', (stage) => stage.call('/jobs/read')),
  answer('bad_items', (stage) =>
    stage.call('/jobs/start', { kind: 'skills', items: [{ workerSid: 'bob' }] }),
  ),
  answer('unknown_kind', (stage) => stage.call('/jobs/start', { kind: 'dance' })),
  answer('token_invalid', (stage) => stage.call('/jobs/list', {}, 'expired')),
  answer('role_missing', (stage) => stage.call('/jobs/start', {}, stage.token('supervisor'))),
  answer('origin_not_allowed', async (stage) => {
    const response = await fetch(`${stage.functions.url}/jobs/list`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: 'https://flex.example.com' },
      body: JSON.stringify({ Token: stage.token() }),
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  }),
  answer('not_found', (stage) => stage.call('/jobs/read', { jobId: 'resync-of-last-year' })),
];

/** The job is not in the state for it. */
const nonsensical: readonly Cause[] = [
  answer('job_over', async (stage) => stage.call('/jobs/cancel', { jobId: (await stage.resync()).id })),
  answer('job_paused', async (stage) => {
    const jobId = stage.plant('resync');
    await stage.call('/jobs/pause', { jobId });
    return stage.call('/jobs/pause', { jobId });
  }),
  answer('job_not_paused', (stage) => stage.call('/jobs/resume', { jobId: stage.plantLeased() })),
  answer('job_being_cancelled', async (stage) => {
    const jobId = stage.plantLeased();
    await stage.call('/jobs/cancel', { jobId });
    return stage.call('/jobs/pause', { jobId });
  }),
  answer('job_not_over', (stage) => stage.call('/jobs/retry', { jobId: stage.plantLeased() })),
  answer('nothing_to_retry', async (stage) =>
    stage.call('/jobs/retry', { jobId: (await stage.resync()).id }),
  ),
];

/** Until somebody changes something. */
const lasting: readonly Cause[] = [
  answer('configuration', (stage) => stage.call('/jobs/list'), {
    account: { env: { TWILIO_FLEX_SYNC_SID: 'ISnothing' } },
  }),
  answer('handoff_refused', (stage) => {
    for (const path of ['/batch/hop', '/batch/guard'])
      stage.functions.faults.add({ path, action: { status: 403 } });
    return stage.call('/jobs/start');
  }),
  answer('not_authorised', queues('queues', FORBIDDEN)),
  answer('unknown_answer', queues('queues', { answer: { task_queues: [{ sid: 7 }] } })),
  answer('unexpected', queues('queues', BAD_REQUEST)),
  answer('unsealed_document', (stage) => {
    const jobId = stage.plant('resync');
    stage.rewrite(`queue-eligibility.job.${jobId}`, {}, stage.otherSeal);
    return stage.call('/jobs/read', { jobId });
  }),
  answer('corrupt_document', (stage) => {
    const jobId = stage.plant('resync');
    stage.rewrite(`queue-eligibility.job.${jobId}`, { phase: 'of a newer version' });
    return stage.call('/jobs/read', { jobId });
  }),
];

/** In a moment it may go. */
const passing: readonly Cause[] = [
  answer('token_not_checked', (stage) => {
    stage.fault('tokens', UNAVAILABLE);
    return stage.call('/jobs/list');
  }),
  answer('unavailable', queues('queues', UNAVAILABLE)),
  answer('throttled', queues('queues', THROTTLED)),
  answer('list_in_circles', (stage) => {
    const inCircles = (body: Record<string, unknown>) => {
      const meta = body['meta'] as { url: string };
      return { ...body, meta: { ...meta, next_page_url: meta.url } };
    };
    return queues('queues', { answer: inCircles })(stage);
  }),
  answer('page_expired', (stage) => stage.call('/jobs/workers', { cursor: '7.of-last-week' })),
  answer('contended', (stage) => {
    stage.fault('jobsWrite', CHANGED_MEANWHILE);
    return stage.call('/jobs/start');
  }),
  answer('job_ending', (stage) => {
    stage.nameRunning({ kind: 'resync', jobId: 'resync-just-made', documentSid: 'ET1' });
    return stage.call('/jobs/start');
  }),
  answer('out_of_time', (stage) => {
    stage.fault('sync', { delayMs: 2_800 });
    return stage.call('/jobs/start');
  }),
];

export const answers: readonly Cause[] = [...refused, ...nonsensical, ...lasting, ...passing];
