import { describe, expect, it, jest } from '@jest/globals';
import { once } from 'node:events';
import {
  createServer,
  request as httpRequest,
  type IncomingMessage,
  type OutgoingHttpHeaders,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { brotliCompressSync } from 'node:zlib';
import { answerSchemas, requestSchemas, ROLES } from '@queue-eligibility/api';
import { createSeal, newJob } from '@queue-eligibility/batch';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks';
import { accounts, type Account } from './account';

jest.setTimeout(120_000);
const start = accounts();

// What an attacker could try at each entrance of the deployed artefact: docs/security.md says what else shows it.

interface Sent {
  method?: string;
  headers?: OutgoingHttpHeaders;
  /** Sent as it is. */
  body?: string;
}

/** A request in which everything is chosen, the Host header and a broken body included. */
async function send(account: Account, path: string, { method = 'POST', headers = {}, body = '' }: Sent = {}) {
  const length = method === 'POST' ? { 'content-length': Buffer.byteLength(body) } : {};
  const request = httpRequest(account.functions.url + path, { method, headers: { ...headers, ...length } });
  const answered = once(request, 'response') as Promise<[IncomingMessage]>;
  request.end(method === 'POST' ? body : undefined);
  const [response] = await answered;
  return { status: response.statusCode ?? 0, headers: response.headers, body: await text(response) };
}

const JSON_BODY = { 'content-type': 'application/json' };
const FORM_BODY = { 'content-type': 'application/x-www-form-urlencoded' };
const sendJson = (account: Account, path: string, body: unknown, headers: OutgoingHttpHeaders = {}) =>
  send(account, path, { headers: { ...JSON_BODY, ...headers }, body: JSON.stringify(body) });
const codeOf = (body: string): unknown => (JSON.parse(body) as { error?: { code?: unknown } }).error?.code;

const PATHS = Object.keys(requestSchemas) as (keyof typeof requestSchemas)[];
const READING = new Set<string>(['/jobs/list', '/jobs/read', '/jobs/queues']);

/** Nothing was started, written or asked of TaskRouter, and every container lives. */
function expectUntouched(account: Account): void {
  expect(account.jobs()).toEqual([]);
  expect(account.writes()).toBe(0);
  expect(account.emulator.requests.count({ host: 'taskrouter.twilio.com', method: 'POST' })).toBe(0);
  expect(account.functions.invocations.filter(({ status }) => status === null || status >= 500)).toEqual([]);
}

const quietAccount = async () => {
  const account = await start({ workers: 3, functions: { eventHandler: null } });
  account.emulator.requests.clear();
  return account;
};

describe('what only Twilio may call', () => {
  const event = (account: Account) => ({
    EventType: 'task-queue.created',
    Sid: `EV${'1'.repeat(32)}`,
    WorkspaceSid: account.emulator.workspaceSid,
    TaskQueueSid: `WQ${'1'.repeat(32)}`,
  });
  const handOff = () => ({ protocol: '1', jobId: 'resync-1', hop: '1', attempt: '0' });

  it.each([
    ['/event-handler', event],
    ['/batch/hop', handOff],
    ['/batch/guard', handOff],
  ] as const)('%s never runs without a signature of its own', async (path, parametersFor) => {
    const account = await quietAccount();
    const { url } = account.functions;
    const { authToken } = account.emulator;
    const parameters = parametersFor(account);
    const body = String(new URLSearchParams(parameters));
    const sign = (token: string, of = url + path, what: Record<string, string> = parameters) => ({
      ...FORM_BODY,
      'x-twilio-signature': getExpectedTwilioSignature(token, of, what),
    });
    const attempts: Record<string, Sent> = {
      'no signature': { headers: FORM_BODY, body },
      'an empty one': { headers: { ...FORM_BODY, 'x-twilio-signature': '' }, body },
      'a wrong one': { headers: { ...FORM_BODY, 'x-twilio-signature': 'c2lnbmF0dXJl' }, body },
      'made with another token': { headers: sign('0'.repeat(32)), body },
      'of another path': { headers: sign(authToken, `${url}/batch/other`), body },
      'of another host': { headers: sign(authToken, `https://evil.example${path}`), body },
      'of another host that Host names': {
        headers: { ...sign(authToken, `http://evil.example${path}`), host: 'evil.example' },
        body,
      },
      'of other parameters': { headers: sign(authToken, url + path, { ...parameters, Sid: 'x' }), body },
      'of fewer parameters': { headers: sign(authToken), body: `${body}&more=1` },
      'in the body': { headers: FORM_BODY, body: `${body}&X-Twilio-Signature=x` },
      GET: { method: 'GET' },
    };
    for (const [what, sent] of Object.entries(attempts)) {
      expect([what, (await send(account, path, sent)).status]).toEqual([what, 403]);
    }
    expect((await send(account, `${path}?${body}`, { method: 'GET' })).status).toBe(403);
    expect((await send(account, path, { method: 'PUT' })).status).toBe(405);
    expect(account.functions.invocations).toEqual([]);
    expectUntouched(account);
    // Signed, it does run: what is in it is none of the platform's business.
    expect((await send(account, path, { headers: sign(authToken, url + path, {}) })).status).not.toBe(403);
    expect(account.functions.invocations).toHaveLength(1);
  });

  it('a hand-off that is signed and makes no sense does nothing', async () => {
    const account = await quietAccount();
    const senseless = [
      {},
      { ...handOff(), jobId: '../locks/resync' },
      { ...handOff(), hop: '-1' },
      { ...handOff(), hop: '1e9' },
      { ...handOff(), attempt: 'NaN' },
    ];
    for (const parameters of senseless) expect(await account.post('/batch/hop', parameters)).toBe(400);
    expectUntouched(account);
  });
});

describe('where a request comes from', () => {
  const cors = (headers: NodeJS.Dict<string | string[]>) => [
    headers['access-control-allow-origin'],
    headers['vary'],
  ];

  it('a page of another origin is refused before its token is looked at, and may read why', async () => {
    const account = await quietAccount();
    for (const path of PATHS) {
      const origin = 'https://flex.twilio.com.evil.example';
      const { status, headers, body } = await sendJson(account, path, { Token: account.token() }, { origin });
      expect([path, status, codeOf(body)]).toEqual([path, 403, 'origin_not_allowed']);
      expect(cors(headers)).toEqual(['*', 'Origin']);
    }
    expect(account.emulator.requests.count()).toBe(0);
    expectUntouched(account);
  });

  it('Flex, a page of the machine itself, and what is no page are answered', async () => {
    const account = await quietAccount();
    const listFrom = async (headers: OutgoingHttpHeaders) => {
      const answer = await sendJson(account, '/jobs/list', { Token: account.token() }, headers);
      return [answer.status, ...cors(answer.headers)];
    };
    for (const origin of ['https://flex.twilio.com', 'http://localhost:3000', 'http://127.0.0.1:8080']) {
      expect(await listFrom({ origin })).toEqual([200, origin, 'Origin']);
    }
    expect(await listFrom({})).toEqual([200, 'https://flex.twilio.com', 'Origin']);
  });

  it('FLEX_ORIGINS says where else Flex is', async () => {
    const env = { FLEX_ORIGINS: 'https://flex.example.com, https://desk.example.com' };
    const account = await start({ workers: 3, env });
    const listFrom = async (origin: string) =>
      (await sendJson(account, '/jobs/list', { Token: account.token() }, { origin })).status;
    expect(await listFrom('https://desk.example.com')).toBe(200);
    expect(await listFrom('https://flex.twilio.com')).toBe(403);
  });

  it('a preflight is answered by the platform; the request after it is what is checked', async () => {
    const account = await quietAccount();
    const headers = { origin: 'https://evil.example', 'access-control-request-method': 'POST' };
    const preflight = await send(account, '/jobs/start', { method: 'OPTIONS', headers });
    expect(preflight.status).toBe(204);
    expect((await sendJson(account, '/jobs/start', { Token: account.token() }, headers)).status).toBe(403);
    expectUntouched(account);
  });

  it('a parameter that hides the headers opens nothing: it still takes a token, and no other page may read', async () => {
    const account = await quietAccount();
    const origin = 'https://evil.example';
    const hiding = { request: { headers: { origin: 'https://flex.twilio.com' } } };
    const stranger = await sendJson(account, '/jobs/list', hiding, { origin });
    expect([stranger.status, codeOf(stranger.body)]).toEqual([401, 'token_invalid']);
    const known = await sendJson(account, '/jobs/list', { ...hiding, Token: account.token() }, { origin });
    expect(cors(known.headers)).toEqual(['https://flex.twilio.com', 'Origin']);
    expect((await sendJson(account, '/jobs/list', { request: 'x' }, { origin })).status).toBe(403);
  });

  it('answers of protected Functions are for no page', async () => {
    const account = await quietAccount();
    const url = `${account.functions.url}/event-handler`;
    const signature = getExpectedTwilioSignature(account.emulator.authToken, url, { EventType: 'x' });
    const headers = { ...FORM_BODY, 'x-twilio-signature': signature, origin: 'https://flex.twilio.com' };
    const answer = await send(account, '/event-handler', { headers, body: 'EventType=x' });
    expect(answer.status).toBe(204);
    expect(cors(answer.headers)).toEqual([undefined, undefined]);
  });
});

describe('who may call the panel’s Functions', () => {
  it.each(PATHS)('%s: nobody without a valid token of this account and its role', async (path) => {
    const account = await quietAccount();
    const other = await start({
      seed: 2,
      workers: 0,
      queues: 0,
      functions: { eventHandler: null, minWarm: 0 },
    });
    const expired = account.token();
    account.emulator.expireToken(expired);
    const admin = account.token();
    for (const Token of [
      undefined,
      null,
      '',
      'a text',
      `FT${'0'.repeat(62)}`,
      other.token(),
      expired,
      [admin],
      { token: admin },
      `${admin} `,
      `${admin}\r\nX-Injected: 1`,
    ]) {
      const { status, body } = await sendJson(account, path, { Token, jobId: 'x' });
      expect([Token, status, codeOf(body)]).toEqual([Token, 401, 'token_invalid']);
    }
    const claims = {
      jobId: 'x',
      roles: ['admin'],
      role: 'admin',
      identity: 'ada',
      valid: true,
      TokenResult: { valid: true, roles: ['admin'] },
      access: 'read',
      request: { headers: {}, roles: ['admin'] },
    };
    const lacking = READING.has(path) ? [['agent'], []] : [['agent'], [], [...ROLES.read].slice(1)];
    for (const roles of lacking) {
      const Token = account.emulator.issueToken({ identity: 'eve', roles });
      const { status, body } = await sendJson(account, path, { ...claims, Token });
      expect([roles, status, codeOf(body)]).toEqual([roles, 403, 'role_missing']);
    }
    expectUntouched(account);
  });
});

describe('bodies that nobody should send', () => {
  /** By its shape, or because no token can be read from it. */
  const REFUSED = [400, 401];

  it('too large: refused by the platform, and nothing runs', async () => {
    const account = await quietAccount();
    const body = JSON.stringify({ Token: account.token(), kind: 'x'.repeat(1024 * 1024) });
    expect((await send(account, '/jobs/start', { headers: JSON_BODY, body })).status).toBe(413);
    expect((await send(account, '/event-handler', { headers: FORM_BODY, body })).status).toBe(413);
    expect(account.functions.invocations).toEqual([]);
  });

  it('malformed: a 4xx, nothing started, and the container goes on', async () => {
    const account = await quietAccount();
    const token = account.token();
    const withToken = (json: string) => `{"Token":"${token}",${json}}`;
    const nested = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
    const nestedObjects = `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`;
    const bodies: Record<string, string> = {
      'half an object': '{"Token":"x"',
      'not JSON': 'Token=x',
      nothing: '',
      null: 'null',
      'a number': '7',
      'an array': `["${token}"]`,
      NUL: '\u0000',
      'not UTF-8': Buffer.from([0xff, 0xfe, 0x7b]).toString('latin1'),
      'deep items': withToken(`"kind":"skills","items":[${nested}]`),
      'deep elsewhere': withToken(`"kind":${nestedObjects}`),
      'a prototype': withToken('"kind":"skills","__proto__":{"items":[{"workerSid":"x"}]}'),
      'a prototype in an item': withToken('"kind":"skills","items":[{"__proto__":{"workerSid":"x"}}]'),
      'a constructor': withToken('"kind":"constructor","constructor":{"prototype":{"roles":["admin"]}}'),
      'a kind of prototypes': withToken('"kind":"__proto__"'),
      'a huge kind': withToken(`"kind":"${'x'.repeat(900_000)}"`),
      'a kind of another type': withToken('"kind":["resync"]'),
      'items of another type': withToken('"kind":"skills","items":{"0":{},"length":1}'),
      'no items': withToken('"kind":"skills","items":[]'),
      'items for a resync': withToken('"items":[1]'),
      'a hundred thousand items': withToken(`"kind":"skills","items":[${Array(100_000).fill(1).join()}]`),
      'fifteen thousand wrong items': withToken(
        `"kind":"skills","items":[${Array(15_000).fill('{}').join()}]`,
      ),
      'a huge item': withToken(
        `"kind":"skills","items":[{"workerSid":"WK${'0'.repeat(32)}","remove":[${Array(9_000).fill('"s"').join()}]}]`,
      ),
    };
    for (const [what, body] of Object.entries(bodies)) {
      const answer = await send(account, '/jobs/start', { headers: JSON_BODY, body });
      expect([what, REFUSED.includes(answer.status)]).toEqual([what, true]);
      expect(answer.body.length).toBeLessThan(2_000);
      expect(answer.headers['content-type']).toMatch(/json|text/);
    }
    expectUntouched(account);
    const { status } = await account.call('/jobs/list');
    expect(status).toBe(200);
  });

  it('of another content type, or a form that is none: no parameters, so no token', async () => {
    const account = await quietAccount();
    const body = JSON.stringify({ Token: account.token() });
    for (const type of [
      'text/plain',
      'multipart/form-data; boundary=x',
      'application/xml',
      'application/x-www-form-urlencoded',
    ]) {
      const answer = await send(account, '/jobs/list', { headers: { 'content-type': type }, body });
      expect([type, answer.status]).toEqual([type, 401]);
    }
    const form = `Token=${account.token()}&Token=${account.token()}&a%ZZ=%E0%A4%A&[]=1&__proto__[roles]=admin`;
    expect((await send(account, '/jobs/list', { headers: FORM_BODY, body: form })).status).toBe(401);
    expectUntouched(account);
  });

  it('ids that are no ids lead to no other document and no other address', async () => {
    const account = await quietAccount();
    for (const path of PATHS.filter((one) => 'jobId' in requestSchemas[one].shape)) {
      for (const jobId of [
        '',
        '.',
        '..',
        '../queue-eligibility.rulebook',
        'a/b',
        'a%2Fb',
        'a?Status=1',
        'a#b',
        'a b',
        'a\u0000b',
        'a\r\nX-Injected: 1',
        'resync-1.items.1.0',
        'x'.repeat(65),
        'x'.repeat(900_000),
        7,
        null,
        ['resync-1'],
        { $ne: '' },
      ]) {
        const { status, body } = await account.call(path, { jobId });
        expect([path, jobId, status, body['error']]).toEqual([
          path,
          jobId,
          400,
          expect.objectContaining({ code: 'bad_request' }),
        ]);
      }
    }
    expect(account.emulator.requests.count({ host: 'sync.twilio.com' })).toBe(0);
    expectUntouched(account);
  });
});

describe('queue names and expressions', () => {
  /** Each of them as a name, and as a string inside an expression. */
  const HOSTILE = [
    '<img src=x onerror=alert(1)>',
    '"] OR data.friendly_name != "',
    `' OR 1==1 OR name == '`,
    'a"; DROP TABLE workers; --',
    '{{constructor.constructor("return process")()}} ${process.env.AUTH_TOKEN}',
    '=cmd|"/c calc"!A1',
    '../../Workers?TaskQueueSid=',
    'two\r\nlines\tand \u0000 \u001b[31mred',
    '\u202egnol ton si siht\u202c \u200b\ufeff',
    '__proto__',
    '%00%0d%0a&Token=x#',
  ];
  /** As a string of the language: it knows no escapes, so quotes of one kind are left out. */
  const quoted = (text: string) => `"${text.replaceAll('"', '')}"`;

  it('come out as they went in, and the resync still ends in step', async () => {
    const account = await start({ workers: 30, functions: { eventHandler: null } });
    const { taskRouter } = account.emulator;
    const expected = HOSTILE.map((friendlyName) => {
      const targetWorkers = `team_name != ${quoted(friendlyName)} AND routing.skills HAS 'billing'`;
      return {
        friendlyName,
        targetWorkers,
        sid: taskRouter.createQueue({ friendlyName, targetWorkers }).sid,
      };
    });
    // A worker's attributes are other people's as well.
    const [workerSid = ''] = account.workerSids();
    const hostile = { ...account.attributes(workerSid), note: HOSTILE, queues: HOSTILE };
    taskRouter.updateWorker(workerSid, { attributes: JSON.stringify(hostile) });

    const { status, body } = await account.call('/jobs/queues', { statistics: true });
    expect(status).toBe(200);
    const bySid = new Map(
      answerSchemas['/jobs/queues'].parse(body).queues.map((queue) => [queue.sid, queue]),
    );
    for (const queue of expected) expect(bySid.get(queue.sid)).toMatchObject(queue);

    const job = await account.resync();
    expect(job).toMatchObject({ status: 'completed', report: { verified: true }, progress: { failed: 0 } });
    expect(account.differing()).toEqual([]);
    expect(account.attributes(workerSid)['note']).toEqual(HOSTILE);
  });
});

describe('where a hand-off goes', () => {
  it('is configuration: no header and no parameter of a request changes it', async () => {
    const account = await start({ workers: 20 });
    const reached: string[] = [];
    const decoy = createServer((request, response) => {
      reached.push(request.url ?? '');
      response.end();
    }).listen(0, '127.0.0.1');
    await once(decoy, 'listening');
    const host = `127.0.0.1:${(decoy.address() as AddressInfo).port}`;
    const origin = `http://${host}`;
    const headers = {
      host,
      'x-forwarded-host': host,
      'x-forwarded-proto': 'http',
      'x-original-host': host,
      forwarded: `host=${host};proto=http`,
      origin,
      referer: origin,
    };
    const parameters = {
      Token: account.token(),
      FUNCTIONS_BASE_URL: origin,
      functionsBaseUrl: origin,
      DOMAIN_NAME: host,
      PATH: origin,
      callback: origin,
    };
    const started = await sendJson(account, '/jobs/start', parameters, headers);
    expect(started.status).toBe(200);
    const { jobId } = answerSchemas['/jobs/start'].parse(JSON.parse(started.body));
    expect(await account.end(jobId)).toMatchObject({ status: 'completed' });
    // The same by an event, which is signed for the address that is ours.
    const [queue = ''] = account.emulator.taskRouter.queues.keys();
    const event = {
      EventType: 'task-queue.expression.updated',
      Sid: `EV${'2'.repeat(32)}`,
      WorkspaceSid: account.emulator.workspaceSid,
      TaskQueueSid: queue,
      DOMAIN_NAME: host,
    };
    await account.quiet();
    const before = account.jobs().length;
    const url = `${account.functions.url}/event-handler`;
    const signature = getExpectedTwilioSignature(account.emulator.authToken, url, event);
    const signed = { ...FORM_BODY, ...headers, 'x-twilio-signature': signature };
    const sent = { headers: signed, body: String(new URLSearchParams(event)) };
    expect((await send(account, '/event-handler', sent)).status).toBe(204);
    await account.quiet();
    expect(account.jobs()).toHaveLength(before + 1);

    expect(reached).toEqual([]);
    const hops = account.functions.invocations.filter(({ path }) => path === '/batch/hop');
    expect(hops.length).toBeGreaterThanOrEqual(2);
    decoy.close();
  });
});

describe('what any Flex user may write in Sync', () => {
  const RULEBOOK = 'queue-eligibility.rulebook';

  const writeAsEve = ({ emulator: { sync } }: Account, uniqueName: string, data: Record<string, unknown>) =>
    sync.find('document', uniqueName)
      ? sync.updateDocument(uniqueName, { data })
      : sync.create('document', { uniqueName, data, createdBy: 'eve' });

  /** A job that gives everybody a skill and seems to have lost its hop, as the one that runs of `lockedKind`. */
  function forgeSkillsJob(account: Account, lockedKind: string): string {
    const jobId = `${lockedKind}-20260105T090000-4f9a1c`;
    const entries = account.workerSids().map((workerSid) => [{ workerSid, add: [{ name: 'vip' }] }, 0]);
    const job = newJob({
      id: jobId,
      kind: 'skills',
      startedBy: { type: 'person', name: 'ada' },
      nowMs: Date.now() - 60_000,
      items: { total: entries.length, pages: 1 },
      hasState: false,
    });
    writeAsEve(account, `queue-eligibility.job.${jobId}`, { ...job });
    writeAsEve(account, `queue-eligibility.job.${jobId}.items.1.0`, { values: entries });
    const lock = { kind: lockedKind, jobId, since: job.createdAt };
    writeAsEve(account, `queue-eligibility.lock.${lockedKind}`, lock);
    return jobId;
  }

  const hops = (account: Account) =>
    account.functions.invocations.filter(({ path }) => path === '/batch/hop');

  it('a forged job is carried out by nobody who passes by, and keeps no real one from starting', async () => {
    const account = await quietAccount();
    const [worker = ''] = account.workerSids();
    const before = account.workerSids().map((sid) => account.attributes(sid)['routing']);
    const forged = ['skills', 'resync'].map((kind) => forgeSkillsJob(account, kind));
    const supervisor = account.token('supervisor');

    for (let n = 0; n < 3; n++) {
      expect(await account.call('/jobs/list', {}, supervisor)).toMatchObject({
        status: 200,
        body: { running: [], history: [] },
      });
      // Not of a worker: that one would be put right, and be no proof.
      const event = { EventType: 'reservation.created', Sid: `EV${'1'.repeat(32)}`, WorkerSid: worker };
      expect(await account.post('/event-handler', event)).toBe(204);
    }
    for (const jobId of forged) {
      const { status, body } = await account.call('/jobs/read', { jobId }, supervisor);
      expect([status, body['error']]).toMatchObject([500, { code: 'unsealed_document' }]);
      // Even a hop that is sent on its way takes it for nothing.
      await account.post('/batch/hop', { protocol: '1', jobId, hop: '1', attempt: '0' });
    }
    expect(account.writes()).toBe(0);
    expect(hops(account)).toHaveLength(forged.length);

    expect(await account.resync()).toMatchObject({ status: 'completed', report: { verified: true } });
    const items = [{ workerSid: worker, add: [{ name: 'billing' }] }];
    const { body } = await account.call('/jobs/start', { kind: 'skills', items });
    expect(await account.end(String(body['jobId']))).toMatchObject({ status: 'completed' });
    await account.functions.idle();
    expect(account.workerSids().map((sid) => account.attributes(sid)['routing'])).toEqual([
      expect.objectContaining({ skills: expect.arrayContaining(['billing']) as unknown }),
      ...before.slice(1),
    ]);
  });

  it('a queue event starts the real resync where a forged one seems to run', async () => {
    const account = await quietAccount();
    forgeSkillsJob(account, 'resync');
    const [TaskQueueSid = ''] = account.emulator.taskRouter.queues.keys();
    const event = {
      EventType: 'task-queue.created',
      Sid: `EV${'1'.repeat(32)}`,
      WorkspaceSid: account.emulator.workspaceSid,
      TaskQueueSid,
    };
    expect(await account.post('/event-handler', event)).toBe(204);
    await account.quiet();
    expect(account.differing()).toEqual([]);
    expect(account.jobs().map(({ status, kind }) => [status, kind])).toEqual([
      ['running', 'skills'],
      ['completed', 'resync'],
    ]);
  });

  it('a job that is scribbled over stops, and the next one starts at once', async () => {
    const account = await start({ workers: 200, latency: { readMs: 5, writeMs: 60 } });
    const scribbled = await account.startResync();
    await account.until(() => (account.job(scribbled)?.progress.changed ?? 0) > 5, 'some progress');
    const name = `queue-eligibility.job.${scribbled}`;
    const { data } = account.emulator.sync.get('document', name);
    writeAsEve(account, name, { ...data, kind: 'skills' });
    expect(await account.call('/jobs/list')).toMatchObject({ status: 200, body: { running: [] } });
    expect(await account.resync()).toMatchObject({ status: 'completed', report: { verified: true } });
    expect(account.differing()).toEqual([]);
    expect(account.job(scribbled)?.status).toBe('running');
  });

  it('a forged rulebook steers no event, and the next sign of life has it written anew', async () => {
    const account = await start({ workers: 5, functions: { eventHandler: null } });
    await account.resync();
    await account.quiet();
    const { sync, taskRouter } = account.emulator;
    const [worker = ''] = account.workerSids();
    const queues = account.attributes(worker)['queues'];
    const attributes = JSON.stringify({ ...account.attributes(worker), queues: [] });
    taskRouter.updateWorker(worker, { attributes });
    // By these rules nobody is eligible for anything, and the worker in step.
    const noQueues = `.${brotliCompressSync('[]').toString('base64')}`;
    const { data } = sync.get('document', RULEBOOK);
    writeAsEve(account, RULEBOOK, { ...data, queues: noQueues });
    await account.sendWorkerEvent(worker);
    expect(account.attributes(worker)['queues']).toEqual(queues);

    await account.quiet();
    const written = sync.get('document', RULEBOOK);
    expect(account.seal.open({ uniqueName: RULEBOOK, data: written.data })).not.toBeNull();
  });

  it('after the auth token was changed all goes on by itself, with what was written before left aside', async () => {
    const account = await start({ workers: 20, functions: { eventHandler: null } });
    const jobId = await account.startResync();
    await account.end(jobId);
    await account.quiet();
    const { sync, syncServiceSid } = account.emulator;
    // As if it had been written with another token: a job that runs, too.
    const before = createSeal({ secret: 'the token of before', scope: syncServiceSid });
    const running = forgeSkillsJob(account, 'resync');
    for (const { uniqueName } of sync.list('document')) account.rewrite(uniqueName ?? '', {}, before);

    expect(await account.call('/jobs/list', {}, account.token('supervisor'))).toMatchObject({
      status: 200,
      body: { verifiedAt: null, checkStarted: true, history: [] },
    });
    await account.quiet();
    const { body } = await account.call('/jobs/list');
    expect(body).toMatchObject({ verifiedAt: expect.any(String) as unknown, running: [] });
    expect(body['history']).toMatchObject([{ kind: 'resync', status: 'completed' }]);
    expect(account.job(running)?.status).toBe('running');
    expect(
      account.workerSids().filter((sid) => String(account.attributes(sid)['routing']).includes('vip')),
    ).toEqual([]);
  });
});

describe('what must stay a secret', () => {
  it('is in no log line and in no Sync document, however much goes wrong', async () => {
    const account = await start({
      workers: 60,
      latency: { readMs: 5, writeMs: 20 },
      env: {
        TR_EVENTS_LOG_EVENTS: 'true',
        LOG_HANDOVER_EVENTS: 'true',
        ENABLE_LOCAL_LOGGING: 'true',
        TR_EVENTS_PROCESSING_BATCH_SIZE: '5',
      },
    });
    const { taskRouter, faults, sync, events, authToken, accountSid } = account.emulator;
    const PHONE = '+15550109876';
    const [long = '', refused = '', ...others] = account.workerSids();
    for (const sid of account.workerSids()) {
      const attributes = { ...account.attributes(sid), phone: PHONE };
      const notes =
        sid === long ? { notes: PHONE.repeat(300).slice(0, 3_900 - JSON.stringify(attributes).length) } : {};
      taskRouter.updateWorker(sid, { attributes: JSON.stringify({ ...attributes, ...notes }) });
    }
    const names = account
      .workerSids()
      .flatMap((sid) => [
        String(account.attributes(sid)['full_name']),
        taskRouter.worker(sid)?.friendlyName ?? '',
      ]);
    const tokens = [account.token(), account.token('agent'), `FT${'e'.repeat(62)}`];
    const [admin = '', agent = '', invalid = ''] = tokens;

    // Every way in which a request can fail.
    faults.add({
      match: { method: 'POST', path: new RegExp(refused) },
      action: { status: 400, code: 20001 },
    });
    for (const action of [{ status: 429 }, { status: 503 }, 'reset', 'lost-answer'] as const) {
      faults.add({ match: { host: 'taskrouter.twilio.com' }, share: 0.03, action });
      faults.add({ match: { host: 'sync.twilio.com' }, share: 0.01, action });
    }
    account.functions.faults.add({ path: '/batch/hop', action: 'lose', times: 1 });
    account.functions.faults.add({ path: '/batch/guard', action: { status: 500 }, times: 1 });
    for (const Token of [invalid, agent]) await account.call('/jobs/start', {}, Token);
    const { body } = await account.call('/jobs/start', {}, admin);
    await account.end(String(body['jobId']));
    const items = others.map((workerSid) => ({ workerSid, add: [{ name: 'vip' }] }));
    const skills = await account.call(
      '/jobs/start',
      { kind: 'skills', items: [{ workerSid: refused }, ...items] },
      admin,
    );
    await account.end(String(skills.body['jobId']));
    await events.idle();
    faults.clear();
    faults.add({ match: { host: 'iam.twilio.com' }, action: { status: 500 } });
    expect((await account.call('/jobs/list', {}, admin)).status).toBe(503);
    faults.clear();
    faults.add({ match: { resource: 'Workers' }, action: { status: 401, code: 20003 } });
    await account.quiet();
    expect(await account.resync()).toMatchObject({ status: 'failed', error: { code: 'not_authorised' } });
    await account.functions.idle();

    const kept = JSON.stringify(
      (['document', 'list', 'map'] as const).flatMap((type) =>
        sync.list(type).map((object) => [object, object.type === 'document' ? [] : sync.items(object)]),
      ),
    );
    const logged = account.functions.logs.map((line) => line.text).join('\n');
    expect(logged).toContain('not_authorised');
    expect(kept).toContain('update_refused');
    const secrets = {
      authToken,
      credentials: Buffer.from(`${accountSid}:${authToken}`).toString('base64'),
      PHONE,
      ...Object.fromEntries([...tokens, ...names].entries()),
    };
    for (const [what, secret] of Object.entries(secrets)) {
      expect([what, secret, logged.includes(secret), kept.includes(secret)]).toEqual([
        what,
        secret,
        false,
        false,
      ]);
    }
  });
});
