import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  getExpectedBodyHash as hash,
  getExpectedTwilioSignature as sign,
} from 'twilio/lib/webhooks/webhooks';
import { AUTH_TOKEN, startFixture } from './fixture/start';
import type { FunctionsGateway } from './index';

let gateway: FunctionsGateway;
beforeAll(async () => {
  gateway = await startFixture();
});
afterAll(() => gateway.close());

async function statusOf(pathAndQuery: string, init: RequestInit & { signature?: string } = {}) {
  const { signature, headers, ...rest } = init;
  const signed: Record<string, string> = signature === undefined ? {} : { 'X-Twilio-Signature': signature };
  const response = await fetch(gateway.url + pathAndQuery, {
    method: 'POST',
    ...rest,
    headers: { ...(headers as Record<string, string>), ...signed },
  });
  return response.status;
}

const form = (params: Record<string, string>) => new URLSearchParams(params);

describe('form', () => {
  const params = { b: '2', a: '1 & ü' };

  test('signed parameter by parameter', async () => {
    const signature = sign(AUTH_TOKEN, `${gateway.url}/secret?q=1`, params);
    expect(await statusOf('/secret?q=1', { body: form(params), signature })).toBe(200);
    expect(await statusOf('/secret?q=2', { body: form(params), signature })).toBe(403);
    expect(await statusOf('/secret?q=1', { body: form({ ...params, a: 'x' }), signature })).toBe(403);
  });

  test('without a signature, with another token or another origin', async () => {
    expect(await statusOf('/secret', { body: form(params) })).toBe(403);
    const otherToken = sign('2'.repeat(32), `${gateway.url}/secret`, params);
    expect(await statusOf('/secret', { body: form(params), signature: otherToken })).toBe(403);
    const otherOrigin = sign(AUTH_TOKEN, 'http://localhost/secret', params);
    expect(await statusOf('/secret', { body: form(params), signature: otherOrigin })).toBe(403);
  });
});

describe('JSON', () => {
  const body = JSON.stringify({ name: 'ü' });
  const headers = { 'content-type': 'application/json' };

  test('covered by bodySHA256', async () => {
    const path = `/secret?bodySHA256=${hash(body)}`;
    const signature = sign(AUTH_TOKEN, gateway.url + path, {});
    expect(await statusOf(path, { body, headers, signature })).toBe(200);
    expect(await statusOf(path, { body: `${body} `, headers, signature })).toBe(403);
  });

  test('without bodySHA256 only the URL is covered', async () => {
    const signature = sign(AUTH_TOKEN, `${gateway.url}/secret`, {});
    expect(await statusOf('/secret', { body, headers, signature })).toBe(200);
    expect(await statusOf('/secret', { body: '{}', headers, signature })).toBe(200);
    expect(await statusOf('/secret', { body, headers })).toBe(403);
  });
});

test('a GET is signed by its URL', async () => {
  const signature = sign(AUTH_TOKEN, `${gateway.url}/secret?a=1`, {});
  expect(await statusOf('/secret?a=1', { method: 'GET', signature })).toBe(200);
  expect(await statusOf('/secret', { method: 'GET', signature })).toBe(403);
});

test('the signed origin is FUNCTIONS_BASE_URL where that is given, never the Host header', async () => {
  const tunnel = 'https://tunnel.example';
  const behind = await startFixture({ env: { FUNCTIONS_BASE_URL: tunnel } });
  const call = async (origin: string) =>
    fetch(`${behind.url}/secret`, {
      headers: { 'X-Twilio-Signature': sign(AUTH_TOKEN, `${origin}/secret`, {}) },
    });
  try {
    const response = await call(tunnel);
    expect(await response.json()).toMatchObject({ baseUrl: tunnel, domainName: 'tunnel.example' });
    expect((await call(behind.url)).status).toBe(403);
  } finally {
    await behind.close();
  }
});
