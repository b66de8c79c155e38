import type { TaskRouterEvent } from '@queue-eligibility/twilio-emulator';
import { strikes, type Hazard, type Storm } from '../hazard';
import { readAttributes, type Attributes } from '../ledger';

const workerSids = ({ ledger }: Storm): string[] => [...ledger.taskRouter.workers.keys()];
const textOf = ({ ledger }: Storm, sid: string): string =>
  ledger.taskRouter.workers.get(sid)?.attributes ?? '{}';

/** Writes of one container to one worker in ten minutes, and looks of one resync at it. */
const MOST_WRITES = { container: 6, resync: 8 };

/** What a log-in knows of an agent: everything else in the attributes is gone afterwards. */
function claimsOf({ random }: Storm, before: Attributes): Attributes {
  const { routing, languages, team_name, full_name, queues } = before;
  const claims = { routing, languages, team_name, full_name, roles: ['agent'], session: random.hex(12) };
  return random.chance(0.5) ? { ...claims, queues } : claims;
}

/** Others who write the attributes of workers, ours among them. */
export const attributes: readonly Hazard[] = [
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
    name: 'attributes-restored',
    what: 'somebody writes back attributes as they were a while ago, queues included',
    chapter: 'people',
    without: ['no-etag', 'odd-attributes'],
    begin(storm) {
      const copies: { sid: string; text: string }[] = [];
      return strikes(storm, {
        times: 120,
        everyMs: 80,
        strike: (n) => {
          const sid = storm.random.pick(workerSids(storm));
          copies.push({ sid, text: textOf(storm, sid) });
          const old = n < 40 ? undefined : copies.shift();
          return old === undefined || storm.ledger.write(old.sid, old.text);
        },
      });
    },
  },
  {
    name: 'log-ins',
    what: 'log-ins replace all attributes of a worker, with its queues or without',
    chapter: 'people',
    without: ['no-etag', 'odd-attributes', 'too-many-queues', 'codes'],
    begin: (storm) =>
      strikes(storm, {
        times: 200,
        everyMs: 70,
        strike: () => {
          const sid = storm.random.pick(workerSids(storm));
          const before = readAttributes(textOf(storm, sid));
          return before !== null && storm.ledger.write(sid, JSON.stringify(claimsOf(storm, before)));
        },
      }),
  },
  {
    name: 'activity-changes',
    what: 'agents change their activity all the time, and a queue’s rule asks for it',
    chapter: 'people',
    begin(storm) {
      const { ledger, random } = storm;
      const { taskRouter } = ledger;
      for (const targetWorkers of [
        'activity_name == "Available"',
        'activity_name != "Offline" AND routing.skills HAS "billing"',
      ]) {
        ledger.act(() =>
          taskRouter.createQueue({ friendlyName: `At work: ${targetWorkers}`, targetWorkers }),
        );
      }
      return strikes(storm, {
        times: 250,
        everyMs: 70,
        strike: () => {
          const { sid: activitySid } = random.pick(taskRouter.activities);
          ledger.act(() => taskRouter.updateWorker(random.pick(workerSids(storm)), { activitySid }));
          return true;
        },
      });
    },
  },
  {
    name: 'undone',
    what: 'another system undoes every write to two workers',
    chapter: 'people',
    without: ['no-etag', 'workers-deleted', 'events-lost', 'log-ins', 'attributes-restored', 'queue-toggled'],
    begin(storm) {
      const { ledger, random, scenario } = storm;
      const able = workerSids(storm).filter((sid) => ledger.taskRouter.eligibleQueues(sid).length > 0);
      const rounds = new Map(random.sample(able, 2).map((sid) => [sid, 0]));
      const undo = ({ EventType, WorkerSid: sid = '' }: TaskRouterEvent): void => {
        if (ledger.isActing || EventType !== 'worker.attributes.update' || !rounds.has(sid)) return;
        // Not in the middle of somebody else's write.
        setImmediate(() => {
          if (ledger.edit(sid, (attributes) => (attributes['queues'] = []))) {
            rounds.set(sid, (rounds.get(sid) ?? 0) + 1);
          }
        });
      };
      scenario.emulator.taskRouter.on('event', undo);
      return {
        injected: () => [...rounds.values()].reduce((sum, times) => sum + times, 0),
        // It goes on undoing: nobody can win, and nobody is to try for ever.
        end: () => {},
        restless: () => new Set(rounds.keys()),
        violations: () => {
          const most = mostWrites(storm);
          return [...rounds].flatMap(([sid, times]) =>
            times > most ? [`${sid} was written ${times} times, of ${most} at the most`] : [],
          );
        },
      };
    },
  },
];

/** How often a worker may be written that somebody changes each time. */
function mostWrites({ scenario }: Storm): number {
  const { invocations } = scenario.functions;
  const handlers = invocations.filter(({ path }) => path === '/event-handler');
  const containers = new Set(handlers.map(({ container }) => container)).size;
  const resyncs = scenario.emulator.sync
    .list('document')
    .filter(({ uniqueName }) => /^queue-eligibility\.job\.resync-[\w-]+$/.test(uniqueName ?? '')).length;
  return containers * MOST_WRITES.container + resyncs * MOST_WRITES.resync;
}
