import type { ProbeAccount, ProbeWorker } from '../account';
import { done, textOf, words, type Reply } from '../ask';
import { probe, Undecided, type Probe } from '../probe';

const BELIEF = 'taskrouter.worker-etag';
const NONE = new Undecided('there is no ETag');

/** How an ETag is written. */
function kindOf(etag: string | undefined): string {
  if (etag === undefined) return 'none';
  if (/^"\d+"$/.test(etag)) return 'a quoted number';
  if (/^\d+$/.test(etag)) return 'a bare number';
  return `\`${etag}\``;
}

const withoutQuotes = (etag: string): string => etag.replace(/^W\//, '').replace(/^"(.*)"$/, '$1');

/** What an update of its subject sends besides the attributes that `edit` writes. */
const renamed = (account: ProbeAccount): Record<string, string> => ({
  FriendlyName: account.objects.name(`subject ${Date.now()}`),
});

/** Writes the worker's fields, and answers whether its ETag is another then. */
async function change(
  account: ProbeAccount,
  write: (worker: ProbeWorker) => Promise<Reply>,
): Promise<string | Undecided> {
  const { etag: before } = (await account.fetch(account.subject)).headers;
  done('updating a worker', await write(account.subject));
  const { etag: after } = (await account.fetch(account.subject)).headers;
  if (before === undefined || after === undefined) return NONE;
  return before === after ? 'the same ETag' : 'another ETag';
}

const update = (account: ProbeAccount, form: Record<string, string>) => (worker: ProbeWorker) =>
  account.ask(worker.url, { method: 'POST', form });

/** Updates with an If-Match that is made of the ETag as it is now. */
async function ifMatch(account: ProbeAccount, header: (etag: string) => string): Promise<string | Undecided> {
  const { etag } = (await account.fetch(account.subject)).headers;
  if (etag === undefined) return NONE;
  return words(await account.edit(account.subject, { contract_step: 'if-match' }, header(etag)));
}

/** The ETag of before an update. */
async function oldETag(account: ProbeAccount, worker: ProbeWorker): Promise<string | undefined> {
  const { etag } = (await account.fetch(worker)).headers;
  done('updating a worker', await account.edit(worker, { contract_step: 'old ETag' }));
  return etag;
}

export const workerETagProbes: readonly Probe[] = [
  probe(BELIEF, 'The ETag of a fetched worker', {
    emulator: 'a quoted number',
    find: async (account) => kindOf((await account.fetch(account.subject)).headers['etag']),
  }),
  probe(BELIEF, 'The ETag that an update answers', {
    emulator: 'that of the next fetch',
    find: async (account) => {
      const { etag: written } = done(
        'updating a worker',
        await account.edit(account.subject, { contract_step: 'answer' }),
      ).headers;
      const { etag: fetched } = (await account.fetch(account.subject)).headers;
      if (written === undefined) return 'none';
      return written === fetched ? 'that of the next fetch' : 'another one than that of the next fetch';
    },
  }),
  probe(BELIEF, 'After an update of its attributes', {
    emulator: 'another ETag',
    find: (account) => change(account, (worker) => account.edit(worker, { contract_step: `${Date.now()}` })),
  }),
  probe(BELIEF, 'After an update with the same attributes', {
    emulator: 'another ETag',
    find: (account) => change(account, (worker) => account.edit(worker, {})),
  }),
  probe(BELIEF, 'After a change of its name', {
    emulator: 'another ETag',
    find: (account) => change(account, update(account, renamed(account))),
  }),
  probe(BELIEF, 'After a change of its activity', {
    emulator: 'another ETag',
    find: async (account) => {
      const now = textOf(await account.fetch(account.subject), 'activity_sid');
      const other = account.away.find(({ sid }) => sid !== now);
      if (!other) return new Undecided('only one activity keeps workers from getting tasks');
      return change(account, update(account, { ActivitySid: other.sid }));
    },
  }),
  probe(BELIEF, 'If-Match with the ETag as it came', {
    emulator: '200',
    find: (account) => ifMatch(account, (etag) => etag),
  }),
  probe(BELIEF, 'If-Match with the ETag in quotes', {
    emulator: '200',
    find: (account) => ifMatch(account, (etag) => `"${withoutQuotes(etag)}"`),
  }),
  probe(BELIEF, 'If-Match with the ETag without quotes', {
    emulator: '200',
    find: (account) => ifMatch(account, withoutQuotes),
  }),
  probe(BELIEF, 'If-Match with a weak ETag, `W/"…"`', {
    emulator: '200',
    find: (account) => ifMatch(account, (etag) => `W/"${withoutQuotes(etag)}"`),
  }),
  probe(BELIEF, 'If-Match with `*`', {
    emulator: '200',
    find: async (account) => words(await account.edit(account.subject, { contract_step: '*' }, '*')),
  }),
  probe(BELIEF, 'If-Match with the ETag of before another update', {
    emulator: '412 20412',
    find: async (account) => {
      const etag = await oldETag(account, account.subject);
      if (etag === undefined) return NONE;
      return words(await account.edit(account.subject, { contract_step: 'late' }, etag));
    },
  }),
  probe(BELIEF, 'If-Match with an ETag that is made up', {
    emulator: '412 20412',
    find: async (account) => words(await account.edit(account.subject, {}, '"999999999"')),
  }),
  probe(BELIEF, 'Removing a worker with an old If-Match', {
    emulator: '412 20412',
    find: async (account) => {
      const name = account.objects.name('removed');
      const sid = textOf(done('making a worker', await account.makeWorker(name)), 'sid');
      const worker = { sid, name, url: `${account.workspace}/Workers/${sid}` };
      const etag = await oldETag(account, worker);
      const reply = await account.ask(worker.url, { method: 'DELETE', ifMatch: etag ?? '"999999999"' });
      await account.objects.remove(worker.url);
      return words(reply);
    },
  }),
];
