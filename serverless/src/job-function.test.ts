import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { PermanentError, RetryableError } from '@queue-eligibility/batch';
import twilio, { type RequestClient } from 'twilio';
import * as z from 'zod';
import { jobFunction, NotFound } from './job-function';
import type { FunctionContext } from './runtime';

/** The runtime's response, as far as an answer uses it. */
class FakeResponse {
  status = 0;
  body: unknown;
  readonly headers: Record<string, string> = {};
  setStatusCode(code: number) {
    this.status = code;
  }
  setBody(body: unknown) {
    this.body = body;
  }
  appendHeader(key: string, value: string) {
    this.headers[key] = value;
  }
}

type Answer = { statusCode: number; body: unknown };
/** What Twilio answers of the token: identity.test.ts asks the emulator instead. */
const validate = jest.fn<(request: { data?: unknown }) => Promise<Answer>>();
const http = { defaultTimeout: 0, request: validate };

const sid = (prefix: string) => prefix + '0123456789abcdef'.repeat(2);
const context: FunctionContext = {
  ACCOUNT_SID: sid('AC'),
  AUTH_TOKEN: 'very-secret',
  DOMAIN_NAME: 'example.twil.io',
  TWILIO_FLEX_WORKSPACE_SID: sid('WS'),
  TWILIO_FLEX_SYNC_SID: sid('IS'),
  getTwilioClient: () => twilio(sid('AC'), 'very-secret', { httpClient: http as unknown as RequestClient }),
};
const TOKEN = 'FT-a-token';

let logged: string[];

beforeEach(() => {
  Object.assign(globalThis, { Twilio: { Response: FakeResponse } });
  validate.mockReset();
  callerHas('admin');
  logged = [];
  for (const name of ['log', 'warn', 'error'] as const) {
    jest.spyOn(console, name).mockImplementation((line: unknown) => void logged.push(String(line)));
  }
});
afterEach(() => {
  jest.restoreAllMocks();
  Reflect.deleteProperty(globalThis, 'Twilio');
});

const callerHas = (...roles: string[]) =>
  validate.mockResolvedValue({ statusCode: 200, body: { valid: true, identity: 'ada', roles } });

type Run = Parameters<typeof jobFunction<{ jobId: string }>>[0]['run'];
interface CallOptions {
  access?: 'read' | 'command';
  run?: Run;
  context?: FunctionContext;
}

/** What a Function with one parameter, `jobId`, answers. */
async function call(parameters: Record<string, unknown>, options: CallOptions = {}): Promise<FakeResponse> {
  const handler = jobFunction({
    path: '/jobs/read',
    access: options.access ?? 'command',
    parameters: z.object({ jobId: z.string() }),
    run: options.run ?? (async () => ({ did: 'run' })),
  });
  const answers: unknown[] = [];
  await handler(
    options.context ?? context,
    { Token: TOKEN, request: {}, ...parameters },
    (_error, response) => answers.push(response),
  );
  const [answer] = answers;
  if (answers.length !== 1 || !(answer instanceof FakeResponse)) throw new Error('not one answer');
  return answer;
}
const failWith = (error: Error) => call({ jobId: 'a' }, { run: () => Promise.reject(error) });
const withCode = (code: string) => ({ error: { code, message: expect.any(String) as unknown } });

describe('a caller with the role', () => {
  it('gets what the Function answers, in JSON', async () => {
    const { status, body, headers } = await call({ jobId: 'a' });
    expect([status, body]).toEqual([200, { did: 'run' }]);
    expect(headers['Content-Type']).toBe('application/json');
  });

  it('is known to the Function, which sees neither token nor headers', async () => {
    const seen: unknown[] = [];
    const run: Run = async (_services, parameters, { name }) => {
      seen.push(parameters, name);
      return {};
    };
    await call({ jobId: 'a', request: { headers: { cookie: 'x' } } }, { run });
    expect(seen).toEqual([{ jobId: 'a' }, 'ada']);
    expect(validate.mock.calls[0]?.[0]).toMatchObject({ data: { token: TOKEN } });
  });
});

