import { setTimeout as sleep } from 'node:timers/promises';
import { createSeal, JOBS_DOCUMENT_NAME, jobsDocumentSchema } from '@queue-eligibility/batch';
import type { Scenario } from '../scenario';
import type { Attributes } from './ledger';

const RULEBOOK = 'queue-eligibility.rulebook';
/** So long ago, ms, that a check is overdue, whatever the age that is configured and the pauses that were made. */
const AGE_MS = 30 * 24 * 3_600_000;

/** Time passes: the last verified resync, and every other, was a month ago. */
export async function letTimePass({ sync, authToken, syncServiceSid }: Scenario['emulator']): Promise<void> {
  const seal = createSeal({ secret: authToken, scope: syncServiceSid });
  const aged = (name: string, { seal: _seal, ...values }: Attributes, change: object): Attributes =>
    seal.close(name, { ...values, ...change });
  // What is kept is written twice a second at the most, whoever writes; and a container goes by what it read for a second.
  await sleep(1_500);
  const rulebook = sync.find('map', RULEBOOK);
  const head = rulebook && sync.item(rulebook, '0');
  if (rulebook && head) {
    const verifiedAt = earlier(head.data['verifiedAt']);
    sync.updateItem(rulebook, '0', { data: aged(`${RULEBOOK}/0`, head.data, { verifiedAt }) });
  }
  const jobs = sync.find('document', JOBS_DOCUMENT_NAME);
  if (!jobs) return;
  const entries = jobsDocumentSchema.parse(jobs.data).entries.map((entry) => ({
    ...entry,
    createdAt: earlier(entry.createdAt),
    endedAt: earlier(entry.endedAt),
  }));
  sync.updateDocument(JOBS_DOCUMENT_NAME, { data: aged(JOBS_DOCUMENT_NAME, jobs.data, { entries }) });
}

const earlier = (time: unknown): string | null =>
  typeof time === 'string' ? new Date(Date.parse(time) - AGE_MS).toISOString() : null;

/** An event, of an agent whom nobody has changed. */
export function sendSignOfLife({ events, taskRouter, accountSid, workspaceSid }: Scenario['emulator']): void {
  const worker = [...taskRouter.workers.values()].at(-1);
  if (!worker) return;
  const activity = taskRouter.activity(worker.activitySid);
  events.publish({
    EventType: 'worker.attributes.update',
    Sid: `EV${worker.sid.slice(2)}`,
    AccountSid: accountSid,
    WorkspaceSid: workspaceSid,
    WorkerSid: worker.sid,
    WorkerName: worker.friendlyName,
    WorkerAttributes: worker.attributes,
    WorkerActivitySid: activity.sid,
    WorkerActivityName: activity.friendlyName,
    TimestampMs: String(Date.now()),
  });
}
