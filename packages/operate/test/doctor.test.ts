import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Emulator, FaultRule } from '@queue-eligibility/twilio-emulator';
import { Operator } from './emulated';

interface Found {
  id: string;
  state: string;
  what: string;
  mend?: string;
}

const START_MS = 120_000;
let operator: Operator;
let examiner: ReturnType<Operator['start']>;
let answers: AsyncIterator<string>;

beforeAll(async () => {
  operator = await Operator.start({ workers: 20, queues: 6, otherSyncServices: ['Another'] });
  await operator.succeed('setup', [], operator.credentials);
  await operator.succeed('deploy', ['--no-build', '--events', 'both']);
  examiner = operator.start(path.join(__dirname, 'examiner.ts'));
  examiner.stderr.pipe(process.stderr);
  answers = createInterface({ input: examiner.stdout })[Symbol.asyncIterator]();
}, START_MS);

afterAll(async () => {
  examiner.stdin.end();
  await once(examiner, 'close');
  await operator.close();
});

async function examine({ changes = false } = {}): Promise<Found[]> {
  const request = { envFile: operator.envFile, changes, patienceMs: 3_000 };
  examiner.stdin.write(`${JSON.stringify(request)}\n`);
  return JSON.parse(String((await answers.next()).value)) as Found[];
}

const bad = (findings: readonly Found[]): string[] =>
  findings.filter(({ state }) => state !== 'ok').map(({ id, state }) => `${id} ${state}`);

/** Breaks one thing and answers how to mend it. */
type Break = (emulator: Emulator) => Promise<() => unknown> | (() => unknown);

const fault =
  (rule: FaultRule): Break =>
  ({ faults }) => {
    const handle = faults.add(rule);
    return () => handle.remove();
  };

/** What one field of Twilio's answers says instead. */
const answering = (host: string, at: RegExp, answer: Record<string, unknown>): Break =>
  fault({ match: { host, method: 'GET', path: at }, action: { answer } });

const workspace = (emulator: Emulator, change: { eventCallbackUrl?: string; eventsFilter?: string }) => {
  const { eventCallbackUrl, eventsFilter } = emulator.taskRouter.workspace;
  emulator.taskRouter.updateWorkspace(change);
  return () => emulator.taskRouter.updateWorkspace({ eventCallbackUrl, eventsFilter });
};

/** Other variables here than in the Functions. */
const variables =
  (change: Record<string, string>): Break =>
  async () => {
    const before = await readFile(operator.envFile, 'utf8');
    const lines = Object.entries(change).map(([name, value]) => `${name}=${value}\n`);
    await writeFile(operator.envFile, before + lines.join(''));
    return () => writeFile(operator.envFile, before);
  };

const attributes =
  (change: Record<string, unknown>): Break =>
  ({ taskRouter }) => {
    const [worker] = taskRouter.workers.values();
    const before = worker?.attributes ?? '{}';
    const sid = worker?.sid ?? '';
    // Nobody hears of it, and nobody puts it right.
    taskRouter.spoilWorker(sid, JSON.stringify({ ...(JSON.parse(before) as object), ...change }));
    return () => taskRouter.spoilWorker(sid, before);
  };

/** Variables of the Functions that are deployed. */
const deployed =
  (change: Record<string, string>): Break =>
  async (emulator) => {
    const { services } = emulator.client().serverless.v1;
    const service = services('queue-eligibility');
    const [environment] = await service.environments.list();
    const environmentContext = service.environments(environment?.sid ?? '');
    const deploy = () => environmentContext.deployments.create({ buildSid: environment?.buildSid ?? '' });
    const variables = await environmentContext.variables.list();
    const set = async (values: ReadonlyMap<string, string>): Promise<void> => {
      for (const { key, sid } of variables) {
        const value = values.get(key);
        if (value !== undefined) await environmentContext.variables(sid).update({ value });
      }
      await deploy();
    };
    await set(new Map(Object.entries(change)));
    return () => set(new Map(variables.map(({ key, value }) => [key, value])));
  };

const SINKS = /^\/v1\/Sinks\/DG/;
const CONFIGURATION = /^\/v1\/Configuration/;

it('finds nothing where nothing is broken, also with a worker of its own', async () => {
  expect(bad(await examine({ changes: true }))).toEqual([]);
  expect(operator.emulator.taskRouter.workers.size).toBe(20);
});