describe('where a request comes from', () => {
  const from = (origin: string, more: Record<string, unknown> = {}) =>
    call({ jobId: 'a', request: { headers: { origin } }, ...more });
  const cors = ({ headers }: FakeResponse) => [headers['Access-Control-Allow-Origin'], headers['Vary']];

  it('is named in the answer when it is Flex, whatever the answer is', async () => {
    const origin = 'http://localhost:3000';
    expect(cors(await from(origin))).toEqual([origin, 'Origin']);
    expect(cors(await from(origin, { jobId: 7 }))).toEqual([origin, 'Origin']);
    callerHas('agent');
    expect(cors(await from(origin))).toEqual([origin, 'Origin']);
  });

  it('is Flex where nobody says', async () => {
    expect(cors(await call({ jobId: 'a' }))).toEqual(['https://flex.twilio.com', 'Origin']);
  });

  it('403: a page of another origin, before its token is looked at; the page may read why', async () => {
    const answer = await from('https://evil.example');
    expect(answer).toMatchObject({ status: 403, body: withCode('origin_not_allowed') });
    expect(cors(answer)).toEqual(['*', 'Origin']);
    expect(validate).not.toHaveBeenCalled();
  });

  it('is what the deployment says', async () => {
    const options = { context: { ...context, FLEX_ORIGINS: 'https://flex.example.com' } };
    const request = (origin: string) => ({ jobId: 'a', request: { headers: { origin } } });
    expect((await call(request('https://flex.example.com'), options)).status).toBe(200);
    expect((await call(request('https://flex.twilio.com'), options)).status).toBe(403);
  });
});

describe('who may not', () => {
  it('401: a token that is not valid', async () => {
    validate.mockResolvedValue({ statusCode: 200, body: { valid: false, message: 'The token has expired' } });
    expect(await call({ jobId: 'a' })).toMatchObject({ status: 401, body: withCode('token_invalid') });
  });

  it.each([
    ['command', ['admin'], 200],
    ['command', ['supervisor', 'admin'], 200],
    ['command', ['supervisor'], 403],
    ['command', ['agent'], 403],
    ['command', [], 403],
    ['command', ['Admin', 'administrator'], 403],
    ['read', ['supervisor'], 200],
    ['read', ['admin'], 200],
    ['read', ['agent'], 403],
  ] as const)('to %s with the roles %j: %i', async (access, roles, expected) => {
    callerHas(...roles);
    const { status, body } = await call({ jobId: 'a', roles: ['admin'], role: 'admin' }, { access });
    expect(status).toBe(expected);
    if (expected === 403) expect(body).toEqual(withCode('role_missing'));
  });

  it('hears it before anything is said of the parameters', async () => {
    callerHas('agent');
    expect((await call({})).status).toBe(403);
  });
});

describe('what can not be done', () => {
  it('400: parameters of another shape, by name', async () => {
    const { status, body } = await call({ jobId: 7 });
    expect([status, body]).toEqual([400, withCode('bad_request')]);
    expect(JSON.stringify(body)).toContain('jobId');
  });

  it.each([
    ['what is not there', new NotFound('job a'), 404, 'not_found'],
    ['items of another shape', new PermanentError('bad_items', 'Work item 1'), 400, 'bad_items'],
    ['a kind nobody knows', new PermanentError('unknown_kind', 'No kind'), 400, 'unknown_kind'],
    ['what somebody must mend', new PermanentError('handoff_refused', '403'), 500, 'handoff_refused'],
    ['what may work later', new RetryableError('unavailable', 'no time'), 503, 'unavailable'],
    ['a defect', new TypeError('x is not a function'), 500, 'unexpected'],
    ['something that is no error', 'a text' as unknown as Error, 500, 'unexpected'],
  ])('%s', async (_what, error, status, code) => {
    expect(await failWith(error)).toMatchObject({ status, body: withCode(code) });
    expect(logged.join()).toContain(code);
  });

  it('says nothing of what went wrong inside, but the log does', async () => {
    const { body } = await failWith(new Error('connect to 10.0.0.1 refused'));
    expect(JSON.stringify(body)).not.toContain('10.0.0.1');
    expect(logged.join()).toContain('10.0.0.1');
  });

  it('503: the token could not be checked', async () => {
    validate.mockRejectedValue(new Error('read ECONNRESET'));
    expect(await call({ jobId: 'a' })).toMatchObject({ status: 503, body: withCode('token_not_checked') });
  });

  it('500: a deployment that is not configured; the log names the variables, the answer does not', async () => {
    const { status, body } = await call(
      { jobId: 'a' },
      { context: { ...context, TWILIO_FLEX_SYNC_SID: 'x' } },
    );
    expect([status, body]).toEqual([500, withCode('configuration')]);
    expect(JSON.stringify(body)).not.toContain('TWILIO_FLEX_SYNC_SID');
    expect(logged.join()).toContain('TWILIO_FLEX_SYNC_SID');
    expect(validate).not.toHaveBeenCalled();
  });

  it('shows neither token nor secret, anywhere', async () => {
    const answers = [await failWith(new Error('x')), await call({}), await call({ jobId: 'a' })];
    const everything = JSON.stringify(answers) + logged.join();
    expect(everything).not.toContain(TOKEN);
    expect(everything).not.toContain('very-secret');
  });
});
