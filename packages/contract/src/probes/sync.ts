import type { ProbeAccount } from '../account';
import { done, textOf, words, type Reply } from '../ask';
import { probe, type Probe } from '../probe';

const REVISIONS = 'sync.revisions';
const CODES = 'sync.codes';
const NAMES = 'sync.name-length';
const DATA = { Data: JSON.stringify({ a: 1 }) };
/** More than a second, the unit of Sync's dates, ms. */
const A_WHILE_MS = 1_200;

interface Made {
  readonly url: string;
  /** As it was made. */
  readonly revision: string;
}

async function make(
  account: ProbeAccount,
  kind: 'Documents' | 'Lists' | 'Maps',
  form: Record<string, string>,
): Promise<Made> {
  const reply = done(`making one of ${kind}`, await account.objects.sync(kind, form));
  return { url: textOf(reply, 'url'), revision: textOf(reply, 'revision') };
}

const post = (account: ProbeAccount, url: string, form: Record<string, string>, ifMatch?: string) =>
  account.ask(url, { method: 'POST', form, ifMatch });

/** Makes a document that lives for ten minutes, updates it after a while, and gives both as they were answered. */
async function updated(
  account: ProbeAccount,
  form: Record<string, string>,
): Promise<{ before: Reply; after: Reply }> {
  const { url } = await make(account, 'Documents', { ...DATA, Ttl: '600' });
  const before = done('fetching a document', await account.ask(url));
  await account.wait(A_WHILE_MS);
  done('updating a document', await post(account, url, form));
  return { before, after: done('fetching a document', await account.ask(url)) };
}

const compare = ({ before, after }: { before: Reply; after: Reply }, field: string): string =>
  before.body[field] === after.body[field] ? 'the same' : 'another';

/** A map or list with an item that was updated once. */
async function anItem(
  account: ProbeAccount,
  kind: 'Lists' | 'Maps',
): Promise<{ items: string; item: string; oldRevision: string }> {
  const items = `${(await make(account, kind, {})).url}/Items`;
  const key: Record<string, string> = kind === 'Maps' ? { Key: 'k' } : {};
  const made = done('making an item', await post(account, items, { ...DATA, ...key }));
  const item = textOf(made, 'url');
  done('updating an item', await post(account, item, { Data: '{"a":2}' }));
  return { items, item, oldRevision: textOf(made, 'revision') };
}

/** The answer to an update with an old revision. */
async function late(account: ProbeAccount, kind: 'Lists' | 'Maps'): Promise<string> {
  const { item, oldRevision } = await anItem(account, kind);
  return words(await post(account, item, DATA, oldRevision));
}

/** The answer to an update of a document with an If-Match made of its revision. */
async function matched(account: ProbeAccount, header: (revision: string) => string): Promise<string> {
  const { url, revision } = await make(account, 'Documents', DATA);
  return words(await post(account, url, { Data: '{"a":2}' }, header(revision)));
}

export const revisionProbes: readonly Probe[] = [
  probe(REVISIONS, 'A revision', {
    emulator: 'hexadecimal',
    find: async (account) => {
      const { revision } = await make(account, 'Documents', DATA);
      return /^[0-9a-f]+$/.test(revision) ? 'hexadecimal' : `\`${revision}\``;
    },
  }),
  probe(REVISIONS, 'The revision after an update of the time to live alone', {
    emulator: 'the same',
    find: async (account) => compare(await updated(account, { Ttl: '1200' }), 'revision'),
  }),
  probe(REVISIONS, 'The expiry after an update of the time to live alone', {
    emulator: 'another',
    find: async (account) => compare(await updated(account, { Ttl: '1200' }), 'date_expires'),
  }),
  probe(REVISIONS, 'The expiry after an update of the data alone', {
    emulator: 'the same',
    find: async (account) => compare(await updated(account, { Data: '{"a":2}' }), 'date_expires'),
  }),
  probe(REVISIONS, 'The revision after an update with the same data', {
    emulator: 'another',
    find: async (account) => compare(await updated(account, DATA), 'revision'),
  }),
];

export const codeProbes: readonly Probe[] = [
  probe(CODES, 'A document, with If-Match: the revision in quotes', {
    emulator: '200',
    find: (account) => matched(account, (revision) => `"${revision}"`),
  }),
  probe(CODES, 'A document, with If-Match: the revision without quotes', {
    emulator: '200',
    find: (account) => matched(account, (revision) => revision),
  }),
  probe(CODES, 'A document, with an old revision', {
    emulator: '412 54103',
    find: async (account) => {
      const { url, revision } = await make(account, 'Documents', DATA);
      done('updating a document', await post(account, url, { Data: '{"a":2}' }));
      return words(await post(account, url, DATA, revision));
    },
  }),
  probe(CODES, 'An item of a map, with an old revision', {
    emulator: '412 54205',
    find: (account) => late(account, 'Maps'),
  }),
  probe(CODES, 'An item of a list, with an old revision', {
    emulator: '412 54155',
    find: (account) => late(account, 'Lists'),
  }),
  probe(CODES, 'A document with a name that is taken', {
    emulator: '409 54301',
    find: async (account) => {
      const form = { ...DATA, UniqueName: account.objects.syncName('taken') };
      await make(account, 'Documents', form);
      return words(await account.objects.sync('Documents', form));
    },
  }),
  probe(CODES, 'An item with a key that is taken', {
    emulator: '409 54208',
    find: async (account) => {
      const { items } = await anItem(account, 'Maps');
      return words(await post(account, items, { ...DATA, Key: 'k' }));
    },
  }),
  probe(CODES, 'An item that a map does not have', {
    emulator: '404 54201',
    find: async (account) => {
      const { items } = await anItem(account, 'Maps');
      return words(await account.ask(`${items}/none`));
    },
  }),
];

export const syncLimitProbes: readonly Probe[] = [
  probe('sync.page-size', 'A list of documents with PageSize 101', {
    emulator: '400 20001',
    find: async ({ ask, syncService }) =>
      words(await ask(`${syncService}/Documents`, { query: { PageSize: 101 } })),
  }),
  probe(NAMES, 'A document with a name of 320 characters', {
    emulator: '201',
    find: async ({ objects }) =>
      words(await objects.sync('Documents', { ...DATA, UniqueName: objects.syncName('').padEnd(320, 'x') })),
  }),
  probe(NAMES, 'A document with a name of 321 characters', {
    emulator: '400 20001',
    find: async ({ objects }) =>
      words(await objects.sync('Documents', { ...DATA, UniqueName: objects.syncName('').padEnd(321, 'y') })),
  }),
  probe(NAMES, 'A document whose data is an array', {
    emulator: '400 20001',
    find: async ({ objects }) => words(await objects.sync('Documents', { Data: '[1]' })),
  }),
];
