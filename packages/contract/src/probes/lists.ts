import type { ProbeAccount } from '../account';
import { done, entriesOf, nextPage, textOf, words, type Reply } from '../ask';
import { probe, Undecided, type Probe } from '../probe';

const ORDER = 'taskrouter.list-order';
const UNKNOWN = 'taskrouter.list-by-unknown-sid';

/** An answer to a list by something that does not exist. */
function found(reply: Reply, key: string): string {
  if (reply.status >= 400) return words(reply);
  const { length } = entriesOf(reply, key);
  return length === 0 ? 'an empty list' : `${length} entries`;
}

const sidsOf = (reply: Reply): string[] => entriesOf(reply, 'workers').map(({ sid }) => String(sid));

/** Three workers beside the two of every run, and pages of them alone. */
async function withThree<T>(
  account: ProbeAccount,
  look: (list: {
    made: string[];
    page: (query?: Record<string, string | number>) => Promise<Reply>;
  }) => Promise<T>,
): Promise<T> {
  const made: string[] = [];
  const urlOf = (sid: string): string => `${account.workspace}/Workers/${sid}`;
  const page = async (query: Record<string, string | number> = {}): Promise<Reply> =>
    done(
      'listing workers',
      await account.ask(`${account.workspace}/Workers`, {
        query: { TargetWorkersExpression: `contract_line == '${account.subject.sid}'`, ...query },
      }),
    );
  try {
    for (const letter of ['x', 'y', 'z']) {
      const worker = await account.makeWorker(account.objects.name(letter), {
        contract_line: account.subject.sid,
      });
      made.push(textOf(done('making a worker', worker), 'sid'));
    }
    return await look({ made, page });
  } finally {
    for (const sid of made) await account.objects.remove(urlOf(sid));
  }
}

export const listProbes: readonly Probe[] = [
  probe(UNKNOWN, 'Queues by the SID of no worker', {
    emulator: 'an empty list',
    find: async ({ ask, workspace }) =>
      found(
        await ask(`${workspace}/TaskQueues`, { query: { WorkerSid: `WK${'0'.repeat(32)}` } }),
        'task_queues',
      ),
  }),
  probe(UNKNOWN, 'Workers by the SID of no queue', {
    emulator: 'an empty list',
    find: async ({ ask, workspace }) =>
      found(await ask(`${workspace}/Workers`, { query: { TaskQueueSid: `WQ${'0'.repeat(32)}` } }), 'workers'),
  }),
  probe(ORDER, 'A list of workers with `Ordering`', {
    emulator: '400 20001',
    find: async ({ ask, workspace, onlySubject }) =>
      words(
        await ask(`${workspace}/Workers`, {
          query: { TargetWorkersExpression: onlySubject, Ordering: 'DateStatusChanged:asc' },
        }),
      ),
  }),
  probe(ORDER, 'The order of a list of workers', {
    emulator: 'as they were created',
    find: (account) =>
      withThree(account, async ({ made, page }) => {
        const listed = sidsOf(await page());
        if (listed.length < made.length)
          return new Undecided(`${listed.length} of ${made.length} were listed`);
        if (listed.join() === made.join()) return 'as they were created';
        return listed.join() === [...made].reverse().join() ? 'the newest first' : 'another one';
      }),
  }),
  probe(ORDER, 'A page token, when the worker before it was removed', {
    emulator: 'nobody is left out',
    find: (account) =>
      withThree(account, async ({ made, page }) => {
        const [first = '', second = ''] = sidsOf(await page());
        const start = await page({ PageSize: 1 });
        const next = nextPage(start);
        if (next === null || sidsOf(start)[0] !== first || made.length < 3)
          return new Undecided('no second page');
        await account.objects.remove(`${account.workspace}/Workers/${first}`);
        const reply = await account.ask(next);
        if (reply.status >= 400) return words(reply);
        return sidsOf(reply)[0] === second ? 'nobody is left out' : 'one is left out';
      }),
  }),
  probe(ORDER, '`Page=1` without a token', {
    emulator: 'the first page',
    find: (account) =>
      withThree(account, async ({ page }) => {
        const [first, second] = sidsOf(await page());
        const [at] = sidsOf(await page({ PageSize: 1, Page: 1 }));
        if (at === first) return 'the first page';
        return at === second ? 'the second page' : 'another page';
      }),
  }),
  probe(ORDER, '`previous_page_url` of a second page', {
    emulator: 'null',
    find: (account) =>
      withThree(account, async ({ page }) => {
        const next = nextPage(await page({ PageSize: 1 }));
        if (next === null) return new Undecided('no second page');
        const { meta } = (await account.ask(next)).body;
        return (meta as { previous_page_url?: unknown } | null)?.previous_page_url ? 'an address' : 'null';
      }),
  }),
];
