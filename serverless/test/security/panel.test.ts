import { describe, expect, it, jest } from '@jest/globals';
import { type OutgoingHttpHeaders } from 'node:http';
import { ROLES } from '@queue-eligibility/api';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks';
import { accounts } from '../account';
import { codeOf, expectUntouched, FORM_BODY, PATHS, quietAccount, send, sendJson } from './attack';

jest.setTimeout(120_000);
const start = accounts();

const READING = new Set<string>([
  ...['/jobs/list', '/jobs/read', '/jobs/queues', '/jobs/workers', '/jobs/worker', '/jobs/ask'],
  ...['/jobs/queue-edits', '/jobs/skills', '/jobs/plans', '/jobs/plan-read', '/jobs/plan-sample'],
  '/jobs/changed-by',
]);

describe('where a request comes from', () => {
  const cors = (headers: NodeJS.Dict<string | string[]>) => [
    headers['access-control-allow-origin'],
    headers['vary'],
  ];

  it('a page of another origin is refused before its token is looked at, and may read why', async () => {
    const account = await quietAccount(start);
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
    const account = await quietAccount(start);
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
    const account = await quietAccount(start);
    const headers = { origin: 'https://evil.example', 'access-control-request-method': 'POST' };
    const preflight = await send(account, '/jobs/start', { method: 'OPTIONS', headers });
    expect(preflight.status).toBe(204);
    expect((await sendJson(account, '/jobs/start', { Token: account.token() }, headers)).status).toBe(403);
    expectUntouched(account);
  });

  it('a parameter that hides the headers opens nothing: it still takes a token, and no other page may read', async () => {
    const account = await quietAccount(start);
    const origin = 'https://evil.example';
    const hiding = { request: { headers: { origin: 'https://flex.twilio.com' } } };
    const stranger = await sendJson(account, '/jobs/list', hiding, { origin });
    expect([stranger.status, codeOf(stranger.body)]).toEqual([401, 'token_invalid']);
    const known = await sendJson(account, '/jobs/list', { ...hiding, Token: account.token() }, { origin });
    expect(cors(known.headers)).toEqual(['https://flex.twilio.com', 'Origin']);
    expect((await sendJson(account, '/jobs/list', { request: 'x' }, { origin })).status).toBe(403);
  });

  it('answers of protected Functions are for no page', async () => {
    const account = await quietAccount(start);
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
    const account = await quietAccount(start);
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
