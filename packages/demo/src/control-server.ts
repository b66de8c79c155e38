import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { hasEnded, type Job } from '@queue-eligibility/batch';
import { troubleSchema, type Account, type Status, type WatchLine } from './control-contract';
import type { Scenario } from './scenario';
import { standingOf } from './standing';
import { Troubles } from './troubles';

/** What the demo's own commands, token checks and an open Flex UI ask. */
const NOT_COUNTED: ReadonlySet<string> = new Set(['Control', 'Token', 'Flex']);

/** The control server of a running demo. */
export interface ControlServer {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Lets the commands of another terminal find the account, look at it without a request to it, and kill a hop. On
 * 127.0.0.1 only. @throws what listening on a taken port throws.
 */
export async function startControlServer(
  scenario: Scenario,
  { port, tell, flexUrl }: { port: number; tell: (text: string) => void; flexUrl: string },
): Promise<ControlServer> {
  const troubles = new Troubles(scenario, tell);
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
    const route = `${request.method} ${pathname}`;
    if (route === 'GET /account') return answer(response, { ...accountOf(scenario), flexUrl });
    if (route === 'GET /status') return answer(response, statusOf(scenario));
    if (route === 'GET /worker')
      return answer(response, standingOf(scenario.emulator, searchParams.get('sid') ?? ''));
    if (route === 'POST /kill') {
      return answer(response, { killed: scenario.functions.kill({ path: '/batch/hop' }) });
    }
    if (route === 'POST /trouble') return void startTrouble(troubles, request, response);
    if (route === 'GET /watch') return void watch(scenario, response).catch(() => response.destroy());
    answer(response, { error: `There is no ${route}` }, 404);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      troubles.close();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

function answer(response: ServerResponse, body: object | null, status = body ? 200 : 404): void {
  response.writeHead(status, { 'Content-Type': 'application/json' });
  response.end(JSON.stringify(body ?? { error: 'not found' }));
}

async function startTrouble(
  troubles: Troubles,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const wanted = troubleSchema.safeParse(await json(request).catch(() => null));
  if (!wanted.success) return answer(response, { error: 'a trouble and its seconds are missing' }, 400);
  troubles.start(wanted.data.trouble, wanted.data.seconds * 1_000);
  answer(response, {});
}

function accountOf(scenario: Scenario): Omit<Account, 'flexUrl'> {
  const { emulator, functions } = scenario;
  const { url: apiUrl, accountSid, authToken, workspaceSid } = emulator;
  return {
    apiUrl,
    functionsUrl: functions.url,
    accountSid,
    authToken,
    workspaceSid,
    token: scenario.token(),
  };
}

function statusOf({ emulator, jobs, happenings }: Scenario): Status {
  const { taskRouter, requests, events } = emulator;
  const job = jobs.latest() ?? null;
  return {
    workers: taskRouter.workers.size,
    queues: taskRouter.queues.size,
    differing: taskRouter.inStep().differing.length,
    requests: requests.count(({ resource }) => !NOT_COUNTED.has(resource ?? '')),
    events: { delivered: events.delivered, failed: events.failed },
    job,
    startedBy: job && happenings.starterOf(job),
  };
}

/** Streams the job that runs, or the next one, until its summary. */
async function watch(scenario: Scenario, response: ServerResponse): Promise<void> {
  const { jobs } = scenario;
  const send = (line: WatchLine): void => void response.write(`${JSON.stringify(line)}\n`);
  const measurement = scenario.measure();
  const latest = jobs.latest();
  let watched = latest && !hasEnded(latest) ? latest.id : null;
  const show = (job: Job): void => {
    watched ??= job.id;
    if (job.id === watched) send({ type: 'job', job });
  };
  jobs.on('job', show);
  response.on('close', () => {
    jobs.off('job', show);
    measurement.stop();
  });
  response.writeHead(200, { 'Content-Type': 'application/x-ndjson' });
  send({ type: 'watching' });
  const job = await jobs.ended(watched ?? (await jobs.nextStarted()).id);
  await scenario.settled();
  if (response.writableEnded || response.destroyed) return;
  send({ type: 'summary', summary: measurement.summary(job) });
  response.end();
}
