import type { Belief } from './belief';

export const taskRouterBeliefs: readonly Belief[] = [
  {
    id: 'taskrouter.worker-etag',
    area: 'TaskRouter',
    state: 'open',
    assumes:
      'The ETag of a worker is a quoted counter that every update counts up, a change of activity too (`etags: false` sends none). A failed If-Match answers 412 20412.',
    findOut:
      'Fetch a worker and look for ETag; update it with the ETag of before another update, and after a change of activity.',
  },
  {
    id: 'taskrouter.list-attributes',
    area: 'TaskRouter',
    state: 'open',
    assumes: '`attributes` are in lists of workers; `listAttributes: false` gives null there.',
    findOut: 'List workers and look at `attributes`.',
  },
  {
    id: 'taskrouter.attributes-text',
    area: 'TaskRouter',
    state: 'open',
    assumes: 'Attributes are read as the text that was written, blanks, order and escapes included.',
    findOut: 'Write attributes with blanks and escapes, and fetch the worker.',
  },
  {
    id: 'taskrouter.date-updated',
    area: 'TaskRouter',
    state: 'open',
    assumes:
      '`date_updated` has whole seconds; every update of a worker or queue moves it, one of the name or the activity too, and one that changes nothing.',
    findOut: 'Update a worker and a queue in each way, and compare.',
  },
  {
    id: 'taskrouter.bulk-statistics-unknown',
    area: 'TaskRouter',
    state: 'open',
    assumes: 'The bulk statistics take `{ "queueSids": [...] }`; a queue of another workspace counts zero.',
    findOut: 'Ask for the statistics of one queue of ours and one made-up SID.',
  },
  {
    id: 'taskrouter.statistics-lag',
    area: 'TaskRouter',
    state: 'open',
    assumes:
      "Statistics are exact at once unless `statisticsLagMs` says otherwise; then all queues lag alike, a new rule as long as a worker's change. Statistics of workers and lists by queue never lag.",
    findOut: 'Change a worker, then a rule, and read the statistics every half second until they follow.',
  },
  {
    id: 'taskrouter.name-taken',
    area: 'TaskRouter',
    state: 'open',
    assumes:
      'A taken or too long name and an unknown activity answer 400 20001. Names of queues are unique without regard to case, like those of workers.',
    findOut: 'Create a worker and a queue with names that differ from one there in case alone.',
  },
  {
    id: 'taskrouter.list-by-unknown-sid',
    area: 'TaskRouter',
    state: 'open',
    assumes: '`WorkerSid` or `TaskQueueSid` of something that does not exist gives an empty list.',
    findOut: 'List queues by a made-up worker SID.',
  },
  {
    id: 'taskrouter.list-order',
    area: 'TaskRouter',
    state: 'open',
    assumes:
      '`Ordering` is refused; lists come in order of creation. A page token is bound to the last entry, `Page` alone moves nothing, and `previous_page_url` is always null.',
    findOut: 'List with small pages while a worker is deleted.',
  },
  {
    id: 'taskrouter.queue-update',
    area: 'TaskRouter',
    state: 'open',
    assumes:
      "An update of a queue with `TargetWorkers` alone changes nothing else; the rule is kept as the text that was sent, blanks included. One that can't be parsed answers 400 20001 and changes nothing.",
    findOut: 'Give a queue a rule with blanks, then one that can’t be parsed, and fetch it.',
  },
  {
    id: 'taskrouter.expression-dialect',
    area: 'TaskRouter',
    state: 'open',
    assumes:
      "Precedence, coercion, escapes and keyword case of expressions (`dialect` changes them); a worker's own fields win over attributes of the same name; `worker.channel.*` is the same for every worker (voice 1, chat 3).",
    findOut: 'Make a queue for each question and list its workers.',
  },
  {
    id: 'taskrouter.no-tasks',
    area: 'TaskRouter',
    state: 'simplified',
    assumes:
      'No workflows, tasks, channels or reservations: deleting a queue always works, and all numbers of tasks are 0.',
  },
  {
    id: 'taskrouter.event-on-same-attributes',
    area: 'TaskRouter',
    state: 'open',
    assumes:
      'An event is raised by every update that carries attributes, even the same ones. A change of name raises none.',
    findOut: 'Update a worker with its own attributes, and rename it, while the callback is watched.',
  },
  {
    id: 'taskrouter.event-fields',
    area: 'TaskRouter',
    state: 'src',
    assumes:
      "`/` is escaped in `WorkerAttributes`, as in real callbacks; otherwise they are the text that was written, which Twilio may write anew. `EventDescription` is Twilio's wording for activities and made up for the rest, with all attributes in it. `OperatingUnitSid` is missing.",
    findOut: 'Compare a callback with what was written.',
  },
  {
    id: 'taskrouter.events-without-filter',
    area: 'TaskRouter',
    state: 'open',
    assumes:
      'Without a filter, and with an empty one, every event the emulator knows is sent; `worker.capacity.update` and `worker.channel.availability.update` it does not know.',
    findOut: 'Set EventCallbackUrl with an empty EventsFilter.',
  },
  {
    id: 'taskrouter.callback-url-check',
    area: 'TaskRouter',
    state: 'open',
    assumes:
      '`EventCallbackUrl` must be an http or https URL; an empty one takes it away, and `event_callback_url` is then an empty text.',
    findOut: 'Set it to a text that is no URL, then to an empty one, and fetch the workspace.',
  },
  {
    id: 'taskrouter.event-log',
    area: 'TaskRouter',
    state: 'open',
    assumes:
      'The event log comes newest first, goes back 15 minutes where no time is named (`Minutes` and `StartDate` both count where both are), and holds the last 5,000 events. A change by the API is the account’s (`actor_type` `account`, `source` `twilio-api`); every other one, a person’s in Flex too, names nobody and has the source `twilio-console`.',
    findOut: 'Change a worker by the API, then by hand in the console and in Flex, and read the events.',
  },
  {
    id: 'taskrouter.rate-windows',
    area: 'TaskRouter',
    state: 'open',
    assumes:
      'Rate limits use fixed windows of one second that start with the first request; what `X-Rate-Limit-Config` holds is made up. The limits on updates and on all requests are off: Twilio publishes no numbers.',
    findOut: 'Read the rate-limit headers of a list and of an update.',
  },
  {
    id: 'taskrouter.other-workspaces',
    area: 'TaskRouter',
    state: 'simplified',
    assumes:
      'Workspaces beside ours are in the list of workspaces and nowhere else; none can be made or removed.',
  },
];
