const BROWSER = 'A browser that has Flex open shows it';
const DEPLOYMENT = 'Needs a deployment of Functions';
const REGISTRY = 'Would leave plugins on record, which Flex’s API deletes none of';
const SINK = 'Needs a sink, and somebody who watches what it receives';
const CALLBACK = 'Would change the workspace’s one event callback';
const BURST = 'Needs more requests at once than a production account should get from here';

/** The open beliefs that no probe is about, and why. */
export const elsewhere: Readonly<Record<string, string>> = {
  'taskrouter.events-without-filter': CALLBACK,
  'taskrouter.callback-url-check': CALLBACK,
  'sync.read-limit-code': BURST,
  'sync.what-counts-as-read': BURST,
  'live.indexes': BROWSER,
  'live.comparison': BROWSER,
  'flex.configuration-compatibility': 'Would change Flex’s configuration',
  'plugins.archived': REGISTRY,
  'plugins.taken': REGISTRY,
  'plugins.empty-configuration': 'Would take all plugins away from Flex',
  'serverless.runtimes': 'Needs a deployment: `npm run deploy` says what was refused',
  'serverless.variable-limits': DEPLOYMENT,
  'serverless.variables-at-deployment': DEPLOYMENT,
  'serverless.taken': DEPLOYMENT,
  'serverless.build-in-use': DEPLOYMENT,
  'serverless.service-removal': DEPLOYMENT,
  'serverless.upload-size': DEPLOYMENT,
  'serverless.signature-status': DEPLOYMENT,
  'serverless.concurrency': DEPLOYMENT,
  'event-streams.content-type': SINK,
  'event-streams.batching': SINK,
  'event-streams.retries': SINK,
  'event-streams.sink-in-use': SINK,
};
