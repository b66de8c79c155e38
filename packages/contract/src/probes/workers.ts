import type { ProbeAccount } from '../account';
import { done, entriesOf, textOf, words, type Reply, type Request } from '../ask';
import { probe, Undecided, type Probe } from '../probe';

/** An activity that is none. */
const NO_ACTIVITY = `WA${'0'.repeat(32)}`;

/** The answer to a creation that may well be refused; what was made all the same goes at once. */
async function refusal(account: ProbeAccount, reply: Reply, list: string): Promise<string> {
  const { sid } = reply.body;
  if (typeof sid === 'string' && reply.status === 201)
    await account.objects.remove(`${account.workspace}/${list}/${sid}`);
  return words(reply);
}

const subjectIn = (account: ProbeAccount, reply: Reply) =>
  entriesOf(reply, 'workers').find(({ sid }) => sid === account.subject.sid);

/** What a list says of the subject's attributes. */
async function attributesIn(account: ProbeAccount, query: Request['query']): Promise<string | Undecided> {
  const list = done(
    'listing workers',
    await account.ask(`${account.workspace}/Workers`, { query: query ?? {} }),
  );
  const listed = subjectIn(account, list);
  if (!listed) return new Undecided('the list does not have the worker');
  const { attributes } = listed;
  if (attributes === null || attributes === undefined) return 'null';
  const fetched = (await account.fetch(account.subject)).body['attributes'];
  return attributes === fetched ? 'as in a fetched worker' : 'others than in a fetched worker';
}

export const listAttributesProbes: readonly Probe[] = [
  probe('taskrouter.list-attributes', 'Attributes in a list of workers by name', {
    emulator: 'as in a fetched worker',
    find: async (account) =>
      attributesIn(account, { FriendlyName: textOf(await account.fetch(account.subject), 'friendly_name') }),
  }),
  probe('taskrouter.list-attributes', 'Attributes in a list by expression', {
    emulator: 'as in a fetched worker',
    find: (account) => attributesIn(account, { TargetWorkersExpression: account.onlySubject }),
  }),
];

export const workerNameProbes: readonly Probe[] = [
  probe('taskrouter.name-taken', 'A worker with a name that is taken', {
    emulator: '400 20001',
    find: async (account) => refusal(account, await account.makeWorker(account.counted.name), 'Workers'),
  }),
  probe('taskrouter.name-taken', 'A worker with such a name in other case', {
    emulator: '400 20001',
    find: async (account) =>
      refusal(account, await account.makeWorker(account.counted.name.toUpperCase()), 'Workers'),
  }),
  probe('taskrouter.name-taken', 'A worker with a name of 65 characters', {
    emulator: '400 20001',
    find: async (account) =>
      refusal(account, await account.makeWorker(account.objects.name('').padEnd(65, 'x')), 'Workers'),
  }),
  probe('taskrouter.name-taken', 'A worker with an activity that does not exist', {
    emulator: '400 20001',
    find: async (account) => {
      const form = { FriendlyName: account.objects.name('nowhere'), ActivitySid: NO_ACTIVITY };
      return refusal(account, await account.objects.worker(form), 'Workers');
    },
  }),
  probe('taskrouter.name-taken', 'A queue with a name that is taken, in other case', {
    emulator: '400 20001',
    find: async (account) => {
      const name = textOf(
        done('fetching a queue', await account.ask(await account.queue())),
        'friendly_name',
      );
      // Of nobody, should it be made: the rule has no level that a worker has.
      const form = { FriendlyName: name.toUpperCase(), TargetWorkers: account.queueRule(99) };
      return refusal(account, await account.objects.queue(form), 'TaskQueues');
    },
  }),
];

/** Fetches, lets more than a second pass, writes, and says whether `date_updated` moved. */
async function moved(account: ProbeAccount, url: string, write: () => Promise<Reply>): Promise<string> {
  const read = async () => textOf(done('fetching', await account.ask(url)), 'date_updated');
  const before = await read();
  await account.wait(1_200);
  done('updating', await write());
  return (await read()) === before ? 'the same' : 'later';
}

const rename = (account: ProbeAccount, what: string): Record<string, string> => ({
  FriendlyName: account.objects.name(`${what} ${Date.now()}`),
});

const DATES = 'taskrouter.date-updated';

export const dateProbes: readonly Probe[] = [
  probe(DATES, 'The unit of `date_updated`', {
    emulator: 'seconds',
    find: async (account) =>
      /:\d\d\.\d+/.test(textOf(await account.fetch(account.subject), 'date_updated'))
        ? 'finer than seconds'
        : 'seconds',
  }),
  probe(DATES, 'A worker’s, after new attributes', {
    emulator: 'later',
    find: (account) =>
      moved(account, account.subject.url, () => account.edit(account.subject, { contract_step: 'date' })),
  }),
  probe(DATES, 'A worker’s, after the same attributes', {
    emulator: 'later',
    find: (account) => moved(account, account.subject.url, () => account.edit(account.subject, {})),
  }),
  probe(DATES, 'A worker’s, after another name', {
    emulator: 'later',
    find: (account) =>
      moved(account, account.subject.url, () =>
        account.ask(account.subject.url, { method: 'POST', form: rename(account, 'subject') }),
      ),
  }),
  probe(DATES, 'A worker’s, after another activity', {
    emulator: 'later',
    find: async (account) => {
      const now = textOf(await account.fetch(account.subject), 'activity_sid');
      const other = account.away.find(({ sid }) => sid !== now);
      if (!other) return new Undecided('only one activity keeps workers from getting tasks');
      const form = { ActivitySid: other.sid };
      return moved(account, account.subject.url, () =>
        account.ask(account.subject.url, { method: 'POST', form }),
      );
    },
  }),
  probe(DATES, 'A queue’s, after another name', {
    emulator: 'later',
    find: async (account) => {
      const url = await account.queue();
      return moved(account, url, () => account.ask(url, { method: 'POST', form: rename(account, 'queue') }));
    },
  }),
];

export const attributesTextProbes: readonly Probe[] = [
  probe('taskrouter.attributes-text', 'Attributes with blanks, a slash and an escaped letter', {
    emulator: 'as written',
    find: async (account) => {
      const attributes = `{ "contract_probe" : "text",  "b": "a/b", "a": "\\u00e4" }`;
      const form = {
        FriendlyName: account.objects.name('text'),
        ActivitySid: account.away[0]?.sid ?? '',
        Attributes: attributes,
      };
      const made = done('making a worker', await account.objects.worker(form));
      const read = textOf(made, 'attributes');
      await account.objects.remove(`${account.workspace}/Workers/${textOf(made, 'sid')}`);
      return read === attributes ? 'as written' : `\`${read}\``;
    },
  }),
];
