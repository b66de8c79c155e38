import { setTimeout as sleep } from 'node:timers/promises';
import { hasEnded, JOBS_DOCUMENT_NAME, jobsDocumentSchema } from '@queue-eligibility/batch';
import { callPanel } from '../panel';
import { orNull, twilioWords } from '../refusal';
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
    const told: string[] = [];
    for (const jobId of running) {
      try {
        await cancel(place, jobId);
        told.push(`${jobId} is cancelled`);
      } catch (error) {
        // It has just ended, or nobody is there to do it any more.
        told.push(`${jobId} was not cancelled: ${twilioWords(error)}`);
      }
    }
    return told;
  },
};

/** Whoever works on it obeys within seconds; longer than an invocation can live, ms, nobody does. */
const OBEYED_MS = 15_000;

async function cancel(place: Place, jobId: string): Promise<void> {
  await callPanel(place, '/jobs/cancel', { jobId });
  const untilMs = Date.now() + OBEYED_MS;
  while (Date.now() < untilMs) {
    const { job } = await callPanel(place, '/jobs/read', { jobId });
    if (hasEnded(job)) return;
    await sleep(500);
  }
}

/** Removes what the Functions kept in Sync. */
export const syncUndo: Undo = {
  title: 'Sync',
  async say(place) {
    const { documents, maps, lists } = await objectsOf(place);
    const number = documents.length + maps.length + lists.length;
    return number === 0 ? [] : [`remove ${counted(number, 'object')} whose names begin with ${PREFIX}`];
  },
  async undo(place) {
    const { documents, maps, lists } = await objectsOf(place);
    const sync = serviceOf(place);
    for (const sid of documents) await orNull(() => sync.documents(sid).remove());
    for (const sid of maps) await orNull(() => sync.syncMaps(sid).remove());
    for (const sid of lists) await orNull(() => sync.syncLists(sid).remove());
    const number = documents.length + maps.length + lists.length;
    return number === 0 ? [] : [`removed ${counted(number, 'object')}`];
  },
};

async function objectsOf(place: Place): Promise<Record<'documents' | 'maps' | 'lists', string[]>> {
  const sync = serviceOf(place);
  const ours = (objects: readonly { sid: string; uniqueName: string | null }[]): string[] =>
    objects.filter(({ uniqueName }) => uniqueName?.startsWith(PREFIX)).map(({ sid }) => sid);
  // A service that is gone took everything with it.
  const [documents, maps, lists] = await Promise.all([
    orNull(() => sync.documents.list()),
    orNull(() => sync.syncMaps.list()),
    orNull(() => sync.syncLists.list()),
  ]);
  return { documents: ours(documents ?? []), maps: ours(maps ?? []), lists: ours(lists ?? []) };
}

/** The jobs that run or are paused, by their documents: their Functions may be gone already. */
async function runningOf(place: Place): Promise<string[]> {
  const document = await orNull(() => serviceOf(place).documents(JOBS_DOCUMENT_NAME).fetch());
  return jobsDocumentSchema.safeParse(document?.data).data?.running.map(({ jobId }) => jobId) ?? [];
}

const serviceOf = ({ account, settings }: Place) => account.client.sync.v1.services(settings.syncServiceSid);
