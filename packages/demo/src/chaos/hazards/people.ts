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
        if (edits >= 200 || !storm.random.chance(0.25)) return;
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
    name: 'order-shuffled',
    what: 'somebody puts a worker’s queues in another order',
    chapter: 'people',
    without: ['no-etag'],
    begin: (storm) =>
      strikes(storm, {
        times: 60,
        everyMs: 80,
        strike: () =>
          storm.ledger.edit(storm.random.pick(workerSids(storm)), (attributes) => {
            const { queues } = attributes;
            if (Array.isArray(queues)) attributes['queues'] = [...(queues as unknown[])].reverse();
          }),
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
  {
    name: 'undone',
    what: 'another system undoes every write to two workers',
    chapter: 'people',
    without: ['no-etag', 'workers-deleted', 'events-lost'],
    begin(storm) {
      const { ledger, random, scenario } = storm;
      const contested = new Map(random.sample(workerSids(storm), 2).map((sid) => [sid, 0]));
      const undone = () => [...contested.values()].reduce((sum, times) => sum + times, 0);
      const undo = ({ EventType, WorkerSid: sid = '' }: { EventType: string; WorkerSid?: string }): void => {
        if (ledger.isActing || EventType !== 'worker.attributes.update' || !contested.has(sid)) return;
        // Not in the middle of somebody else's write.
        setImmediate(() => {
          const isUndone = ledger.edit(
            sid,
            (attributes) => (attributes['queues'] = ['WQ_of_another_system']),
          );
          if (isUndone) contested.set(sid, (contested.get(sid) ?? 0) + 1);
        });
      };
      scenario.emulator.taskRouter.on('event', undo);
      return {
        injected: undone,
        // It goes on undoing: that is what makes it a contest.
        end: () => {},
        // One that was in step all the time was never written: nobody had anything to undo.
        unable: () =>
          new Map([...contested].flatMap(([sid, times]) => (times > 0 ? [[sid, 'contested'] as const] : []))),
        violations: () =>
          undone() > contested.size * 6 ? [`a contest was fought for ${undone()} rounds`] : [],
      };
    },
  },
];
