import type { Cause } from '../cause';
import { BAD_REQUEST, CHANGED_MEANWHILE, FORBIDDEN, THROTTLED, UNAVAILABLE } from '../requests';
import type { Stage } from '../stage';

/** A resync of agents whom nobody has looked at yet. */
async function resync(stage: Stage, changes: Parameters<Stage['resync']>[0] = {}) {
  stage.forgetLists();
  return { job: await stage.resync(changes) };
}

/** The same, where an outage has lasted for seven attempts: this one is the last. */
const lastTry = (stage: Stage) => resync(stage, { attempt: 7 });

/** A body of a list with its next page. */
const nextPage = (body: Record<string, unknown>, toNext: (url: string) => string) => {
  const meta = body['meta'] as { url: string };
  return { ...body, meta: { ...meta, next_page_url: toNext(meta.url) } };
};

type JobCause = Omit<Cause, 'where' | 'touches'> & Partial<Pick<Cause, 'touches'>>;
const inJob = (cause: JobCause): Cause => ({ where: 'job', touches: 'everybody', ...cause });

/** A job that failed, and why. */
export const jobs: readonly Cause[] = [
  inJob({
    code: 'unavailable',
    cause(stage) {
      stage.fault('queues', UNAVAILABLE);
      return lastTry(stage);
    },
  }),
  inJob({
    code: 'throttled',
    cause(stage) {
      stage.fault('workers', THROTTLED);
      return lastTry(stage);
    },
  }),
  inJob({
    code: 'not_authorised',
    cause(stage) {
      stage.fault('workers', FORBIDDEN);
      return resync(stage);
    },
  }),
  inJob({
    code: 'no_progress',
    async cause(stage) {
      stage.forgetLists();
      stage.fault('update', THROTTLED);
      // Thirty hops before it did no more than this one does.
      return { job: await stage.run(stage.plantWorkers(stage.workerSids(), { stalls: 30 })) };
    },
  }),
  inJob({
    code: 'hop_lost',
    cause: (stage) => resync(stage, { attempt: 8 }),
  }),
  inJob({
    code: 'handoff_refused',
    async cause(stage) {
      stage.forgetLists();
      for (const path of ['/batch/hop', '/batch/guard'])
        stage.functions.faults.add({ path, action: { status: 403 } });
      await stage.call('/jobs/start');
      const [job] = stage.jobs();
      if (!job) throw new Error('no job was made');
      return { job: await stage.end(job.id) };
    },
  }),
  inJob({
    code: 'unknown_kind',
    touches: 'nobody',
    cause: async (stage) => ({ job: await stage.run(stage.plant('of-a-newer-version')) }),
  }),
  inJob({
    code: 'corrupt_document',
    touches: 'some',
    async cause(stage) {
      stage.forgetLists([stage.firstWorker]);
      // Its work items are not there.
      return { job: await stage.run(stage.plant('workers')) };
    },
  }),
  inJob({
    code: 'unsealed_document',
    touches: 'some',
    async cause(stage) {
      const { firstWorker: workerSid, otherSeal: seal } = stage;
      stage.forgetLists([workerSid]);
      return { job: await stage.run(stage.plant('workers', {}, { page: [[{ workerSid }, 0]], seal })) };
    },
  }),
  inJob({
    code: 'unknown_answer',
    cause(stage) {
      const answer = (body: Record<string, unknown>) => ({ ...body, task_queues: [{ sid: 7 }] });
      stage.fault('queues', { answer });
      return resync(stage);
    },
  }),
  inJob({
    code: 'list_in_circles',
    cause(stage) {
      stage.fault('workers', { answer: (body) => nextPage(body, (url) => url) });
      return lastTry(stage);
    },
  }),
  inJob({
    code: 'queues_missing',
    async cause(stage) {
      await stage.resync();
      stage.fault('queues', 'short-list');
      return lastTry(stage);
    },
  }),
  inJob({
    code: 'contended',
    cause(stage) {
      // As often as a write is tried: then there is room for the last word.
      stage.fault('update', THROTTLED);
      stage.atClaim(() => {
        stage.fault('jobWrite', CHANGED_MEANWHILE, 8);
        return { attempt: 8 };
      });
      return resync(stage);
    },
  }),
  inJob({
    code: 'page_expired',
    cause(stage) {
      stage.fault('laterPages', BAD_REQUEST);
      stage.fault('workers', { answer: (body) => nextPage(body, (url) => `${url}&Page=1&PageToken=PTold`) });
      return lastTry(stage);
    },
  }),
  inJob({
    code: 'unexpected',
    cause(stage) {
      stage.fault('maps', BAD_REQUEST);
      return lastTry(stage);
    },
  }),
];
