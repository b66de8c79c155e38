import { commandJob, CommandRefused, hasEnded, JOBS_DOCUMENT_NAME } from '@queue-eligibility/batch';
import { jobsOf } from '../jobs';
import { orNull } from '../refusal';
import type { Place, Undo } from '../step';
import { counted } from '../talk';

/** What every document, list and map of ours begins with. */
const PREFIX = 'queue-eligibility.';

/** Cancels what runs, so that nothing is half done when the Functions go. */
export const jobsUndo: Undo = {
  title: 'Jobs',
  say: async (place) => (await runningOf(place)).map((jobId) => `cancel ${jobId}`),
  async undo(place) {
    const running = await runningOf(place);
    for (const jobId of running) await cancel(place, jobId);
    return running.map((jobId) => `${jobId} is cancelled`);
  },
};

/** Whoever works on it obeys within seconds; longer than an invocation can live, ms, nobody does. */
const OBEYED_MS = 15_000;

async function cancel(place: Place, jobId: string): Promise<void> {
  const ports = jobsOf(place);
  try {
    await commandJob(ports, jobId, { type: 'cancel' });
  } catch (error) {
    if (!(error instanceof CommandRefused)) throw error;
  }
  const untilMs = ports.clock.now() + OBEYED_MS;
  while (ports.clock.now() < untilMs) {
    const stored = await ports.store.readJob(jobId);
    if (!stored || hasEnded(stored.job)) return;
    await ports.clock.sleep(500);
  }
}

/** Removes what the Functions kept in Sync. */
export const syncUndo: Undo = {
  title: 'Sync',
  async say(place) {
    const { documents, maps } = await objectsOf(place);
    const number = documents.length + maps.length;
    return number === 0 ? [] : [`remove ${counted(number, 'object')} whose names begin with ${PREFIX}`];
  },
  async undo(place) {
    const { documents, maps } = await objectsOf(place);
    const sync = serviceOf(place);
    for (const sid of documents) await orNull(() => sync.documents(sid).remove());
    for (const sid of maps) await orNull(() => sync.syncMaps(sid).remove());
    const number = documents.length + maps.length;
    return number === 0 ? [] : [`removed ${counted(number, 'object')}`];
  },
};

async function objectsOf(place: Place): Promise<{ documents: string[]; maps: string[] }> {
  const sync = serviceOf(place);
  const ours = (objects: readonly { sid: string; uniqueName: string | null }[]): string[] =>
    objects.filter(({ uniqueName }) => uniqueName?.startsWith(PREFIX)).map(({ sid }) => sid);
  return { documents: ours(await sync.documents.list()), maps: ours(await sync.syncMaps.list()) };
}

/** The jobs that run or are paused; without the auth token nobody knows. */
async function runningOf(place: Place): Promise<string[]> {
  if (place.account.credentials.authToken === null) return [];
  // The store would make the document where there is none.
  const document = await orNull(() => serviceOf(place).documents(JOBS_DOCUMENT_NAME).fetch());
  if (!document) return [];
  return (await jobsOf(place).store.readJobs()).running.map(({ jobId }) => jobId);
}

const serviceOf = ({ account, settings }: Place) => account.client.sync.v1.services(settings.syncServiceSid);
