import type { ProbeAccount } from '../account';
import { done, entriesOf, textOf, words, type Reply } from '../ask';
import { probe, Undecided, type Probe } from '../probe';

/** A body of more than 1 MiB, in characters. */
const TOO_LONG = 1_100_000;
const EVENT_TYPES = ['worker.attributes.update', 'worker.created', 'worker.deleted'].concat([
  'task-queue.created',
  'task-queue.deleted',
  'task-queue.expression.updated',
]);

/** The rate-limit headers of an answer. */
function limitsOf({ headers }: Reply): string {
  const named = Object.entries(headers).filter(([name]) => name.startsWith('x-rate-limit-'));
  return named.length === 0 ? 'none' : named.map(([name, value]) => `\`${name}: ${value}\``).join(', ');
}

/** Updates of the subject's attributes, as the log of events has them; null: it can't be read. */
async function logged(account: ProbeAccount): Promise<ReturnType<typeof entriesOf> | null> {
  const query = {
    EventType: 'worker.attributes.update',
    WorkerSid: account.subject.sid,
    Minutes: 60,
    PageSize: 1000,
  };
  const reply = await account.ask(`${account.workspace}/Events`, { query });
  return reply.status === 200 ? entriesOf(reply, 'events') : null;
}

/** Whether a write is in the log of events within half a minute. */
async function raises(account: ProbeAccount, write: () => Promise<Reply>): Promise<string | Undecided> {
  const before = await logged(account);
  if (before === null) return UNREAD;
  done('updating a worker', await write());
  for (let seconds = 0; seconds < 30; seconds += 3) {
    await account.wait(3_000);
    if (((await logged(account)) ?? []).length > before.length) return 'an event';
  }
  return 'none within 30 s';
}

const EVENTS = 'taskrouter.event-on-same-attributes';
const LOG = 'taskrouter.event-log';
const UNREAD = new Undecided('the log of events can’t be read');

/** Who the log names for our own changes, and by way of what. */
async function actorsOf(account: ProbeAccount): Promise<string | Undecided> {
  const events = await logged(account);
  if (!events || events.length === 0) return UNREAD;
  const said = events.map(({ actor_type, source }) => `${String(actor_type)}, ${String(source)}`);
  return [...new Set(said)].join('; ');
}

async function orderOf(account: ProbeAccount): Promise<string | Undecided> {
  const events = await logged(account);
  if (!events || events.length < 2) return UNREAD;
  const times = events.map(({ event_date_ms }) => Number(event_date_ms));
  const isNewestFirst = times.every((time, i) => i === 0 || time <= (times[i - 1] ?? time));
  return isNewestFirst ? 'the newest first' : 'in another order';
}

export const rateProbes: readonly Probe[] = [
  probe('taskrouter.rate-windows', 'Rate-limit headers of a list of workers', {
    emulator: 'none',
    find: async ({ ask, workspace }) =>
      limitsOf(done('listing workers', await ask(`${workspace}/Workers`, { query: { PageSize: 1 } }))),
  }),
  probe('taskrouter.rate-windows', 'Rate-limit headers of an update of a worker', {
    emulator: 'none',
    find: async (account) => limitsOf(done('updating a worker', await account.edit(account.subject, {}))),
  }),
];

export const eventProbes: readonly Probe[] = [
  probe(EVENTS, 'An update with the same attributes raises', {
    emulator: 'an event',
    find: (account) => raises(account, () => account.edit(account.subject, {})),
  }),
  probe(LOG, 'Who is named for a change by the API, and by way of what', {
    emulator: 'account, twilio-api',
    find: actorsOf,
  }),
  probe(LOG, 'The log of events comes', { emulator: 'the newest first', find: orderOf }),
  probe('event-streams.task-queue-types', 'The event types that we subscribe to', {
    emulator: 'all are there',
    find: async ({ ask }) => {
      const missing: string[] = [];
      for (const type of EVENT_TYPES) {
        const reply = await ask(`https://events.twilio.com/v1/Types/com.twilio.taskrouter.${type}`);
        if (reply.status === 404) missing.push(type);
        else done('fetching an event type', reply);
      }
      return missing.length === 0 ? 'all are there' : `without ${missing.join(', ')}`;
    },
  }),
];

export const accountProbes: readonly Probe[] = [
  probe('account.standard-keys', 'The account, with an API key', {
    emulator: '401 20003',
    find: async ({ ask, accountSid, usesKey }) => {
      if (!usesKey) return new Undecided('TWILIO_API_KEY is not set');
      const reply = await ask(`https://api.twilio.com/2010-04-01/Accounts/${accountSid}.json`);
      return reply.status === 200
        ? new Undecided('200: the key is a main one, or standard ones may')
        : words(reply);
    },
  }),
  probe('account.body-limit', 'A body of more than 1 MiB', {
    emulator: '413 20413',
    find: async ({ ask, objects }) => {
      const made = done('making a document', await objects.sync('Documents', { Data: '{}' }));
      const form = { Data: JSON.stringify({ long: 'x'.repeat(TOO_LONG) }) };
      return words(await ask(textOf(made, 'url'), { method: 'POST', form }));
    },
  }),
];

export const flexProbes: readonly Probe[] = [
  probe('flex.token-refused', 'The check of a token that is none', {
    emulator: '200, not valid, code 20104',
    find: async ({ ask, accountSid }) => {
      const url = `https://iam.twilio.com/v1/Accounts/${accountSid}/Tokens/validate`;
      const reply = await ask(url, { method: 'POST', json: { token: 'no token' } });
      if (reply.status >= 400) return words(reply);
      const verdict = reply.body['valid'] === false ? 'not valid' : 'valid';
      return `${reply.status}, ${verdict}, code ${reply.code ?? 'missing'}`;
    },
  }),
  probe('flex.ui-dependencies', '`ui_dependencies` of Flex’s configuration', {
    emulator: 'empty',
    find: async ({ ask }) => {
      const reply = await ask('https://flex-api.twilio.com/v1/Configuration');
      if ([403, 404].includes(reply.status))
        return new Undecided(`the account has no Flex (${words(reply)})`);
      const found = done('fetching the configuration', reply).body['ui_dependencies'];
      if (found === undefined) return 'missing';
      return Object.keys(found ?? {}).length === 0 ? 'empty' : `\`${JSON.stringify(found)}\``;
    },
  }),
];
