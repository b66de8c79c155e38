import type { ProbeAccount } from '../account';
import { done, entriesOf, words, type Reply } from '../ask';
import { probe, Undecided, type Probe } from '../probe';

const UNKNOWN = 'taskrouter.bulk-statistics-unknown';
const LAG = 'taskrouter.statistics-lag';

/** How long a count is waited for, and how often it is read, ms. */
const PATIENCE_MS = 40_000;
const POLL_MS = 500;
const NO_QUEUE = `WQ${'0'.repeat(32)}`;

const sidOf = (url: string): string => url.slice(url.lastIndexOf('/') + 1);

const count = (account: ProbeAccount, queueSids: readonly string[]): Promise<Reply> =>
  account.ask(`${account.workspace}/TaskQueues/RealTimeStatistics`, { method: 'POST', json: { queueSids } });

/** What the statistics say of one queue, asked for together with the one of the run. */
async function askedWith(account: ProbeAccount, sid: string): Promise<string> {
  const reply = await count(account, [sidOf(await account.queue()), sid]);
  if (reply.status >= 400) return words(reply);
  const entry = entriesOf(reply, 'task_queue_data').find((each) => each['task_queue_sid'] === sid);
  if (!entry) return 'missing in the answer';
  const eligible = entry['total_eligible_workers'];
  return typeof eligible === 'number' ? `counts ${eligible}` : 'there without a count';
}

/** Eligible workers of the run's queue; null where no count came. */
async function eligible(account: ProbeAccount): Promise<number | null> {
  const url = await account.queue();
  const reply = done('reading statistics', await count(account, [sidOf(url)]));
  const entry = entriesOf(reply, 'task_queue_data').find((each) => each['task_queue_sid'] === sidOf(url));
  const value = entry?.['total_eligible_workers'];
  return typeof value === 'number' ? value : null;
}

async function listed(account: ProbeAccount): Promise<number> {
  const query = { TaskQueueSid: sidOf(await account.queue()) };
  const reply = await account.ask(`${account.workspace}/Workers`, { query });
  return entriesOf(done('listing workers', reply), 'workers').length;
}

/** How long after a change `read` says `wanted`. */
async function followed<T>(
  account: ProbeAccount,
  read: () => Promise<T>,
  wanted: T,
): Promise<string | Undecided> {
  const startedMs = Date.now();
  for (let polls = 0; polls <= PATIENCE_MS / POLL_MS; polls++) {
    if ((await read()) === wanted)
      return polls === 0 ? 'at once' : `after ${((Date.now() - startedMs) / 1_000).toFixed(1)} s`;
    await account.wait(POLL_MS);
  }
  return new Undecided(`not within ${PATIENCE_MS / 1_000} s`);
}

/** The run's worker gets into its queue, and the count has seen it. */
async function startCounted(account: ProbeAccount): Promise<Undecided | null> {
  const url = await account.queue();
  done(
    'updating a queue',
    await account.ask(url, { method: 'POST', form: { TargetWorkers: account.queueRule(2) } }),
  );
  done('updating a worker', await account.edit(account.counted, { contract_level: 2 }));
  const seen = await followed(account, () => eligible(account), 1);
  return seen instanceof Undecided ? seen : null;
}

const changeWorker = async (account: ProbeAccount): Promise<void> => {
  done('updating a worker', await account.edit(account.counted, { contract_level: 1 }));
};

const changeRule = async (account: ProbeAccount): Promise<void> => {
  const form = { TargetWorkers: account.queueRule(3) };
  done('updating a queue', await account.ask(await account.queue(), { method: 'POST', form }));
};

const lagOf = (
  asks: string,
  change: (account: ProbeAccount) => Promise<void>,
  read: (account: ProbeAccount) => Promise<number | null>,
): Probe =>
  probe(LAG, asks, {
    emulator: 'at once',
    find: async (account) => {
      const notCounted = await startCounted(account);
      if (notCounted) return notCounted;
      await change(account);
      return followed(account, () => read(account), 0);
    },
  });

export const statisticsProbes: readonly Probe[] = [
  probe(UNKNOWN, 'The statistics of a queue that never was', {
    emulator: 'counts 0',
    find: (account) => askedWith(account, NO_QUEUE),
  }),
  probe(UNKNOWN, 'The statistics of a queue that was just removed', {
    emulator: 'counts 0',
    find: async (account) => {
      const form = { FriendlyName: account.objects.name('removed'), TargetWorkers: account.queueRule(2) };
      const made = done('making a queue', await account.objects.queue(form));
      const sid = String(made.body['sid']);
      await account.objects.remove(`${account.workspace}/TaskQueues/${sid}`);
      return askedWith(account, sid);
    },
  }),
  lagOf('The count of a queue, after a change of a worker', changeWorker, eligible),
  lagOf('The count of a queue, after a change of its rule', changeRule, eligible),
  lagOf('The workers of a queue as a list, after a change of a worker', changeWorker, listed),
  lagOf('The workers of a queue as a list, after a change of its rule', changeRule, listed),
];
