import { afterEach, describe, expect, it } from '@jest/globals';
import { createRetry } from '@queue-eligibility/batch';
import { createEmulator, type Emulator } from '@queue-eligibility/twilio-emulator';
import { actorOf, actorWords } from './actor';
import { createChangedBy } from './changed-by';

let emulator: Emulator;
afterEach(() => emulator.close());

async function open() {
  emulator = await createEmulator({ workers: 4, queues: 0 });
  const workspace = emulator.client().taskrouter.v1.workspaces(emulator.workspaceSid);
  const ask = createChangedBy(workspace, createRetry({ retries: 0, minBackoffMs: 1, maxBackoffMs: 2 }));
  const [sid = '', ...others] = emulator.taskRouter.workers.keys();
  const since = new Date(emulator.clock.now() - 3_600_000);
  const changedBy = (sids: string[], untilMs = Date.now() + 5_000) => ask(sids, { since, untilMs });
  /** What the log answers in the place of what it has. */
  const answer = (events: unknown) =>
    emulator.faults.add({ match: { resource: 'Events' }, action: { answer: { events } as never } });
  return { changedBy, answer, sid, others, since, api: workspace.workers(sid) };
}

/** An event as the API writes it, so many seconds after `since`. */
const at = (since: Date, seconds: number) => ({
  event_type: 'worker.attributes.update',
  event_date: new Date(since.getTime() + seconds * 1_000).toISOString().replace(/\.\d+Z/, 'Z'),
});

describe('who changed a worker', () => {
  it('is the last change of each who did, by name or by way of what, and of nobody else', async () => {
    const { changedBy, sid, others, api } = await open();
    emulator.clock.advance(1_000);
    for (const a of [1, 2]) emulator.taskRouter.updateWorker(sid, { attributes: { a } });
    emulator.clock.advance(1_000);
    await api.update({ attributes: '{"a":3}' });
    const [found, none] = await changedBy([sid, others[0] ?? '']);
    expect(found).toMatchObject([
      { by: `account ${emulator.accountSid}`, source: 'twilio-api' },
      { by: null, source: 'twilio-console' },
    ]);
    const [first, second] = (found ?? []).map((change) => Date.parse(change.at));
    expect((first ?? 0) - (second ?? 0)).toBeGreaterThan(999);
    expect(none).toEqual([]);
  });

  it('is named three times at the most, the latest first, in whatever order the log comes', async () => {
    const { changedBy, answer, sid, since } = await open();
    const by = (actor_sid: string, seconds: number) => ({
      ...at(since, seconds),
      ...{ actor_type: 'user', actor_sid },
    });
    answer([by('US1', 10), by('US2', 40), by('US1', 50), by('US3', 20), by('US4', 30)]);
    expect((await changedBy([sid]))[0]?.map((change) => change.by)).toEqual([
      'user US1',
      'user US2',
      'user US4',
    ]);
  });

  it('takes events in which anything is missing, and leaves out what has no time, is older, or of another type', async () => {
    const { changedBy, answer, sid, since } = await open();
    answer([
      { event_date: null, actor_type: 'user', actor_sid: 'US1' },
      { ...at(since, 1), event_date: 'yesterday', actor_sid: 'US2' },
      { ...at(since, -60), actor_sid: 'US3' },
      { ...at(since, 1), event_type: 'worker.activity.update', actor_sid: 'US4' },
      { ...at(since, 2), event_type: null, actor_type: 7, actor_sid: null, source: 'x' },
      { event_date_ms: since.getTime() + 5_000 },
      { event_date_ms: 9e15, actor_sid: 'US5' },
      {},
    ]);
    expect((await changedBy([sid]))[0]).toMatchObject([
      { at: new Date(since.getTime() + 5_000).toISOString(), by: null, source: null },
      { by: null, source: 'x' },
    ]);
  });

  it('is looked for on the next pages: nobody promises that the latest come first', async () => {
    const { changedBy, sid } = await open();
    emulator.taskRouter.updateWorker(sid, { attributes: {} });
    const api = emulator.client().taskrouter.v1.workspaces(emulator.workspaceSid).workers(sid);
    for (let i = 0; i < 101; i++) await api.update({ attributes: '{}' });
    expect((await changedBy([sid]))[0]).toHaveLength(2);
    expect(emulator.requests.count({ resource: 'Events' })).toBe(2);
  });

  it.each([403, 404])('is not known where the log answers %d, and nothing fails', async (status) => {
    const { changedBy, sid, others } = await open();
    emulator.faults.add({ match: { resource: 'Events' }, action: { status } });
    expect(await changedBy([sid, ...others])).toEqual([null, null, null, null]);
  });

  it('is not asked when the time is over', async () => {
    const { changedBy, sid } = await open();
    expect(await changedBy([sid], Date.now() - 1)).toEqual([null]);
    expect(emulator.requests.count({ resource: 'Events' })).toBe(0);
  });

  it('fails where there was no answer, or one in another shape', async () => {
    const { changedBy, answer, sid } = await open();
    emulator.faults.add({ match: { resource: 'Events' }, action: { status: 503 }, times: 1 });
    await expect(changedBy([sid])).rejects.toMatchObject({ code: 'unavailable' });
    answer(null);
    await expect(changedBy([sid])).rejects.toMatchObject({ code: 'unknown_answer' });
  });

  it('is said in words', async () => {
    await open();
    const words = (actor: object, source: string | null) => actorWords({ by: actorOf(actor), source });
    expect(words({ actorType: 'user', actorSid: 'US1' }, 'twilio-api')).toBe('user US1');
    expect(words({ actorType: null }, 'twilio-console')).toBe('by way of twilio-console');
    expect(words({}, null)).toBe('nobody is named');
  });
});
