import { describe, expect, it } from '@jest/globals';
import { emulators, failure } from '../test-support';
import type { SyncChange } from './records';

const start = emulators();

async function service(options: Parameters<typeof start>[0] = {}) {
  const emulator = await start({ workers: 0, queues: 0, ...options });
  return { emulator, api: emulator.client().sync.v1.services(emulator.syncServiceSid) };
}

const sixteenKibibytes = (extra: number) => ({ text: 'x'.repeat(16 * 1024 - '{"text":""}'.length + extra) });

describe('documents', () => {
  it('are created, found by name and SID, changed and deleted', async () => {
    const { api } = await service();
    const created = await api.documents.create({ uniqueName: 'job', data: { n: 1 } });
    expect(created).toMatchObject({ uniqueName: 'job', data: { n: 1 }, dateExpires: null });
    expect((await api.documents(created.sid).fetch()).data).toEqual({ n: 1 });
    const updated = await api.documents('job').update({ data: { n: 2 } });
    expect(updated.revision).not.toBe(created.revision);
    expect((await api.documents('job').fetch()).revision).toBe(updated.revision);
    await api.documents('job').remove();
    expect(await failure(api.documents('job').fetch())).toMatchObject({ status: 404, code: 20404 });
    expect((await api.documents.create({ uniqueName: 'job' })).data).toEqual({});
  });

  it('take a name only once: of two creations at the same time one wins', async () => {
    const { api } = await service();
    const results = await Promise.allSettled([1, 2].map(() => api.documents.create({ uniqueName: 'lock' })));
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await failure(api.documents.create({ uniqueName: 'lock' }))).toMatchObject({
      status: 409,
      code: 54301,
    });
  });

  it('honour If-Match, as a bare revision and as an ETag', async () => {
    const { api } = await service();
    const { revision } = await api.documents.create({ uniqueName: 'job' });
    await api.documents('job').update({ data: { n: 1 }, ifMatch: revision });
    const stale = await failure(api.documents('job').update({ data: { n: 2 }, ifMatch: revision }));
    expect(stale).toMatchObject({ status: 412, code: 54103 });
    const { headers } = await api.documents('job').fetchWithHttpInfo();
    const ifMatch = String((headers as Record<string, unknown>)['etag']);
    expect((await api.documents('job').update({ data: { n: 3 }, ifMatch })).data).toEqual({ n: 3 });
  });

  it('hold 16 KiB and not a byte more', async () => {
    const { api } = await service();
    await api.documents.create({ uniqueName: 'full', data: sixteenKibibytes(0) });
    const over = await failure(api.documents('full').update({ data: sixteenKibibytes(1) }));
    expect(over).toMatchObject({ status: 413, code: 54006 });
    expect(await failure(api.documents.create({ data: [1] }))).toMatchObject({ status: 400 });
    expect(await failure(api.documents.create({ ttl: -1 }))).toMatchObject({ status: 400 });
  });

  it('expire by the clock, and their name is free again', async () => {
    const { api, emulator } = await service();
    await api.documents.create({ uniqueName: 'lease', ttl: 60 });
    emulator.clock.advance(59_000);
    await api.documents('lease').update({ ttl: 60 });
    emulator.clock.advance(59_000);
    expect((await api.documents('lease').fetch()).dateExpires).toBeInstanceOf(Date);
    emulator.clock.advance(2_000);
    expect(await failure(api.documents('lease').fetch())).toMatchObject({ status: 404 });
    await api.documents.create({ uniqueName: 'lease' });
    expect(await api.documents.list()).toHaveLength(1);
  });

  it('are listed in pages of at most 100', async () => {
    const { api } = await service();
    await Promise.all(Array.from({ length: 7 }, (_, n) => api.documents.create({ uniqueName: `d${n}` })));
    expect(await api.documents.list({ pageSize: 3 })).toHaveLength(7);
    expect(await failure(api.documents.list({ pageSize: 101 }))).toMatchObject({ status: 400 });
  });
});