it.each<[expected: string, what: string, break_: Break]>([
  [
    'events-filter fail',
    'a filter that holds events back',
    (emulator) => workspace(emulator, { eventsFilter: 'worker.created' }),
  ],
  [
    'sink fail',
    'a sink that Twilio has given up',
    answering('events.twilio.com', SINKS, { status: 'failed' }),
  ],
  [
    'events-subscription fail',
    'a subscription that lacks a type',
    ({ eventStreams: { store } }) => {
      const [before] = store.subscriptions.all();
      if (before) store.subscriptions.put({ ...before, types: before.types.slice(1) });
      return () => before && store.subscriptions.put(before);
    },
  ],
  [
    'cors fail',
    'Flex at an origin that the Functions don’t know',
    variables({ FLEX_ORIGINS: 'https://flex.example.com' }),
  ],
  ['variables warn', 'variables that were not deployed', variables({ RESYNC_MAX_AGE_MINUTES: '60' })],
  [
    'variables-size fail',
    'a variable that is too long',
    variables({ FLEX_ORIGINS: `https://${'x'.repeat(450)}.com` }),
  ],
  ['token fail', 'variables that the Functions can’t read', deployed({ TWILIO_SERVICE_RETRY_LIMIT: 'many' })],
  [
    'signature fail',
    'another auth token than the account’s',
    async (emulator) => {
      const [key] = emulator.apiKeys;
      return variables({
        TWILIO_API_KEY: key?.sid ?? '',
        TWILIO_API_SECRET: key?.secret ?? '',
        AUTH_TOKEN: 'f'.repeat(32),
      })(emulator);
    },
  ],
  [
    'runtime fail',
    'Functions on a Node that is no more',
    answering('serverless.twilio.com', /\/Builds\/ZB/, { runtime: 'node18' }),
  ],
  [
    'flex-ui fail',
    'an old Flex UI',
    answering('flex-api.twilio.com', CONFIGURATION, { ui_version: '1.34.0' }),
  ],
  [
    'react fail',
    'another React in Flex',
    answering('flex-api.twilio.com', CONFIGURATION, { ui_dependencies: { react: '16.5.2' } }),
  ],
  [
    'flex-address fail',
    'an address in Flex that is not ours',
    ({ flex }) => {
      const before = flex.uiAttributes;
      flex.uiAttributes = {
        ...before,
        queue_eligibility: { functions_base_url: 'https://old-1234.twil.io' },
      };
      return () => (flex.uiAttributes = before);
    },
  ],
  [
    'plugin fail',
    'a release without our plugin',
    ({ pluginService }) => {
      const before = pluginService.releases.all().at(-1);
      pluginService.createRelease(
        pluginService.createConfiguration({ name: 'without', description: '', plugins: [] }).sid,
      );
      return () => before && pluginService.createRelease(before.configurationSid);
    },
  ],
  [
    'sync-service fail',
    'jobs in a Sync service that no Flex user sees',
    async (emulator) => {
      const services = await emulator.client().sync.v1.services.list();
      const other = services.find(({ sid }) => sid !== emulator.syncServiceSid)?.sid ?? '';
      return variables({ TWILIO_FLEX_SYNC_SID: other })(emulator);
    },
  ],
  [
    'sync unknown',
    'Sync without an answer',
    fault({ match: { host: 'sync.twilio.com', path: /Documents$/ }, action: 'reset' }),
  ],
  ['foreign fail', 'an attribute that something else uses', attributes({ queues: ['sales', 'support'] })],
  ['headroom warn', 'attributes that are nearly full', attributes({ notes: 'x'.repeat(3_400) })],
  [
    'etag unknown',
    'TaskRouter without an answer about a worker',
    fault({ match: { resource: 'Worker' }, action: { status: 503 } }),
  ],
  [
    'resync fail',
    'a workspace of which nothing was ever verified',
    ({ sync }) => {
      sync.remove('map', 'queue-eligibility.rulebook');
      return () => undefined;
    },
  ],
])('%s: %s', async (expected, _what, break_) => {
  const mend = await break_(operator.emulator);
  try {
    const findings = await examine();
    expect(bad(findings)).toContain(expected);
    for (const { state, mend: advice } of findings)
      expect([state, advice !== undefined]).toEqual([state, state !== 'ok']);
  } finally {
    await mend();
  }
});

it('events fail: nobody hears of a change; end-to-end fail: a new worker is not brought in step', async () => {
  const { emulator } = operator;
  const mend = workspace(emulator, { eventCallbackUrl: '' });
  const subscriptions = emulator.eventStreams.store.subscriptions.all();
  for (const { sid } of subscriptions) emulator.eventStreams.store.subscriptions.delete(sid);
  const found = bad(await examine({ changes: true }));
  expect(found).toEqual(expect.arrayContaining(['events fail', 'end-to-end fail']));
  expect(emulator.taskRouter.workers.size).toBe(20);
  for (const subscription of subscriptions) emulator.eventStreams.store.subscriptions.put(subscription);
  mend();
});

it('functions fail: the service is gone', async () => {
  await operator.emulator.client().serverless.v1.services('queue-eligibility').remove();
  const found = bad(await examine());
  expect(found).toEqual(expect.arrayContaining(['functions fail', 'signature fail', 'health fail']));
});
