import type { Belief } from './belief';

export const flexBeliefs: readonly Belief[] = [
  {
    id: 'flex.tokens',
    area: "Flex (its shapes were read in Flex UI and its SDKs, not compared with Twilio's answers)",
    state: 'simplified',
    assumes:
      'Tokens are opaque texts, not JWEs. Any valid Flex token may read any Flex route; roles matter only to Flex UI itself and to the Functions. `Tokens/refresh` leaves the old token valid until it expires.',
  },
  {
    id: 'flex.token-refused',
    area: "Flex (its shapes were read in Flex UI and its SDKs, not compared with Twilio's answers)",
    state: 'open',
    assumes: 'A rejected Flex token carries code 20104 and a message of ours.',
    findOut: 'Validate an expired token.',
  },
  {
    id: 'flex.event-bridge',
    area: "Flex (its shapes were read in Flex UI and its SDKs, not compared with Twilio's answers)",
    state: 'src',
    assumes:
      "The event bridge knows activities, workers, task queues, a worker's channels (voice 1, chat 3, for everybody) and reservations (none); it takes a worker's activity and attributes. Its socket tells of changes of activity and attributes. Tasks, transfers and supervision answer 404 20404. `token_lifetime` of its first message is the token's whole life in milliseconds.",
    findOut: 'Watch the event bridge in a browser.',
  },
  {
    id: 'flex.features',
    area: "Flex (its shapes were read in Flex UI and its SDKs, not compared with Twilio's answers)",
    state: 'simplified',
    assumes:
      'Features are on or off for the whole account; those on are the token kept per tab and, with `queueFilter`, `enable-queue-filter` and `flex-teams-view-column-filters` (the native Queues tab shows only with both).',
  },
  {
    id: 'flex.no-conversations',
    area: "Flex (its shapes were read in Flex UI and its SDKs, not compared with Twilio's answers)",
    state: 'simplified',
    assumes:
      'No Conversations: its client in Flex never gets ready. When Flex renews its token, after 57 minutes, that client says so with one uncaught error in the console; the token is renewed all the same.',
  },
  {
    id: 'flex.left-out',
    area: "Flex (its shapes were read in Flex UI and its SDKs, not compared with Twilio's answers)",
    state: 'simplified',
    assumes:
      'No team structure, no outbound calling, no insights, no user preferences (GraphQL), no localization service, no UI customization versions: 404 20404 where Flex asks. Logs that Flex sends are thrown away.',
  },
  {
    id: 'flex.queues-with-token',
    area: "Flex (its shapes were read in Flex UI and its SDKs, not compared with Twilio's answers)",
    state: 'src',
    assumes:
      "TaskRouter's list of task queues also takes a Flex token, as Flex's own queue filter expects; the other TaskRouter and Sync routes do not.",
    findOut: "Open Flex's own queue filter.",
  },
  {
    id: 'flex.configuration-replace',
    area: "Flex (its shapes were read in Flex UI and its SDKs, not compared with Twilio's answers)",
    state: 'doc',
    assumes:
      'A POST of the configuration needs `account_sid`, in JSON or, as the plugin tooling sends it, in a form, and replaces each field as a whole. Fields that cannot be set, unknown ones and those of a wrong type answer 400 20001, where Twilio may ignore some.',
    findOut: 'POST the configuration with an unknown field.',
  },
  {
    id: 'flex.configuration-compatibility',
    area: "Flex (its shapes were read in Flex UI and its SDKs, not compared with Twilio's answers)",
    state: 'open',
    assumes:
      '`ui_attributes.version_compatibility` is `yes` in every answer, also after it was left out of an update.',
    findOut: 'Replace `ui_attributes` without it and open Flex.',
  },
  {
    id: 'flex.ui-dependencies',
    area: "Flex (its shapes were read in Flex UI and its SDKs, not compared with Twilio's answers)",
    state: 'open',
    assumes:
      '`ui_dependencies` is empty unless `flex.uiDependencies` or an update says otherwise; Flex then means React 17.0.2.',
    findOut: 'Fetch the configuration of an account on Flex UI 2.17.',
  },
];

export const pluginBeliefs: readonly Belief[] = [
  {
    id: 'plugins.archived',
    area: 'Flex plugins',
    state: 'open',
    assumes:
      'What the active release holds cannot be archived, and what is archived cannot be configured or released: 400 20001.',
    findOut: 'Archive a version that is released.',
  },
  {
    id: 'plugins.taken',
    area: 'Flex plugins',
    state: 'open',
    assumes:
      'A taken unique name or version answers 409 20409; a version must be a semantic version and its URL https.',
    findOut: 'Create a version twice.',
  },
  {
    id: 'plugins.order',
    area: 'Flex plugins',
    state: 'src',
    assumes:
      'Versions, configurations and releases come newest first, as the plugin tooling expects; the newest release counts.',
    findOut: 'List the releases.',
  },
  {
    id: 'plugins.empty-configuration',
    area: 'Flex plugins',
    state: 'open',
    assumes: 'A configuration may hold no plugin at all; its release takes all of them away.',
    findOut: 'Release a configuration without plugins.',
  },
  {
    id: 'plugins.plugin-list',
    area: 'Flex plugins',
    state: 'src',
    assumes:
      '`/plugins` on flex.twilio.com lists what is released with the URL that its version was created with, for every role.',
    findOut: 'Open Flex and watch its request for plugins.',
  },
];