describe('maps', () => {
  it('keep items by key, in order of the keys', async () => {
    const { api } = await service();
    const map = await api.syncMaps.create({ uniqueName: 'jobs' });
    const items = api.syncMaps('jobs').syncMapItems;
    for (const key of ['b', 'd', 'a', 'c']) await items.create({ key, data: { key } });
    const keys = async (query: Parameters<typeof items.list>[0]) =>
      (await items.list(query)).map(({ key }) => key);
    expect(await keys({ pageSize: 2 })).toEqual(['a', 'b', 'c', 'd']);
    expect(await keys({ order: 'desc', pageSize: 3 })).toEqual(['d', 'c', 'b', 'a']);
    expect(await keys({ from: 'b' })).toEqual(['b', 'c', 'd']);
    expect(await keys({ from: 'b', bounds: 'exclusive' })).toEqual(['c', 'd']);
    expect(await keys({ from: 'c', order: 'desc' })).toEqual(['c', 'b', 'a']);
    expect(await failure(items.list({ pageSize: 101 }))).toMatchObject({ status: 400 });
    expect((await api.syncMaps(map.sid).fetch()).revision).toBe('4');
  });

  it('refuse a key that is there, miss one that is not, honour If-Match', async () => {
    const { api } = await service();
    await api.syncMaps.create({ uniqueName: 'jobs' });
    const map = api.syncMaps('jobs');
    const item = await map.syncMapItems.create({ key: 'k', data: { n: 1 } });
    expect(await failure(map.syncMapItems.create({ key: 'k', data: {} }))).toMatchObject({
      status: 409,
      code: 54208,
    });
    expect(await failure(map.syncMapItems('x').fetch())).toMatchObject({ status: 404, code: 54201 });
    expect(await failure(map.syncMapItems('x').update({ data: {} }))).toMatchObject({
      status: 404,
      code: 54201,
    });
    await map.syncMapItems('k').update({ data: { n: 2 }, ifMatch: item.revision });
    const stale = { status: 412, code: 54205 };
    expect(await failure(map.syncMapItems('k').update({ data: {}, ifMatch: item.revision }))).toMatchObject(
      stale,
    );
    expect(await failure(map.syncMapItems('k').remove({ ifMatch: item.revision }))).toMatchObject(stale);
    await map.syncMapItems('k').remove();
    expect(await map.syncMapItems.list()).toEqual([]);
    await map.remove();
    expect(await failure(map.fetch())).toMatchObject({ status: 404 });
  });

  it('drop items whose time is up', async () => {
    const { api, emulator } = await service();
    await api.syncMaps.create({ uniqueName: 'jobs', ttl: 1000 });
    const map = api.syncMaps('jobs');
    await map.syncMapItems.create({ key: 'short', data: {}, itemTtl: 10 });
    await map.syncMapItems.create({ key: 'long', data: {} });
    emulator.clock.advance(10_000);
    expect((await map.syncMapItems.list()).map(({ key }) => key)).toEqual(['long']);
    await map.update({ ttl: 0 });
    emulator.clock.advance(2_000_000);
    expect((await map.fetch()).dateExpires).toBeNull();
  });
});

describe('lists', () => {
  it('number their items and never use a number again', async () => {
    const { api } = await service();
    await api.syncLists.create({ uniqueName: 'failures' });
    const list = api.syncLists('failures');
    for (const n of [1, 2, 3]) await list.syncListItems.create({ data: { n } });
    await list.syncListItems(2).remove();
    expect((await list.syncListItems.create({ data: { n: 4 } })).index).toBe(3);
    const read = async (query: Parameters<typeof list.syncListItems.list>[0]) =>
      (await list.syncListItems.list(query)).map(({ index }) => index);
    expect(await read({ pageSize: 2 })).toEqual([0, 1, 3]);
    expect(await read({ order: 'desc' })).toEqual([3, 1, 0]);
    expect(await read({ from: '1', bounds: 'exclusive' })).toEqual([3]);
    expect(await failure(list.syncListItems(2).fetch())).toMatchObject({ status: 404, code: 54151 });
    const { revision } = await list.syncListItems(0).fetch();
    await list.syncListItems(0).update({ data: { n: 9 }, ifMatch: revision });
    const stale = await failure(list.syncListItems(0).update({ data: {}, ifMatch: revision }));
    expect(stale).toMatchObject({ status: 412, code: 54155 });
    expect((await api.syncLists.list()).map(({ uniqueName }) => uniqueName)).toEqual(['failures']);
    await list.remove();
    expect(await failure(list.fetch())).toMatchObject({ status: 404 });
  });
});

it('the service can be fetched and the store tells of every change', async () => {
  const { api, emulator } = await service();
  const kinds: string[] = [];
  emulator.sync.on('change', (change: SyncChange) => void kinds.push(`${change.object.type} ${change.kind}`));
  expect((await api.fetch()).sid).toBe(emulator.syncServiceSid);
  await api.documents.create({ uniqueName: 'd', data: {}, ttl: 5 });
  await api.documents('d').update({ data: { n: 1 } });
  await api.syncMaps.create({ uniqueName: 'm' });
  await api.syncMaps('m').syncMapItems.create({ key: 'k', data: {} });
  await api.syncMaps('m').syncMapItems('k').remove();
  emulator.clock.advance(6_000);
  await api.documents.list();
  expect(kinds).toEqual([
    'document created',
    'document updated',
    'map created',
    'map item-added',
    'map item-removed',
    'document removed',
  ]);
});
