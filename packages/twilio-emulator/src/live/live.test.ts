import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { SyncClient } from 'twilio-sync';
import { createEmulator, type Emulator } from '..';

let emulator: Emulator;
let clients: SyncClient[] = [];
beforeEach(async () => {
  emulator = await createEmulator({ workers: 12, queues: 4 });
  clients = [];
});
afterEach(async () => {
  await Promise.all(clients.map((client) => client.shutdown().catch(() => {})));
  await emulator.close();
});

const token = () => emulator.issueToken({ identity: 'ada', roles: ['admin'] });
function connect(as = token()): SyncClient {
  const options = { Twilsock: { uri: emulator.socketUrl }, Sync: { enableSessionStorage: false } };
  const retryPolicy = { min: 50, max: 200, randomness: 0 };
  const client = new SyncClient(as, { ...options, retryPolicy, logLevel: 'silent' } as never);
  clients.push(client);
  return client;
}
const rest = () => emulator.client().sync.v1.services(emulator.syncServiceSid);

type Emits = { on(event: string, listener: (argument: never) => void): unknown; once: Emits['on'] };
/** The next event of a kind that fits. */
function next<T>(emitter: unknown, event: string, fits: (argument: T) => boolean = () => true): Promise<T> {
  return new Promise((resolve) => {
    (emitter as Emits).on(event, (argument: T) => {
      if (fits(argument)) resolve(argument);
    });
  });
}
const state = (client: SyncClient, wanted: string): Promise<unknown> =>
  client.connectionState === wanted
    ? Promise.resolve()
    : next<string>(client, 'connectionStateChanged', (now) => now === wanted);

type Updated = { data: { n: number }; isLocal: boolean };
/** Opens a document: what happens to it from now on is told, now or when the subscription is there. */
const follow = (client: SyncClient, name: string) => client.document({ id: name, mode: 'open_existing' });

describe('a document', () => {
  beforeEach(async () => {
    await rest().documents.create({ uniqueName: 'progress', data: { n: 0, text: 'héllo ✓ \u2028' } });
  });

  it('is opened, and followed through a burst of changes', async () => {
    const document = await follow(connect(), 'progress');
    expect(document.data).toEqual({ n: 0, text: 'héllo ✓ \u2028' });
    const last = next<Updated>(document, 'updated', ({ data }) => data.n === 10);
    for (let n = 1; n <= 10; n++) await rest().documents('progress').update({ data: { n } });
    expect((await last).isLocal).toBe(false);
    expect(document.data).toEqual({ n: 10 });
  });

  it('is written by a client, seen by REST, and refused on an old revision', async () => {
    const document = await follow(connect(), 'progress');
    await document.set({ n: 5 });
    expect((await rest().documents('progress').fetch()).data).toEqual({ n: 5 });
    await rest()
      .documents('progress')
      .update({ data: { n: 6 } });
    await document.mutate((now) => ({ ...now, m: 1 }));
    expect((await rest().documents('progress').fetch()).data).toEqual({ n: 6, m: 1 });
  });

  it('tells after a lost connection what was missed, and goes on', async () => {
    const client = connect();
    const document = await follow(client, 'progress');
    emulator.live.refuse(true);
    await state(client, 'connecting');
    await rest()
      .documents('progress')
      .update({ data: { n: 7 } });
    const missed = next<Updated>(document, 'updated', ({ data }) => data.n === 7);
    emulator.live.refuse(false);
    await missed;
    const later = next<Updated>(document, 'updated', ({ data }) => data.n === 8);
    await rest()
      .documents('progress')
      .update({ data: { n: 8 } });
    await later;
  });

  it('is followed on after the server asked the client to connect elsewhere', async () => {
    const client = connect();
    const document = await follow(client, 'progress');
    emulator.live.offload();
    await state(client, 'connecting');
    const later = next<Updated>(document, 'updated', ({ data }) => data.n === 9);
    await rest()
      .documents('progress')
      .update({ data: { n: 9 } });
    await later;
  });

  it('tells that it was removed', async () => {
    const document = await follow(connect(), 'progress');
    const removed = next<unknown>(document, 'removed');
    await rest().documents('progress').remove();
    await removed;
  });

  it('that is not there is not opened', async () => {
    const opening = connect().document({ id: 'nothing', mode: 'open_existing' });
    await expect(opening).rejects.toMatchObject({ status: 404 });
  });
});

describe('items', () => {
  it('of a map are told, whoever wrote them', async () => {
    const map = await connect().map('agents');
    await map.set('ada', { n: 1 });
    await rest()
      .syncMaps(map.sid)
      .syncMapItems.create({ key: 'bob', data: { n: 2 } });
    const changed = next<{ item: { data: unknown } }>(
      map,
      'itemUpdated',
      ({ item }) => (item.data as { n: number }).n === 3,
    );
    await rest()
      .syncMaps('agents')
      .syncMapItems('bob')
      .update({ data: { n: 3 } });
    await changed;
    const { items } = await map.getItems();
    expect(items.map(({ key, data }) => [key, data])).toEqual([
      ['ada', { n: 1 }],
      ['bob', { n: 3 }],
    ]);
    const removed = next<{ key: string }>(map, 'itemRemoved');
    await rest().syncMaps('agents').syncMapItems('ada').remove();
    expect((await removed).key).toBe('ada');
  });

  it('of a list are told, and those that were missed too', async () => {
    const client = connect();
    const list = await client.list('log');
    await list.push({ n: 1 });
    emulator.live.refuse(true);
    await state(client, 'connecting');
    await rest()
      .syncLists('log')
      .syncListItems.create({ data: { n: 2 } });
    const missed = next<{ item: { data: unknown } }>(
      list,
      'itemAdded',
      ({ item }) => (item.data as { n: number }).n === 2,
    );
    emulator.live.refuse(false);
    await missed;
    expect((await list.getItems({})).items.map(({ data }) => data)).toEqual([{ n: 1 }, { n: 2 }]);
  });
});

