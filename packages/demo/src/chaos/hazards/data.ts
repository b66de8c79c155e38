import type { EmulatorOptions } from '@queue-eligibility/twilio-emulator';
import type { Hazard, Loose, Storm } from '../hazard';

const nothing: Loose = { injected: () => 1, end: () => {} };

/** An account that is another way than ours is taken to be. */
const account = (name: string, what: string, emulator: EmulatorOptions): Hazard => ({
  name,
  what,
  chapter: 'data',
  account: { emulator },
  begin: () => nothing,
});

const NAMES = [
  'Zoë',
  'Łukasz',
  'Ωμέγα',
  'Алёна',
  'שרה',
  'محمد',
  '王小明',
  'さくら',
  '민준',
  'नेहा',
  '👩🏽‍💻 Ada',
  'O’Brien "Q"',
];

/** What is not to be lost, though JavaScript can't hold it. */
const BIG_NUMBER = '"ref":12345678901234567890';

function spoil({ ledger, random }: Storm): Loose {
  const { taskRouter } = ledger;
  const everybody = taskRouter.createQueue({ friendlyName: 'Everybody', targetWorkers: '1==1' });
  const sids = random.sample([...taskRouter.workers.keys()], 11 + NAMES.length);
  const [
    noJson = '',
    cut = '',
    list = '',
    text = '',
    object = '',
    mixed = '',
    named = '',
    long = '',
    full = '',
    big = '',
    twice = '',
    ...others
  ] = sids;
  const unable = new Map<string, string>();
  const bad: [string, string][] = [
    [noJson, 'skills: billing'],
    [cut, '{"routing":{"skills":["bil'],
    [list, '["billing"]'],
    [text, '"billing"'],
  ];
  for (const [sid, attributes] of bad) {
    ledger.spoil(sid, attributes);
    unable.set(sid, 'attributes_invalid');
  }
  // The attribute that is ours, and holds what we never put there.
  const foreign: [string, string][] = [
    [object, '"queues":{"a":1}'],
    [mixed, `"queues":["${everybody.sid}",7,null]`],
    [named, '"queues":["900","901"]'],
  ];
  for (const [sid, attributes] of foreign) {
    ledger.write(sid, `{${attributes},"routing":{"skills":[]}}`);
    ledger.mustHold(sid, attributes);
    unable.set(sid, 'queues_not_ours');
  }
  ledger.write(twice, `{"queues":["${everybody.sid}","${everybody.sid}"]}`);
  for (const [sid, size] of [
    [long, 4_090],
    [full, 4_070],
  ] as const) {
    const notes = 'n'.repeat(size - '{"notes":""}'.length);
    ledger.write(sid, JSON.stringify({ notes }));
    unable.set(sid, 'attributes_too_long');
  }
  ledger.write(big, `{ ${BIG_NUMBER} , "routing" : { "skills" : [ ] } }`);
  ledger.mustHold(big, BIG_NUMBER);
  NAMES.forEach((name, i) => {
    ledger.edit(others[i] ?? '', (attributes) => (attributes['full_name'] = name));
  });
  return { injected: () => sids.length, end: () => {}, unable: () => unable };
}

/** Queues that all match one agent, beside the others. */
function manyQueues({ ledger, random }: Storm, count: number): string {
  const sid = random.pick([...ledger.taskRouter.workers.keys()]);
  ledger.write(sid, '{"vip":true}');
  for (let i = 0; i < count; i++) {
    ledger.taskRouter.createQueue({ friendlyName: `VIP ${i}`, targetWorkers: 'vip == true' });
  }
  return sid;
}

/** What the workspace itself is like. */
export const data: readonly Hazard[] = [
  account('no-attributes', 'lists of workers come without attributes', { listAttributes: false }),
  account('no-etag', 'TaskRouter gives no ETag', { etags: false }),
  account('or-first', 'OR binds before AND in expressions', { dialect: { precedence: 'or-first' } }),
  account('left-to-right', 'expressions are read from left to right, loosely', {
    dialect: { precedence: 'left-to-right', coercion: 'loose' },
  }),
  {
    name: 'knows-better',
    what: 'TaskRouter reads a documented expression in another way than we do',
    chapter: 'data',
    begin({ ledger, random }) {
      const { taskRouter } = ledger;
      const plain = [...taskRouter.queues.values()].filter(({ targetWorkers }) =>
        / HAS /.test(targetWorkers),
      );
      const queue = random.pick(plain);
      taskRouter.overrideQueue(queue.sid, ({ sid }) => /[02468a]$/.test(sid ?? ''));
      return nothing;
    },
  },
  {
    name: 'odd-attributes',
    what: 'attributes that are no JSON, no object, full, doubled, somebody else’s, in every script',
    chapter: 'data',
    without: ['workers-deleted', 'skills-edited', 'undone', 'too-many-queues', 'order-shuffled'],
    begin: spoil,
  },
  {
    name: 'too-many-queues',
    what: 'a worker is eligible for 400 queues, more than fit as SIDs',
    chapter: 'data',
    without: ['workers-deleted', 'skills-edited', 'undone', 'queues-deleted', 'expressions-changed', 'codes'],
    account: { emulator: { workers: 120 } },
    begin(storm) {
      const sid = manyQueues(storm, 400);
      return {
        injected: () => 400,
        end: () => {},
        unable: () => new Map([[sid, 'attributes_too_long']]),
      };
    },
  },
  {
    name: 'codes',
    what: 'a worker is eligible for 400 queues, which stand there as codes',
    chapter: 'data',
    without: ['too-many-queues', 'workers-deleted', 'skills-edited'],
    account: { emulator: { workers: 120 }, env: { WORKER_QUEUES_FORM: 'codes' } },
    begin(storm) {
      manyQueues(storm, 400);
      return { injected: () => 400, end: () => {} };
    },
  },
];
