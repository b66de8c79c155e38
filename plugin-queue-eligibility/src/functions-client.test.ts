import { describe, expect, it } from '@jest/globals';
import { createFunctionsClient } from './functions-client';

const answering = (status: number, body: unknown) => {
  const sent: { url: string; body: unknown }[] = [];
  const client = createFunctionsClient({
    baseUrl: 'https://functions.test',
    token: () => 'a-token',
    fetch: async (input, init) => {
      sent.push({ url: input as string, body: JSON.parse(init?.body as string) });
      return { ok: status < 400, status, json: async () => body } as Response;
    },
  });
  return { client, sent };
};

describe('a call', () => {
  it('sends the token in the body and answers what the Function answered', async () => {
    const { client, sent } = answering(200, { queues: [] });
    expect(await client.call('/jobs/queues', { statistics: true })).toEqual({
      queues: [],
      queueEditing: false,
    });
    expect(sent).toEqual([
      { url: 'https://functions.test/jobs/queues', body: { statistics: true, Token: 'a-token' } },
    ]);
  });

  it.each([
    [401, { error: { code: 'token_invalid', message: 'no' } }, 'not-signed-in', 'token_invalid'],
    [403, { error: { code: 'role_missing', message: 'no' } }, 'not-allowed', 'role_missing'],
    [
      403,
      { error: { code: 'origin_not_allowed', message: 'no' } },
      'origin-not-allowed',
      'origin_not_allowed',
    ],
    [503, { error: { code: 'throttled', message: 'slow' } }, 'refused', 'throttled'],
    [404, '<html>', 'unreachable', 'unreachable'],
    [200, { queues: 'none' }, 'unexpected', 'unexpected'],
  ])('that is answered %i says what that means', async (status, body, kind, code) => {
    const { client } = answering(status, body);
    await expect(client.call('/jobs/queues', {})).rejects.toMatchObject({ kind, code, status });
  });

  it('that nobody answers is unreachable, and so is one to nowhere', async () => {
    const token = () => 'a-token';
    const failing = () => Promise.reject(new TypeError('failed to fetch'));
    const lost = createFunctionsClient({ baseUrl: 'https://functions.test', token, fetch: failing });
    await expect(lost.call('/jobs/list', {})).rejects.toMatchObject({ kind: 'unreachable', status: null });
    const nowhere = createFunctionsClient({ baseUrl: null, token });
    await expect(nowhere.call('/jobs/list', {})).rejects.toMatchObject({ kind: 'unreachable' });
  });

  it('that hangs is given up', async () => {
    const client = createFunctionsClient({
      baseUrl: 'https://functions.test',
      token: () => 'a-token',
      timeoutMs: 5,
      fetch: (_input, init) =>
        new Promise((_resolve, reject) =>
          init?.signal?.addEventListener('abort', () => reject(new Error('aborted'))),
        ),
    });
    await expect(client.call('/jobs/list', {})).rejects.toMatchObject({ kind: 'unreachable' });
  });
});
