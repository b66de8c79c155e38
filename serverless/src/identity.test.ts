import http from 'node:http';
import https from 'node:https';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createEmulator, type Emulator } from '@queue-eligibility/twilio-emulator';
import { readConfiguration, type Configuration } from './configuration';
import { identify } from './identity';

let emulator: Emulator;
let configuration: Configuration;

/** The real validator asks a fixed host over https: its requests go to the emulator instead. */
function redirect(): void {
  const { hostname, port } = new URL(emulator.url);
  const request = (options: https.RequestOptions, answered: (response: http.IncomingMessage) => void) => {
    const headers = { ...options.headers, 'x-twilio-host': options.hostname ?? '' };
    return http.request({ method: options.method, path: options.path, hostname, port, headers }, answered);
  };
  jest.spyOn(https, 'request').mockImplementation(request as unknown as typeof https.request);
}

beforeEach(async () => {
  emulator = await createEmulator({ workers: 0, queues: 0 });
  configuration = readConfiguration({
    ACCOUNT_SID: emulator.accountSid,
    AUTH_TOKEN: emulator.authToken,
    DOMAIN_NAME: 'example.twil.io',
    TWILIO_FLEX_WORKSPACE_SID: emulator.workspaceSid,
    TWILIO_FLEX_SYNC_SID: emulator.syncServiceSid,
  });
  redirect();
});
afterEach(async () => {
  jest.restoreAllMocks();
  jest.useRealTimers();
  await emulator.close();
});

const supervisor = { identity: 'ada', roles: ['supervisor', 'agent'] };

describe('a token', () => {
  it('that is valid: who it belongs to, and the roles that Twilio names', async () => {
    const token = emulator.issueToken(supervisor);
    expect(await identify(token, configuration)).toEqual({ name: 'ada', roles: ['supervisor', 'agent'] });
  });

  it('of somebody with a long name: as much of it as a job keeps', async () => {
    const token = emulator.issueToken({ ...supervisor, identity: 'a'.repeat(200) });
    expect((await identify(token, configuration))?.name).toHaveLength(80);
  });

  it('that nobody issued belongs to nobody', async () => {
    expect(await identify('FT0123456789', configuration)).toBeNull();
  });

  it('that has expired belongs to nobody', async () => {
    const token = emulator.issueToken({ ...supervisor, expiresInS: 60 });
    emulator.clock.advance(61_000);
    expect(await identify(token, configuration)).toBeNull();
  });

  it('of another account belongs to nobody', async () => {
    const token = emulator.issueToken(supervisor);
    const other = { ...configuration, accountSid: `AC${'0'.repeat(32)}` };
    expect(await identify(token, other)).toBeNull();
  });

  it.each([undefined, null, '', 7, ['x'], { valid: true }, 'a b', 'a\r\nb', '"', 'ü', 'x'.repeat(8_193)])(
    'that can be none is not worth a request: %j',
    async (token) => {
      expect(await identify(token, configuration)).toBeNull();
      expect(emulator.requests.count()).toBe(0);
    },
  );
});

describe('when Twilio can not be asked', () => {
  const token = () => emulator.issueToken(supervisor);

  it('says so, rather than that the token is not valid', async () => {
    emulator.faults.add({ match: { resource: 'Token' }, action: 'reset' });
    await expect(identify(token(), configuration)).rejects.toThrow('the token could not be checked');
  });

  // Open defect: the validator keeps the status to itself and rejects with the message of the body.
  it.each([429, 503])('says so after %i', async (status) => {
    emulator.faults.add({ match: { resource: 'Token' }, action: { status } });
    await expect(identify(token(), configuration)).rejects.toThrow('the token could not be checked');
  });

  it('gives up after four seconds', async () => {
    jest.useFakeTimers();
    const silent = { on: () => silent, write: () => true, end: () => silent };
    jest.spyOn(https, 'request').mockReturnValue(silent as unknown as http.ClientRequest);
    const asking = expect(identify(token(), configuration)).rejects.toThrow('the token could not be checked');
    await jest.advanceTimersByTimeAsync(4_000);
    await asking;
  });
});
