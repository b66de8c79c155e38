import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from '@jest/globals';
import { newJob } from '@queue-eligibility/batch';
import { Ledger } from '../ledger';
import type { Place } from '../step';
import { newFolder } from '../test-support/folder';
import { followJob } from './resync';

const OF = { accountSid: `AC${'0'.repeat(32)}`, workspaceSid: `WS${'0'.repeat(32)}` };
const running = newJob({
  ...{ id: 'resync-1', kind: 'resync', startedBy: { type: 'person', name: 'ada' }, hasState: false },
  nowMs: Date.parse('2026-01-05T09:00:00Z'),
});
const { lease: _lease, ...facts } = running;
const cancelled = { ...facts, status: 'cancelled', endedAt: running.createdAt };

let server: Server;
afterEach(() => void server.close());

/** Functions that give these answers to one request after the other. */
async function placeOf(answers: readonly { status: number; body: unknown }[]): Promise<Place> {
  const waiting = [...answers];
  server = createServer((_request, response) => {
    const { status, body } = waiting.shift() ?? { status: 500, body: 'nobody asks that often' };
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    account: { credentials: { accountSid: OF.accountSid, authToken: 'token' } },
    settings: { functionsBaseUrl: `http://127.0.0.1:${port}` },
    ledger: await Ledger.open(await newFolder(), OF),
    talk: { line: () => {}, progress: () => {} },
  } as unknown as Place;
}

it('one look at a job that failed ended the whole deployment; now it is repeated', async () => {
  const read = { jobId: 'resync-1', documentSid: 'ET1', documentName: 'a', silent: false, failures: [] };
  const down = { status: 503, body: { error: { code: 'unavailable', message: 'Sync is down' } } };
  const place = await placeOf([down, { status: 200, body: { ...read, job: cancelled } }]);
  expect(await followJob(place, running)).toMatchObject({ id: 'resync-1', status: 'cancelled' });
});
