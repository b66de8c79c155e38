import {
  all,
  answering,
  attributes,
  deployed,
  fault,
  heading,
  lastJob,
  leftWorker,
  open,
  rules,
  silentJob,
  variables,
  workspace,
  type Break,
} from './breaks';

const SINKS = /^\/v1\/Sinks\/DG/;
const CONFIGURATION = /^\/v1\/Configuration/;
const WORKER = /\/Workers\/WK\w+$/;
const WORKSPACE = /^\/v1\/Workspaces\/\w+$/;
/** Twilio's clock, so many seconds behind ours. */
const off =
  (seconds: number): Break =>
  (operator) =>
    heading(WORKSPACE, { Date: new Date(Date.now() - seconds * 1_000).toUTCString() })(operator);
/** Variables of which the commands take every value. */
const LONG = ['RETRY_LIMIT', 'MIN_BACKOFF', 'MAX_BACKOFF']
  .map((name) => `TWILIO_SERVICE_${name}`)
  .concat(['TR_EVENTS_LOG_EVENTS', 'LOG_HANDOVER_EVENTS', 'ENABLE_LOCAL_LOGGING', 'ALERT_WEBHOOK_URL']);

/** What the doctor must say of itself, and how it comes about; each of its findings at least once. */
export const FAULTS: readonly [expected: string, what: string, break_: Break][] = [
  ['events-filter fail', 'a filter that holds events back', workspace({ eventsFilter: 'worker.created' })],
  [
    'sink fail',
    'a sink that Twilio has given up',
    answering('events.twilio.com', SINKS, { status: 'failed' }),
  ],
  [
    'events-subscription fail',
    'a subscription that lacks a type',
    ({ emulator: { eventStreams } }) => {
      const { store } = eventStreams;
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
  [
    'token fail, health fail',
    'variables that the Functions can’t read',
    deployed({ TWILIO_SERVICE_RETRY_LIMIT: 'many' }),
  ],
  [
    'signature fail',
    'another auth token than the account’s',
    async (broken) => {
      const [key] = broken.emulator.apiKeys;
      return variables({
        TWILIO_API_KEY: key?.sid ?? '',
        TWILIO_API_SECRET: key?.secret ?? '',
        AUTH_TOKEN: 'f'.repeat(32),
      })(broken);
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
    'another React in Flex, whose number has a 17 in it',
    answering('flex-api.twilio.com', CONFIGURATION, { ui_dependencies: { react: '16.17.0' } }),
  ],
  [
    'flex-address fail',
    'an address in Flex that is not ours',
    ({ emulator: { flex } }) => {
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
    ({ emulator: { pluginService } }) => {
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
    async (broken) => {
      const { emulator } = broken;
      const services = await emulator.client().sync.v1.services.list();
      const other = services.find(({ sid }) => sid !== emulator.syncServiceSid)?.sid ?? '';
      return variables({ TWILIO_FLEX_SYNC_SID: other })(broken);
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
  ['etag warn', 'workers that come without an ETag', heading(WORKER, { ETag: null })],
  [
    'rate-limit warn',
    'a rate limit that something else uses up',
    heading(/\/Workers\?PageSize=1$/, { 'X-Rate-Limit-Limit': '100', 'X-Rate-Limit-Remaining': '3' }),
  ],
  ['clock warn', 'a clock that is 20 s off', off(20)],
  ['clock fail', 'a clock that is two minutes off', off(120)],
  ['roles warn', 'nobody who may open the page', attributes({ roles: ['agent'] })],
  [
    'variables-size fail',
    'variables that are too much together',
    variables(Object.fromEntries(LONG.map((name) => [name, '1'.repeat(440)]))),
  ],
  [
    'sync fail',
    'a Sync service that is not there',
    variables({ TWILIO_FLEX_SYNC_SID: `IS${'0'.repeat(32)}` }),
  ],
  ['unsigned fail', 'an event handler that everybody may call', open('/event-handler')],
  [
    'resync fail',
    'a verified resync that is too old, and no check that can be started',
    all(
      fault({ match: { host: 'sync.twilio.com', method: 'POST', path: /jobs$/ }, action: { status: 503 } }),
      rules({ verifiedAt: '2025-01-01T00:00:00.000Z' }),
    ),
  ],
  [
    'last-resync fail',
    'a resync that failed',
    lastJob({ status: 'failed', error: { code: 'unauthorised', message: 'Twilio refuses the credentials' } }),
  ],
  [
    'last-resync warn',
    'a resync that left agents',
    lastJob({ progress: { total: 20, checked: 20, changed: 0, failed: 3 } }),
  ],
  ['left warn', 'an agent whom an event could not bring in step', leftWorker],
  ['jobs fail', 'a job that gives no heartbeat', silentJob],
  [
    'resync fail',
    'a workspace of which nothing was ever verified',
    // Not merely removed: whoever passes by begins a resync, and one of twenty agents is soon verified.
    fault({
      match: { host: 'sync.twilio.com', method: 'GET', path: /\/Maps\/queue-eligibility\.rulebook/ },
      action: { status: 404, code: 20404 },
    }),
  ],
];