describe('live queries', () => {
  const workers = () => emulator.client().taskrouter.v1.workspaces(emulator.workspaceSid).workers;
  const QUEUE = `WQ${'a'.repeat(32)}`;

  it('follow workers into the result and out of it again', async () => {
    const query = await connect().liveQuery('tr-worker', `data.attributes.queues IN ["${QUEUE}"]`);
    expect(query.getItems()).toEqual({});
    const [sid = ''] = emulator.taskRouter.workers.keys();
    const entered = next<{ key: string; value: { friendly_name: string } }>(query, 'itemUpdated');
    await workers()(sid).update({ attributes: JSON.stringify({ queues: [QUEUE] }) });
    expect(await entered).toMatchObject({ key: sid, value: { attributes: { queues: [QUEUE] } } });
    const left = next<{ key: string }>(query, 'itemRemoved');
    await workers()(sid).update({ attributes: '{}' });
    expect((await left).key).toBe(sid);
  });

  it('follow a worker through many changes, to its deletion', async () => {
    const query = await connect().liveQuery('tr-worker', 'data.attributes.full_name == "Mia"');
    const [sid = ''] = emulator.taskRouter.workers.keys();
    for (let round = 1; round <= 12; round++) {
      const changed = next<{ value: unknown }>(query, 'itemUpdated');
      await workers()(sid).update({ attributes: JSON.stringify({ full_name: 'Mia', round }) });
      expect(await changed).toMatchObject({ value: { attributes: { round } } });
    }
    const left = next<{ key: string }>(query, 'itemRemoved');
    await workers()(sid).remove();
    expect((await left).key).toBe(sid);
    expect(query.getItems()).toEqual({});
  });

  it('are answered once for who wants no more', async () => {
    const query = await connect().instantQuery('tr-worker');
    const found = next<Record<string, unknown>>(query, 'searchResult');
    void query.search('data.friendly_name != "nobody"');
    expect(Object.keys(await found).sort()).toEqual([...emulator.taskRouter.workers.keys()].sort());
  });

  it('find 200 at most, and somebody else once there is room', async () => {
    const { taskRouter } = emulator;
    for (let n = 0; n < 200; n++) taskRouter.createWorker({ friendlyName: `one more ${n}`, attributes: {} });
    const query = await connect().liveQuery('tr-worker', 'data.friendly_name != "nobody"');
    const found = Object.keys(query.getItems());
    expect(found).toHaveLength(200);
    const outside = [...taskRouter.workers.keys()].at(-1) ?? '';
    expect(found).not.toContain(outside);
    const [inside = ''] = found;
    type Item = { key: string; value: { attributes: { n?: number } } };
    const heard: (number | undefined)[] = [];
    (query as Emits).on('itemUpdated', ({ key, value }: Item) => {
      if (key === outside) heard.push(value.attributes.n);
    });
    const changed = (sid: string, n: number) =>
      next<Item>(query, 'itemUpdated', ({ key, value }) => key === sid && value.attributes.n === n);
    // From here on it is followed.
    const followed = changed(inside, 0);
    await workers()(inside).update({ attributes: '{"n":0}' });
    await followed;
    await workers()(outside).update({ attributes: '{"n":1}' });
    const left = next<{ key: string }>(query, 'itemRemoved');
    await workers()(inside).remove();
    expect((await left).key).toBe(inside);
    const entered = changed(outside, 2);
    await workers()(outside).update({ attributes: '{"n":2}' });
    await entered;
    expect(heard).toEqual([2]);
  });

  it('refuse thirty values', async () => {
    const sids = Array.from({ length: 30 }, () => `"${QUEUE}"`).join(', ');
    await expect(
      connect().liveQuery('tr-worker', `data.attributes.queues IN [${sids}]`),
    ).rejects.toMatchObject({
      status: 400,
      code: 54510,
    });
  });
});

describe('a token', () => {
  it('that is none is refused', async () => {
    const client = connect('nonsense');
    await state(client, 'denied');
  });

  it('that expires ends the connection until there is another', async () => {
    const first = token();
    await rest().documents.create({ uniqueName: 'progress', data: { n: 0 } });
    const client = connect(first);
    const document = await follow(client, 'progress');
    const expired = next<unknown>(client, 'tokenExpired');
    emulator.expireToken(first);
    await expired;
    // The client takes no new token before it has let go of the old connection.
    await state(client, 'disconnected');
    await rest()
      .documents('progress')
      .update({ data: { n: 1 } });
    const missed = next<Updated>(document, 'updated', ({ data }) => data.n === 1);
    await client.updateToken(token());
    await missed;
  });
});
