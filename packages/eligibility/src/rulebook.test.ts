import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createRetry, createSeal } from '@queue-eligibility/batch';
import { createEmulator, type Emulator } from '@queue-eligibility/twilio-emulator';
import { queueSid } from '../test/fake-task-router';
import { createRulebookStore, knownSince, type Rulebook, type RulebookStore } from './rulebook';

const NAME = 'queue-eligibility.rulebook';
let emulator: Emulator;
let store: RulebookStore;
let open: (workspaceSid: string, secret?: string) => RulebookStore;
const sealWith = (secret: string) => createSeal({ secret, scope: emulator.syncServiceSid });
beforeEach(async () => {
  emulator = await createEmulator({ workers: 0, queues: 0 });
  const service = emulator.client({ timeout: 2_000 }).sync.v1.services(emulator.syncServiceSid);
  const retry = createRetry({ retries: 2, minBackoffMs: 1, maxBackoffMs: 2 });
  open = (workspaceSid, secret = emulator.authToken) =>
    createRulebookStore(service, retry, { workspaceSid, seal: sealWith(secret) });
  store = open('WS1');
});
afterEach(() => emulator.close());

/** SIDs as random as Twilio's: they don't compress. */
const randomSid = (n: number) => `WQ${createHash('md5').update(String(n)).digest('hex')}`;
const queues = (count: number) =>
  Array.from({ length: count }, (_, n) => ({
    sid: randomSid(n),
    friendlyName: '',
    targetWorkers: `routing.skills HAS "skill_${n}" AND languages HAS "language_${n % 30}"`,
  }));
const RULEBOOK: Rulebook = {
  verifiedAt: '2026-01-05T09:00:00.000Z',
  queues: [{ sid: queueSid(1), friendlyName: '', targetWorkers: 'a == "ü🎧"' }],
  distrusted: new Map([[queueSid(1), 'hash']]),
  secondLookUntil: '2026-01-05T09:00:25.000Z',
};

describe('the rulebook', () => {
  it('is not there before the first resync', async () => {
    expect(await store.read()).toBeNull();
  });

  it('of another workspace is as good as none', async () => {
    await store.write(RULEBOOK);
    expect(await open('WS2').read()).toBeNull();
  });

  it('comes back as it was written', async () => {
    await store.write(RULEBOOK);
    expect(await store.read()).toEqual(RULEBOOK);
    const later = { ...RULEBOOK, verifiedAt: null, distrusted: new Map(), secondLookUntil: null };
    await store.write(later);
    expect(await store.read()).toEqual(later);
  });

  it('leaves the names of queues out', async () => {
    await store.write({
      ...RULEBOOK,
      queues: [{ sid: queueSid(1), friendlyName: 'secret', targetWorkers: '' }],
    });
    expect((await store.read())?.queues).toEqual([{ sid: queueSid(1), friendlyName: '', targetWorkers: '' }]);
  });

  it.each([0, 1, 400])('holds %i queues', async (count) => {
    await store.write({ ...RULEBOOK, queues: queues(count) });
    expect((await store.read())?.queues).toEqual(queues(count));
  });

  it('leaves out 5,000 queues, and keeps the rest', async () => {
    await store.write({ ...RULEBOOK, queues: queues(5_000) });
    expect(await store.read()).toEqual({ ...RULEBOOK, queues: null });
  });

  it('forgets the oldest of too many distrusted queues', async () => {
    const distrusted = new Map(Array.from({ length: 150 }, (_, n) => [queueSid(n), `hash${n}`]));
    await store.write({ ...RULEBOOK, distrusted });
    const kept = [...((await store.read())?.distrusted ?? [])];
    expect(kept).toEqual([...distrusted].slice(-100));
  });

  it.each([
    ['another shape', { verifiedAt: 7 }],
    ['no time', { verifiedAt: 'yesterday', queues: null, distrusted: [], secondLookUntil: null }],
  ])('that another version wrote is lost: %s', async (_what, data) => {
    await store.write(RULEBOOK);
    emulator.sync.updateDocument(NAME, { data: sealWith(emulator.authToken).close(NAME, data) });
    await expectLost();
  });

  it('that somebody else wrote is lost, until the next resync', async () => {
    await store.write(RULEBOOK);
    const { data } = emulator.sync.get('document', NAME);
    emulator.sync.updateDocument(NAME, { data: { ...data, verifiedAt: '2999-01-01T00:00:00.000Z' } });
    await expectLost();
    await store.write(RULEBOOK);
    expect(await store.read()).toEqual(RULEBOOK);
  });

  it('from before the auth token was changed is lost', async () => {
    await open('WS1', 'before').write(RULEBOOK);
    await expectLost();
  });

  /** Nothing is known, but that there is something to check: null would wait for somebody to start the first resync. */
  async function expectLost(): Promise<void> {
    const rulebook = await store.read();
    expect(rulebook).toMatchObject({ queues: null, distrusted: new Map(), secondLookUntil: null });
    expect(Date.parse(rulebook?.verifiedAt ?? '')).toBe(0);
    expect(knownSince(rulebook)).toBeNull();
  }

  it('whose queues can not be unpacked has none', async () => {
    await store.write(RULEBOOK);
    const data = {
      workspaceSid: 'WS1',
      verifiedAt: null,
      queues: '!!!',
      distrusted: [],
      secondLookUntil: null,
    };
    emulator.sync.updateDocument(NAME, { data: sealWith(emulator.authToken).close(NAME, data) });
    expect(await store.read()).toMatchObject({ verifiedAt: null, queues: null });
  });

  it('survives an answer that got lost', async () => {
    emulator.faults.add({ match: { resource: 'Documents' }, times: 1, action: 'lost-answer' });
    await store.write(RULEBOOK);
    emulator.faults.add({ match: { resource: 'Document', method: 'POST' }, times: 1, action: 'lost-answer' });
    await store.write({ ...RULEBOOK, verifiedAt: null });
    expect(await store.read()).toEqual({ ...RULEBOOK, verifiedAt: null });
  });

  it('is never made up when it can not be read', async () => {
    emulator.faults.add({ action: { status: 503 } });
    await expect(store.read()).rejects.toMatchObject({ code: 'unavailable' });
  });
});

describe('500 queues, as a real contact centre has them', () => {
  it('fit', async () => {
    const centre = await createEmulator({ workers: 0, queues: 500 });
    const seeded = [...centre.taskRouter.queues.values()].map(({ sid, targetWorkers }) => ({
      sid,
      friendlyName: '',
      targetWorkers,
    }));
    await centre.close();
    await store.write({ ...RULEBOOK, queues: seeded });
    expect((await store.read())?.queues).toEqual(seeded);
  });
});
