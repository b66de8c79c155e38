import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createEmulator, type Emulator } from '@queue-eligibility/twilio-emulator';
import { identify as identifyWith, TokenNotChecked } from './identity';

let emulator: Emulator;
const identify = (token: unknown) => identifyWith(emulator.client(), token);

beforeEach(async () => {
  emulator = await createEmulator({ workers: 0, queues: 0 });
});
afterEach(() => emulator.close());

const supervisor = { identity: 'ada', roles: ['supervisor', 'agent'] };

describe('a token', () => {
  it('that is valid: who it belongs to, and the roles that Twilio names', async () => {
    const token = emulator.issueToken(supervisor);
    expect(await identify(token)).toEqual({ name: 'ada', roles: ['supervisor', 'agent'] });
  });

  it('of somebody with a long name: as much of it as a job keeps', async () => {
    const token = emulator.issueToken({ ...supervisor, identity: 'a'.repeat(200) });
    expect((await identify(token))?.name).toHaveLength(80);
  });

  it('that nobody issued belongs to nobody', async () => {
    expect(await identify('FT0123456789')).toBeNull();
  });

  it('that has expired belongs to nobody', async () => {
    const token = emulator.issueToken({ ...supervisor, expiresInS: 60 });
    emulator.clock.advance(61_000);
    expect(await identify(token)).toBeNull();
  });

  it('of another account belongs to nobody', async () => {
    const token = emulator.issueToken(supervisor);
    const other = await createEmulator({ seed: 2, workers: 0, queues: 0 });
    expect(await identifyWith(other.client(), token)).toBeNull();
    await other.close();
  });

  it.each([undefined, null, '', 7, ['x'], { valid: true }, 'a b', 'a\r\nb', '"', 'ü', 'x'.repeat(8_193)])(
    'that can be none is not worth a request: %j',
    async (token) => {
      expect(await identify(token)).toBeNull();
      expect(emulator.requests.count()).toBe(0);
    },
  );
});

describe('when Twilio can not be asked', () => {
  it.each(['reset' as const, { status: 429 }, { status: 503 }])('says so: %j', async (action) => {
    emulator.faults.add({ match: { resource: 'Token' }, action });
    await expect(identify(emulator.issueToken(supervisor))).rejects.toThrow(TokenNotChecked);
  });
});
