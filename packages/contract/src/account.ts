import { randomBytes } from 'node:crypto';
import type { Twilio } from 'twilio';
import { createAsk, done, entriesOf, realTime, textOf, type Ask, type Reply, type Time } from './ask';
import { Objects } from './objects';

/** A worker that was made to be asked about. */
export interface ProbeWorker {
  readonly sid: string;
  readonly url: string;
  readonly name: string;
}

/** Nobody is available in it. */
interface Activity {
  readonly sid: string;
  readonly name: string;
}

interface Places {
  readonly client: Twilio;
  readonly workspaceSid: string;
  readonly syncServiceSid: string;
  /** Signed in with an API key. */
  readonly usesKey: boolean;
}

/** What probes work with: a real account, and objects of their own in it. */
export interface ProbeAccount {
  readonly accountSid: string;
  readonly usesKey: boolean;
  readonly ask: Ask;
  readonly wait: Time['wait'];
  readonly objects: Objects;
  /** Addresses: `https://taskrouter.twilio.com/v1/Workspaces/WS…`, `https://sync.twilio.com/v1/Services/IS…`. */
  readonly workspace: string;
  readonly syncService: string;
  /** Activities in which nobody gets tasks, one at least. */
  readonly away: readonly Activity[];
  /** Whom expressions are about, and whose fields and attributes change. No queue of a run matches it. */
  readonly subject: ProbeWorker;
  /** Matches an expression that finds the subject and nobody else. */
  readonly onlySubject: string;
  /** Whom the queue of a run counts while its `contract_level` is 2. */
  readonly counted: ProbeWorker;
  /** Makes another worker in an activity that makes nobody available; an answer that says no made none. */
  makeWorker(name: string, attributes?: object): Promise<Reply>;
  /** The address of the one queue of a run, `contract_probe == '…' AND contract_level == 2`; made when first asked for. */
  queue(): Promise<string>;
  /** Its expression, with another level. */
  queueRule(level: number): string;
  fetch(worker: ProbeWorker): Promise<Reply>;
  /** Changes some attributes, as they are now, and keeps all others. */
  edit(worker: ProbeWorker, changes: object, ifMatch?: string): Promise<Reply>;
}

/** What expressions are tried on; under a key of its own, so that no queue is likely to look at it. */
const PROBE = {
  text: 'abc',
  number: 3,
  float: 2.5,
  minus: -1,
  three: '3',
  digits: '10',
  yes: true,
  yes_text: 'true',
  empty: '',
  nothing: null,
  list: ['a', 'b'],
  numbers: [1, 2],
  nested: { level: 5 },
  backslash: 'a\\b',
  quote: "it's",
  größe: 1,
};

/** How often a worker is looked at until nobody else writes it any more, and the pause in between, ms. */
const SETTLE_READS = 6;
const SETTLE_MS = 2_000;

/**
 * Removes what an earlier run left, and makes the two workers that most probes are about.
 * @throws Error where no activity keeps a worker from getting tasks.
 */
export async function openProbeAccount(places: Places, time: Time = realTime): Promise<ProbeAccount> {
  const { client, workspaceSid, syncServiceSid, usesKey } = places;
  const ask = createAsk(client, time);
  const workspace = `https://taskrouter.twilio.com/v1/Workspaces/${workspaceSid}`;
  const syncService = `https://sync.twilio.com/v1/Services/${syncServiceSid}`;
  const run = randomBytes(4).toString('hex');
  const objects = new Objects(ask, { workspace, syncService }, run);
  const left = await objects.removeAll();
  if (left.length > 0) throw new Error(`An earlier run left what can't be removed: ${left.join(', ')}`);
  const away = await awayActivities(ask, workspace);
  const [first] = away;
  if (!first) throw new Error('Every activity makes workers available: a probe worker could get tasks');

  const makeWorker = (name: string, attributes: object = {}): Promise<Reply> =>
    objects.worker({
      FriendlyName: name,
      ActivitySid: first.sid,
      Attributes: JSON.stringify({ contract_probe: run, ...attributes }),
    });
  const probeWorker = async (what: string, attributes: object): Promise<ProbeWorker> => {
    const name = objects.name(what);
    const sid = textOf(done('making a worker', await makeWorker(name, attributes)), 'sid');
    return { sid, name, url: `${workspace}/Workers/${sid}` };
  };
  const queueRule = (level: number): string => `contract_probe == '${run}' AND contract_level == ${level}`;
  let queueUrl: string | undefined;
  try {
    const subject = await probeWorker('subject', {
      contract_subject: run,
      contract_text: 'abc',
      friendly_name: 'hidden',
      probe: PROBE,
    });
    const counted = await probeWorker('counted', { contract_level: 2 });
    const account: ProbeAccount = {
      accountSid: client.accountSid ?? '',
      usesKey,
      ask,
      wait: time.wait,
      objects,
      workspace,
      syncService,
      away,
      subject,
      onlySubject: `contract_subject == '${run}'`,
      counted,
      makeWorker,
      queueRule,
      queue: async () => {
        if (queueUrl !== undefined) return queueUrl;
        const form = { FriendlyName: objects.name('queue'), TargetWorkers: queueRule(2) };
        const sid = textOf(done('making a queue', await objects.queue(form)), 'sid');
        return (queueUrl = `${workspace}/TaskQueues/${sid}`);
      },
      fetch: async ({ url }) => done('fetching a worker', await ask(url)),
      edit: async (worker, changes, ifMatch) => {
        const before = await account.fetch(worker);
        const attributes = { ...(JSON.parse(textOf(before, 'attributes')) as object), ...changes };
        return ask(worker.url, { method: 'POST', form: { Attributes: JSON.stringify(attributes) }, ifMatch });
      },
    };
    await settle(account);
    return account;
  } catch (error) {
    await objects.removeAll();
    throw error;
  }
}

/** Where this product, or another, is deployed, it writes a worker soon after it was made: waits until that is over. */
async function settle(account: ProbeAccount): Promise<void> {
  const look = async (): Promise<string> => {
    const workers = [await account.fetch(account.subject), await account.fetch(account.counted)];
    return workers.map((worker) => textOf(worker, 'attributes')).join();
  };
  let before = await look();
  for (let reads = 0; reads < SETTLE_READS; reads++) {
    await account.wait(SETTLE_MS);
    const now = await look();
    if (now === before) return;
    before = now;
  }
}

async function awayActivities(ask: Ask, workspace: string): Promise<Activity[]> {
  const reply = done(
    'listing activities',
    await ask(`${workspace}/Activities`, { query: { PageSize: 100 } }),
  );
  return entriesOf(reply, 'activities')
    .filter(({ available }) => available === false)
    .map(({ sid, friendly_name: name }) => ({ sid: String(sid), name: String(name) }));
}
