import { readFile, writeFile } from 'node:fs/promises';
import { createSeal, jobDocumentName, newJob, JOBS_DOCUMENT_NAME } from '@queue-eligibility/batch';
import type { Emulator, FaultRule } from '@queue-eligibility/twilio-emulator';
import type { Operator } from './emulated';

/** Breaks one thing and answers how to mend it. */
export type Break = (operator: Operator) => Promise<() => unknown> | (() => unknown);

const RULEBOOK = 'queue-eligibility.rulebook';

export const fault =
  (rule: FaultRule): Break =>
  ({ emulator }) => {
    const handle = emulator.faults.add(rule);
    return () => handle.remove();
  };

/** What one field of Twilio's answers says instead. */
export const answering = (host: string, at: RegExp, answer: Record<string, unknown>): Break =>
  fault({ match: { host, method: 'GET', path: at }, action: { answer } });

/** What TaskRouter's answers carry as headers instead; null: nothing. */
export const heading = (at: RegExp, answerHeaders: Record<string, string | null>): Break =>
  fault({
    match: { host: 'taskrouter.twilio.com', method: 'GET', path: at },
    action: { answerHeaders },
  });

export const workspace =
  (change: { eventCallbackUrl?: string; eventsFilter?: string }): Break =>
  ({ emulator: { taskRouter } }) => {
    const { eventCallbackUrl, eventsFilter } = taskRouter.workspace;
    taskRouter.updateWorkspace(change);
    return () => taskRouter.updateWorkspace({ eventCallbackUrl, eventsFilter });
  };

/** Other variables here than in the Functions. */
export const variables =
  (change: Record<string, string>): Break =>
  async ({ envFile }) => {
    const before = await readFile(envFile, 'utf8');
    const lines = Object.entries(change).map(([name, value]) => `${name}=${value}\n`);
    await writeFile(envFile, before + lines.join(''));
    return () => writeFile(envFile, before);
  };

export const attributes =
  (change: Record<string, unknown>): Break =>
  ({ emulator: { taskRouter } }) => {
    const [worker] = taskRouter.workers.values();
    const before = worker?.attributes ?? '{}';
    const sid = worker?.sid ?? '';
    // Nobody hears of it, and nobody puts it right.
    taskRouter.spoilWorker(sid, JSON.stringify({ ...(JSON.parse(before) as object), ...change }));
    return () => taskRouter.spoilWorker(sid, before);
  };

/** Variables of the Functions that are deployed. */
export const deployed =
  (change: Record<string, string>): Break =>
  async ({ emulator }) => {
    const { services } = emulator.client().serverless.v1;
    const service = services('queue-eligibility');
    const [environment] = await service.environments.list();
    const environmentContext = service.environments(environment?.sid ?? '');
    const deploy = () => environmentContext.deployments.create({ buildSid: environment?.buildSid ?? '' });
    const variables = await environmentContext.variables.list();
    const set = async (values: ReadonlyMap<string, string>): Promise<void> => {
      for (const { key, sid } of variables) {
        const value = values.get(key);
        if (value !== undefined) await environmentContext.variables(sid).update({ value });
      }
      await deploy();
    };
    await set(new Map(Object.entries(change)));
    return () => set(new Map(variables.map(({ key, value }) => [key, value])));
  };

const sealOf = ({ authToken, syncServiceSid }: Emulator) =>
  createSeal({ secret: authToken, scope: syncServiceSid });

/** What the last job of the history says of itself. */
export const lastJob =
  (change: Record<string, unknown>): Break =>
  ({ emulator }) => {
    const { data } = emulator.sync.get('document', JOBS_DOCUMENT_NAME);
    const [last, ...others] = data['entries'] as Record<string, unknown>[];
    return jobsDocument(emulator, { entries: [{ ...last, ...change }, ...others] });
  };

/** A resync that runs by all accounts, and gave no heartbeat for an hour; no invocation reaches it. */
export const silentJob: Break = ({ emulator }) => {
  const anHourAgo = Date.now() - 3_600_000;
  const id = 'resync-20260105T090000-000001';
  const startedBy = { type: 'person', name: 'ada' } as const;
  const job = newJob({ id, kind: 'resync', startedBy, nowMs: anHourAgo, hasState: false });
  const uniqueName = jobDocumentName(id);
  const { sid } = emulator.sync.create('document', {
    uniqueName,
    data: sealOf(emulator).close(uniqueName, { ...job, attempt: 1 }),
  });
  const running = [{ kind: 'resync', jobId: id, documentSid: sid, since: new Date(anHourAgo).toISOString() }];
  const mend = jobsDocument(emulator, { running });
  // Whoever looks puts such a job back on its way, before the next one has looked: here it takes no writes.
  const refused = emulator.faults.add({
    match: { host: 'sync.twilio.com', method: 'POST', path: new RegExp(`/Documents/(${sid}|${uniqueName})`) },
    action: { status: 503, code: 20503 },
  });
  return () => {
    refused.remove();
    emulator.sync.remove('document', uniqueName);
    mend();
  };
};

function jobsDocument(emulator: Emulator, change: Record<string, unknown>): () => unknown {
  const { sync } = emulator;
  const { seal: _seal, ...before } = sync.get('document', JOBS_DOCUMENT_NAME).data;
  const seal = sealOf(emulator);
  const write = (data: Record<string, unknown>) =>
    sync.updateDocument(JOBS_DOCUMENT_NAME, { data: seal.close(JOBS_DOCUMENT_NAME, data) });
  write({ ...before, ...change });
  return () => write(before);
}

/** What the rules say of themselves. */
export const rules =
  (change: Record<string, unknown>): Break =>
  ({ emulator }) => {
    const { sync } = emulator;
    const seal = sealOf(emulator);
    const map = sync.get('map', RULEBOOK);
    const { seal: _seal, ...before } = sync.existingItem(map, '0').data;
    const write = (data: Record<string, unknown>) =>
      sync.updateItem(map, '0', { data: seal.close(`${RULEBOOK}/0`, data) });
    write({ ...before, ...change });
    return () => write(before);
  };

/** A worker whom an event could not bring in step. */
export const leftWorker: Break = async ({ emulator }) => {
  const [workerSid = ''] = emulator.taskRouter.workers.keys();
  const left = { workerSid, code: 'attributes_too_long', message: 'too long', at: new Date().toISOString() };
  const data = sealOf(emulator).close(`${RULEBOOK}/left`, { workers: [left] });
  const items = emulator.client().sync.v1.services(emulator.syncServiceSid).syncMaps(RULEBOOK).syncMapItems;
  await items.create({ key: 'left', data });
  return () => items('left').remove();
};

/** One after the other; mended in the other direction. */
export const all =
  (...breaks: readonly Break[]): Break =>
  async (operator) => {
    const mends: (() => unknown)[] = [];
    for (const one of breaks) mends.unshift(await one(operator));
    return async () => {
      for (const mend of mends) await mend();
    };
  };

/** The Functions answer everybody at this path, signed or not. */
export const open =
  (path: string): Break =>
  ({ emulator: { domains, taskRouter } }) => {
    const domain = new URL(taskRouter.workspace.eventCallbackUrl ?? '').hostname;
    const site = domains.site(domain);
    if (!site) throw new Error(`nothing answers at ${domain}`);
    domains.set(domain, {
      origin: site.origin,
      serve: (request, response) =>
        request.url === path ? void response.writeHead(204).end() : site.serve(request, response),
    });
    return () => domains.set(domain, site);
  };
