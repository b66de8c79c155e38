import { jobDocumentName } from '@queue-eligibility/batch';
import { strikes, type Hazard, type Storm } from '../hazard';
import type { Attributes } from '../ledger';

const workerSids = ({ ledger }: Storm): string[] => [...ledger.taskRouter.workers.keys()];
const queueSids = ({ ledger }: Storm): string[] => [...ledger.taskRouter.queues.keys()];

/** Another agent's skills: the edit changes what the agent is eligible for. */
function takeSkills(attributes: Attributes, from: Attributes | null): void {
  attributes['routing'] = from?.['routing'] ?? { skills: [], levels: {} };
}

function attributesOf({ ledger }: Storm, sid: string): Attributes {
  return JSON.parse(ledger.taskRouter.workers.get(sid)?.attributes ?? '{}') as Attributes;
}

/** Expressions that are put in the place of others. */
const EXPRESSIONS = [
  'routing.skills HAS "billing" OR routing.skills HAS "sales"',
  'routing.skills HAS "support" AND routing.levels.support >= 2',
  '"en" IN languages',
  'team_name CONTAINS "a"',
  '1==1',
  'nobody == "there"',
  // Only TaskRouter can tell.
  'worker.channel.voice.configured_capacity > 0',
] as const;

/** Requests a worker that one change of a queue may cost, whatever it changes for. */
const REQUESTS_A_CHANGE = 4;

/** Whether a job gave somebody up because the rules and TaskRouter did not agree. */
const isUnsettled = ({ scenario }: Storm, jobId: string): boolean =>
  scenario.emulator.sync
    .list('document')
    .filter(({ uniqueName }) => uniqueName?.startsWith(`${jobDocumentName(jobId)}.failures.`))
    .some(({ data }) => JSON.stringify(data).includes('"unsettled"'));

/** Others who work on the same account at the same time. */
export const people: readonly Hazard[] = [
  {
    name: 'edited-after-read',
    what: 'somebody edits a worker right after it was read',
    chapter: 'people',
    without: ['no-etag'],
    begin(storm) {
      let edits = 0;
      const stop = storm.ledger.taskRouter.onWorkerRead(({ sid }) => {
        // Not so often that the lists of the first look use them up: those that matter come between a fetch and a write.
        if (edits >= 200 || !storm.random.chance(0.06)) return;
        if (storm.ledger.edit(sid, (attributes) => (attributes[`note_${edits % 5}`] = edits))) edits += 1;
      });
      return { injected: () => edits, end: stop };
    },
  },
  {
    name: 'skills-edited',
    what: 'somebody changes an agent’s skills',
    chapter: 'people',
    without: ['no-etag'],
    begin: (storm) =>
      strikes(storm, {
        times: 400,
        everyMs: 60,
        strike: () => {
          const sids = workerSids(storm);
          const from = attributesOf(storm, storm.random.pick(sids));
          return storm.ledger.edit(storm.random.pick(sids), (attributes) => takeSkills(attributes, from));
        },
      }),
  },
  {
    name: 'workers-deleted',
    what: 'a worker is deleted, and another one created',
    chapter: 'people',
    begin: (storm) =>
      strikes(storm, {
        times: 25,
        everyMs: 250,
        strike: (n) => {
          const sids = workerSids(storm);
          const gone = storm.random.pick(sids);
          const { routing, languages, team_name } = attributesOf(storm, gone);
          storm.ledger.act(() => storm.ledger.taskRouter.deleteWorker(gone));
          storm.ledger.create(`new ${n} ${storm.random.hex(6)}`, { routing, languages, team_name });
          return true;
        },
      }),
  },
  {
    name: 'expressions-changed',
    what: 'a queue’s expression is changed in the middle of a resync',
    chapter: 'people',
    begin: (storm) =>
      strikes(storm, {
        times: 6,
        everyMs: 1_500,
        strike: () => {
          const sid = storm.random.pick(queueSids(storm));
          const targetWorkers = storm.random.pick(EXPRESSIONS);
          storm.ledger.act(() => storm.ledger.taskRouter.updateQueue(sid, { targetWorkers }));
          return true;
        },
      }),
  },
  {
    name: 'queue-toggled',
    what: 'an admin changes a queue to and fro, every few seconds',
    chapter: 'people',
    // Others cost requests of their own, or give somebody up for a reason of their own.
    without: [
      ...[
        'events-flood',
        'events-doubled',
        'no-attributes',
        'skills-edited',
        'log-ins',
        'attributes-restored',
      ],
      ...['activity-changes', 'edited-after-read', 'odd-attributes', 'too-many-queues', 'undone'],
    ],
    begin(storm) {
      const { ledger, scenario } = storm;
      const { sid } = storm.random.pick([...ledger.taskRouter.queues.values()]);
      const asked = (): number => scenario.emulator.requests.count({ host: 'taskrouter.twilio.com' });
      const failed = new Map<string, number>();
      scenario.jobs.on('job', ({ id, progress }) => failed.set(id, progress.failed));
      const loose = strikes(storm, {
        times: 6,
        everyMs: 3_000,
        strike: (n) => {
          const targetWorkers = n % 2 === 0 ? '1==1' : '1==2';
          ledger.act(() => ledger.taskRouter.updateQueue(sid, { targetWorkers }));
          return true;
        },
      });
      return {
        ...loose,
        violations: () => {
          // The resync that the storm is about, and the one after it, look at everybody too.
          const most = REQUESTS_A_CHANGE * ledger.taskRouter.workers.size * (loose.injected() + 2);
          const given = [...failed].filter(([id, count]) => count > 0 && isUnsettled(storm, id));
          return [
            ...(asked() > most ? [`${asked()} requests for ${loose.injected()} changes of a queue`] : []),
            ...given.map(([id, count]) => `${id} gave up ${count} workers for a queue that was changed`),
          ];
        },
      };
    },
  },
  {
    name: 'queues-deleted',
    what: 'a queue is deleted, and another one created, in the middle of a resync',
    chapter: 'people',
    begin: (storm) =>
      strikes(storm, {
        times: 4,
        everyMs: 2_000,
        strike: (n) => {
          const { taskRouter } = storm.ledger;
          storm.ledger.act(() => {
            taskRouter.deleteQueue(storm.random.pick(queueSids(storm)));
            const targetWorkers = storm.random.pick(EXPRESSIONS);
            taskRouter.createQueue({ friendlyName: `new ${n} ${storm.random.hex(6)}`, targetWorkers });
          });
          return true;
        },
      }),
  },
  {
    name: 'rulebook-spoilt',
    what: 'somebody scribbles over what is kept in Sync of the rules, or removes it',
    chapter: 'people',
    begin: (storm) =>
      strikes(storm, {
        times: 10,
        everyMs: 900,
        strike: () => {
          const { sync } = storm.scenario.emulator;
          const rulebook = sync.find('map', 'queue-eligibility.rulebook');
          if (!rulebook) return false;
          const [item] = sync.items(rulebook);
          if (!item || storm.random.chance(0.5)) {
            sync.remove('map', rulebook.sid);
            return true;
          }
          try {
            const data = { ...item.data, verifiedAt: '2999-01-01T00:00:00.000Z' };
            sync.updateItem(rulebook, item.key, { data });
            return true;
          } catch {
            // Sync's limit holds for whoever scribbles as well.
            return false;
          }
        },
      }),
  },
];
