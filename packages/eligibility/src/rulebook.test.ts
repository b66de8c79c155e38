import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createRetry, createSeal } from '@queue-eligibility/batch';
import { createEmulator, type Emulator } from '@queue-eligibility/twilio-emulator';
import { queueSid } from '@queue-eligibility/task-router/testing';
import { createRulebookStore, LONG_AGO, type Rulebook, type RulebookStore } from './rulebook';
import { hashOf, type Findings } from './rules';

const NAME = 'queue-eligibility.rulebook';
let emulator: Emulator;
const HEAD = '0';
let store: RulebookStore;
let open: (workspaceSid: string, secret?: string) => RulebookStore;
let logged: string[];
const sealWith = (secret: string) => createSeal({ secret, scope: emulator.syncServiceSid });
beforeEach(async () => {
  // Its limits go by real time, and this rulebook doesn't.
  const limits = { syncWritesPerSecondPerObject: null };
  emulator = await createEmulator({ workers: 0, queues: 0, limits });
  const service = emulator.client({ timeout: 2_000 }).sync.v1.services(emulator.syncServiceSid);
  const retry = createRetry({ retries: 2, minBackoffMs: 1, maxBackoffMs: 2 });
  const clock = {
    now: () => emulator.clock.now(),
    sleep: async (ms: number) => {
      emulator.clock.advance(ms);
    },
  };
  logged = [];
  const log = (_level: string, event: string) => void logged.push(event);
  open = (workspaceSid, secret = emulator.authToken) =>
    createRulebookStore(service, retry, { workspaceSid, seal: sealWith(secret), clock, log });
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
const map = () => emulator.sync.get('map', NAME);
const dataOf = (key: string) => emulator.sync.existingItem(map(), key).data;
/** Puts something into an item, which carries our seal unless told otherwise. */
function scribble(key: string, data: Record<string, unknown>, secret = emulator.authToken): void {
  emulator.sync.updateItem(map(), key, { data: sealWith(secret).close(`${NAME}/${key}`, data) });
}
type Written = Omit<Rulebook, 'left'>;
const RULEBOOK: Written = {
  verifiedAt: '2026-01-05T09:00:00.000Z',
  queues: [{ sid: queueSid(1), friendlyName: '', targetWorkers: 'a == "ü🎧"' }],
  findings: new Map([[hashOf('a == "ü🎧"'), 'distrusted']]),
  gone: [queueSid(8), queueSid(9)],
};
/** What is read where this was written, and nobody was left. */
const asRead = (written: Written): Rulebook => ({ ...written, left: [] });
/** With these queues, whose expressions nobody has looked at. */
const having = (some: Rulebook['queues']): Written => ({ ...RULEBOOK, queues: some, findings: new Map() });

/** There was one, and a check is due: nobody knows any more what it said. */
const LOST = { verifiedAt: LONG_AGO, queues: null, findings: new Map(), gone: [], left: [] };

describe('the rulebook', () => {
  it('is not there before the first resync', async () => {
    expect(await store.read()).toBeNull();
  });

  it.each([3, 2_000])('of %d queues gives the same objects until it says something else', async (count) => {
    await store.write(having(queues(count)));
    const first = await store.read();
    await store.leave({ workerSid: 'WK1', code: 'x', message: '', at: '2026-01-05T09:00:00.000Z' });
    await store.write({ ...having(queues(count)), verifiedAt: '2026-01-06T09:00:00.000Z' });
    const later = await store.read();
    expect(later).toMatchObject({ verifiedAt: '2026-01-06T09:00:00.000Z', left: [{ workerSid: 'WK1' }] });
    for (const part of ['queues', 'findings', 'gone'] as const) expect(later?.[part]).toBe(first?.[part]);
    await store.write({ ...having(queues(count)), gone: [queueSid(7)] });
    expect((await store.read())?.gone).toEqual([queueSid(7)]);
    await store.write(having(queues(count + 1)));
    expect((await store.read())?.queues).toHaveLength(count + 1);
  });

  it('of another workspace is as good as none', async () => {
    await store.write(RULEBOOK);
    expect(await open('WS2').read()).toBeNull();
  });

  it('comes back as it was written', async () => {
    await store.write(RULEBOOK);
    expect(await store.read()).toEqual(asRead(RULEBOOK));
    const later: Written = { ...RULEBOOK, verifiedAt: null, findings: new Map(), gone: [] };
    await store.write(later);
    expect(await open('WS1').read()).toEqual(asRead(later));
  });

  it('leaves the names of queues out', async () => {
    await store.write({
      ...RULEBOOK,
      queues: [{ sid: queueSid(1), friendlyName: 'secret', targetWorkers: '' }],
    });
    expect((await store.read())?.queues).toEqual([{ sid: queueSid(1), friendlyName: '', targetWorkers: '' }]);
  });

  it.each([0, 1, 400, 1_000, 5_000])('holds %i queues, which are read in one request', async (count) => {
    const findings: Findings = new Map(
      queues(count).flatMap(({ targetWorkers }, n) =>
        n % 3 ? [[hashOf(targetWorkers), n % 2 ? 'proven' : 'distrusted'] as const] : [],
      ),
    );
    const whole = { ...RULEBOOK, queues: queues(count), findings };
    await store.write(whole);
    emulator.requests.clear();
    expect(await open('WS1').read()).toEqual(asRead(whole));
    expect(emulator.requests.entries).toHaveLength(1);
  });

  it('leaves out queues whose expressions are too long, and keeps the rest', async () => {
    const targetWorkers = (n: number) => createHash('sha512').update(String(n)).digest('base64').repeat(2);
    const long = queues(5_000).map((queue, n) => ({ ...queue, targetWorkers: targetWorkers(n) }));
    await store.write(having(long));
    expect(await store.read()).toEqual(asRead(having(null)));
  });

  describe('of 1,000 queues', () => {
    const before = queues(1_000);
    const after = [...before].reverse();
    const writtenKeys = () =>
      emulator.requests.entries.flatMap(({ method, path }) => (method === 'POST' ? [path] : []));

    beforeEach(() => store.write(having(before)));

    it('is written no more than twice a second', async () => {
      const writtenAt = () =>
        emulator.requests.entries.flatMap(({ method, at }) => (method === 'POST' ? [at] : []));
      const writes = writtenAt().length;
      await store.write(having(after));
      expect(writtenAt()).toHaveLength(writes + 3);
      // From the last one before on: by the clock of whoever is asked, however long a request takes.
      const times = writtenAt().slice(writes - 1);
      for (const [n, at] of times.slice(1).entries())
        expect(at - (times[n] ?? 0)).toBeGreaterThanOrEqual(500);
    });

    it('writes only the time where the rules are the same', async () => {
      await store.read();
      emulator.requests.clear();
      const later = { ...having(before), verifiedAt: null };
      await store.write(later);
      expect(writtenKeys()).toHaveLength(1);
      expect(await store.read()).toEqual(asRead(later));
    });

    it('is not written where it says all that already', async () => {
      const next = open('WS1');
      await next.read();
      emulator.requests.clear();
      await next.write(having(before));
      await store.write(having(before));
      expect(writtenKeys()).toEqual([]);
    });

    it('is the one from before until the new one is whole, and is not begun again', async () => {
      const outage = emulator.faults.add({ match: { path: /\/0$/ }, action: { status: 503 } });
      await expect(store.write(having(after))).rejects.toMatchObject({
        code: 'unavailable',
      });
      outage.remove();
      const next = open('WS1');
      expect((await next.read())?.queues).toEqual(before);
      emulator.requests.clear();
      await next.write(having(after));
      expect(writtenKeys()).toEqual([expect.stringContaining('/Items/0')]);
      expect((await next.read())?.queues).toEqual(after);
    });

    it('has none where a piece is missing, was scribbled over, or is another one', async () => {
      const piece = dataOf('a.1');
      scribble('a.1', { text: 'x' });
      expect(await store.read()).toEqual(asRead(having(null)));
      scribble('a.1', piece, 'of somebody else');
      expect(await store.read()).toEqual(asRead(having(null)));
      scribble('a.1', { text: piece['text'] });
      expect((await store.read())?.queues).toEqual(before);
      // Other SIDs, which look no less right.
      const text = String(dataOf('a.0')['text']);
      scribble('a.0', { text: text.slice(4, 8) + text.slice(0, 4) + text.slice(8) });
      expect(await store.read()).toEqual(asRead(having(null)));
      emulator.sync.removeItem(map(), 'a.1');
      expect(await store.read()).toEqual(asRead(having(null)));
      await store.write(having(before));
      expect((await store.read())?.queues).toEqual(before);
    });
  });

  it('is kept for ever: nothing of it has a time to live', async () => {
    await store.write(having(queues(1_000)));
    await store.leave({ workerSid: 'WK1', code: 'x', message: '', at: '2026-01-05T09:00:00.000Z' });
    emulator.clock.advance(400 * 24 * 3_600_000);
    expect(await store.read()).toMatchObject({ queues: queues(1_000), left: [{ workerSid: 'WK1' }] });
  });

  it('is written where there is none any more', async () => {
    await store.write(RULEBOOK);
    emulator.sync.remove('map', NAME);
    expect(await store.read()).toBeNull();
    await store.write(RULEBOOK);
    expect(await store.read()).toEqual(asRead(RULEBOOK));
    emulator.sync.removeItem(map(), HEAD);
    expect(await store.read()).toBeNull();
    await store.write(RULEBOOK);
    expect(await store.read()).toEqual(asRead(RULEBOOK));
  });

  it('is written anew where it was removed since it was read', async () => {
    await store.write(RULEBOOK);
    emulator.sync.remove('map', NAME);
    await store.write({ ...RULEBOOK, verifiedAt: null });
    expect(await store.read()).toEqual(asRead({ ...RULEBOOK, verifiedAt: null }));
    emulator.sync.removeItem(map(), HEAD);
    await store.write(RULEBOOK);
    expect(await store.read()).toEqual(asRead(RULEBOOK));
  });

  it('forgets the oldest of too many queues that are gone', async () => {
    const gone = Array.from({ length: 300 }, (_, n) => queueSid(n));
    await store.write({ ...RULEBOOK, gone });
    expect((await store.read())?.gone).toEqual(gone.slice(-162));
  });

  it('forgets what was found out about expressions that no queue has', async () => {
    await store.write({ ...RULEBOOK, findings: new Map([...RULEBOOK.findings, ['elsewhere', 'proven']]) });
    expect((await store.read())?.findings).toEqual(RULEBOOK.findings);
  });

  it('of expressions says the same for every queue that has them', async () => {
    const twice = [1, 2].map((n) => ({ sid: queueSid(n), friendlyName: '', targetWorkers: 'a = 1' }));
    const findings: Findings = new Map([[hashOf('a = 1'), 'proven']]);
    await store.write({ ...RULEBOOK, queues: twice, findings });
    expect((await store.read())?.findings).toEqual(findings);
  });

  it.each([
    ['another shape', { verifiedAt: 7 }],
    ['no time', { workspaceSid: 'WS1', verifiedAt: 'yesterday', queues: null, findings: '', gone: [] }],
  ])('that another version wrote is lost: %s', async (_what, data) => {
    await store.write(RULEBOOK);
    scribble(HEAD, data);
    expect(await store.read()).toEqual(LOST);
  });

  it('that somebody else wrote is lost, until the next resync', async () => {
    await store.write(RULEBOOK);
    const data = { ...dataOf(HEAD), verifiedAt: '2999-01-01T00:00:00.000Z' };
    emulator.sync.updateItem(map(), HEAD, { data });
    expect(await store.read()).toEqual(LOST);
    await store.write(RULEBOOK);
    expect(await store.read()).toEqual(asRead(RULEBOOK));
  });

  it('from before the auth token was changed is lost', async () => {
    await open('WS1', 'before').write(RULEBOOK);
    expect(await store.read()).toEqual(LOST);
  });

  it('whose findings can not be unpacked has none', async () => {
    await store.write(RULEBOOK);
    scribble(HEAD, { ...dataOf(HEAD), seal: undefined, findings: '!!!' });
    expect(await store.read()).toMatchObject({ queues: RULEBOOK.queues, findings: new Map() });
  });

  it('whose queues can not be unpacked has none', async () => {
    await store.write(RULEBOOK);
    const data = { workspaceSid: 'WS1', verifiedAt: null, queues: '!!!', findings: '', gone: [] };
    scribble(HEAD, data);
    expect(await store.read()).toMatchObject({ verifiedAt: null, queues: null });
  });

  it('survives an answer that got lost', async () => {
    emulator.faults.add({ match: { resource: 'Maps' }, times: 1, action: 'lost-answer' });
    emulator.faults.add({ match: { resource: 'MapItems' }, times: 1, action: 'lost-answer' });
    await store.write(RULEBOOK);
    emulator.faults.add({ match: { resource: 'MapItem', method: 'POST' }, times: 1, action: 'lost-answer' });
    await store.write({ ...RULEBOOK, verifiedAt: null });
    expect(await store.read()).toEqual(asRead({ ...RULEBOOK, verifiedAt: null }));
  });

  it('is not written after the invocation is over', async () => {
    await expect(store.write(RULEBOOK, AbortSignal.abort())).rejects.toThrow();
    expect(await store.read()).toBeNull();
    expect(emulator.requests.count({ method: 'POST' })).toBe(0);
  });

  it('is not kept where there are no maps, which stops nobody', async () => {
    emulator.faults.add({ match: { path: /\/Maps/ }, action: { status: 404, code: 20404 } });
    expect(await store.read()).toBeNull();
    await store.write(RULEBOOK);
    await store.leave({ workerSid: 'WK1', code: 'x', message: '', at: '2026-01-05T09:00:00.000Z' });
    expect(logged).toEqual(['rulebook.not_kept', 'rulebook.not_kept']);
    expect(emulator.requests.count({ method: 'POST' })).toBeLessThanOrEqual(4);
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
    await store.write(having(seeded));
    expect((await store.read())?.queues).toEqual(seeded);
  });
});
