import type { Belief } from './belief';

export const syncBeliefs: readonly Belief[] = [
  {
    id: 'sync.write-bursts',
    area: 'Sync',
    state: 'simplified',
    assumes:
      'Writes and reads are limited within each second, where Twilio lets bursts of up to ten seconds pass. Between 1 and 10 KiB the limit on writes falls in a straight line.',
  },
  {
    id: 'sync.read-limit-code',
    area: 'Sync',
    state: 'open',
    assumes:
      'Code 54009 for reads and for new objects is inferred from that for writes. 20 new objects a second is for the whole service.',
    findOut: 'Read one document 100 times at once.',
  },
  {
    id: 'sync.what-counts-as-read',
    area: 'Sync',
    state: 'open',
    assumes:
      'A page of items is one read of the list or map, however many items it has; a list of documents, lists or maps is none; a read of what is not there counts on its name. A creation that fails because the name is taken is no new object. Twilsock is not limited at all.',
    findOut: 'Read pages of items until 429.',
  },
  {
    id: 'sync.revisions',
    area: 'Sync',
    state: 'open',
    assumes:
      'Revisions are hexadecimal counters; a time to live alone leaves the revision as it is; data alone leaves the expiry as it is.',
    findOut: 'Update a document with a Ttl alone, then with data alone.',
  },
  {
    id: 'sync.codes',
    area: 'Sync',
    state: 'doc',
    assumes:
      'If-Match is taken with and without quotes; a conflict answers 412 54103 for a document, 54205 and 54155 for an item of a map and a list; a taken name 409 54301, a taken key 409 54208.',
    findOut: 'Update, and create, what has changed or is there.',
  },
  {
    id: 'sync.expiry',
    area: 'Sync',
    state: 'simplified',
    assumes: 'Expired objects are gone at once, where Twilio may take its time.',
  },
  {
    id: 'sync.name-length',
    area: 'Sync',
    state: 'doc',
    assumes:
      "Map keys and unique names may have 320 characters; Twilio's pages say 256 in one place and 320 in another. Data must be a JSON object.",
    findOut: 'Create a document whose name has 320 characters.',
  },
  {
    id: 'sync.page-size',
    area: 'Sync',
    state: 'open',
    assumes: 'A PageSize over 100, like any malformed parameter, answers 400 20001.',
    findOut: 'List documents with PageSize 101.',
  },
  {
    id: 'sync.left-out',
    area: 'Sync',
    state: 'simplified',
    assumes: 'No permissions, streams, webhooks; one service, others only in the list; no `default` alias.',
  },
];

export const liveBeliefs: readonly Belief[] = [
  {
    id: 'live.frames',
    area: 'Twilsock and Live Query (`src/live`), as far as twilio-sync 2 to 4 show them',
    state: 'src',
    assumes:
      'The frames, the answers below `/v3` and `/v4/Subscriptions`, and the order of what is replayed are what the clients accept. A token that is unknown is refused like one that has expired (20104).',
    findOut: 'Watch the socket in a browser.',
  },
  {
    id: 'live.replay',
    area: 'Twilsock and Live Query (`src/live`), as far as twilio-sync 2 to 4 show them',
    state: 'simplified',
    assumes:
      'Lists and maps replay the last 1,000 events, documents their newest state; a client that was away longer is told nothing of the rest.',
  },
  {
    id: 'live.indexes',
    area: 'Twilsock and Live Query (`src/live`), as far as twilio-sync 2 to 4 show them',
    state: 'open',
    assumes:
      '`tr-worker` and `tr-queue` hold every worker and queue, `tr-reservation` nothing. Entries change at once, in full. A query finds 200 entries at most, as Teams View shows; which 200 of more is made up (the oldest), and so is that one who leaves makes room only for the next who changes. Twilio leaves queues out that were unused for 30 days.',
    findOut: 'Query `tr-worker` in a workspace of more than 200 workers.',
  },
  {
    id: 'live.comparison',
    area: 'Twilsock and Live Query (`src/live`), as far as twilio-sync 2 to 4 show them',
    state: 'open',
    assumes:
      'A comparison with an array matches one of its elements; a field that is missing equals nothing and is unequal to everything. Malformed queries answer 400 54507, 30 values 400 54510.',
    findOut: 'Query `data.attributes.queues IN [...]`.',
  },
];
