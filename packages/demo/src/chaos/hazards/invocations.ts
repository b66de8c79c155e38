import type { SyncChange } from '@queue-eligibility/twilio-emulator';
import * as z from 'zod';
import { strikes, type Hazard, type Loose, type Storm } from '../hazard';

const HOP = '/batch/hop';
const GUARD = '/batch/guard';

const runningSchema = z.object({ status: z.literal('running'), hop: z.number(), lease: z.unknown() });

/** Kills the hop at the n-th of certain moments, a few times. */
function killsAt(
  { scenario, random }: Storm,
  { times, between }: { times: number; between: [number, number] },
  listen: (moment: () => void) => () => void,
): Loose {
  let injected = 0;
  const [min, max] = between;
  const draw = (): number => min + random.int(max - min + 1);
  let left = draw();
  const stop = listen(() => {
    left -= 1;
    if (left > 0 || injected >= times) return;
    if (scenario.functions.kill({ path: HOP }) === 0) return;
    injected += 1;
    left = draw();
  });
  return { injected: () => injected, end: stop };
}

/** Invocations that are killed, each at a moment where it hurts. */
export const invocations: readonly Hazard[] = [
  {
    name: 'hop-killed-early',
    what: 'a hop is killed before or while it claims',
    chapter: 'invocations',
    loses: 'hop',
    begin({ scenario, random }) {
      const { faults } = scenario.functions;
      const added = [0, 5 + random.int(20), 30 + random.int(40)].map((killAfterMs) =>
        faults.add({ path: HOP, action: { killAfterMs }, times: 1, share: 0.7 }),
      );
      return {
        injected: () => added.reduce((sum, { injected }) => sum + injected, 0),
        end: () => added.forEach((fault) => fault.remove()),
      };
    },
  },
  {
    name: 'hop-killed-in-batch',
    what: 'a hop is killed in the middle of a batch',
    chapter: 'invocations',
    loses: 'hop',
    begin: (storm) =>
      killsAt(storm, { times: 2, between: [540, 900] }, (moment) =>
        storm.scenario.emulator.taskRouter.onWorkerRead(moment),
      ),
  },
  {
    name: 'hop-killed-after-write',
    what: 'a hop is killed between a write and its checkpoint',
    chapter: 'invocations',
    loses: 'hop',
    begin: (storm) =>
      killsAt(storm, { times: 2, between: [20, 200] }, (moment) => {
        const { taskRouter } = storm.scenario.emulator;
        const look = (): void => {
          if (!storm.ledger.isActing) moment();
        };
        taskRouter.on('event', look);
        return () => taskRouter.off('event', look);
      }),
  },
  {
    name: 'hop-killed-handing-on',
    what: 'a hop is killed after its last checkpoint, before the hand-off',
    chapter: 'invocations',
    loses: 'hop',
    begin: (storm) =>
      killsAt(storm, { times: 1, between: [1, 1] }, (moment) => {
        const { sync } = storm.scenario.emulator;
        let hop = 1;
        const look = ({ object }: SyncChange): void => {
          const parsed = object.type === 'document' ? runningSchema.safeParse(object.data) : null;
          if (!parsed?.success || parsed.data.hop <= hop || parsed.data.lease !== null) return;
          hop = parsed.data.hop;
          moment();
        };
        sync.on('change', look);
        return () => sync.off('change', look);
      }),
  },
  {
    name: 'guard-killed',
    what: 'a guard is killed',
    chapter: 'invocations',
    loses: 'guard',
    begin: (storm) =>
      strikes(storm, {
        times: 4,
        everyMs: 2_500,
        strike: () => storm.scenario.functions.kill({ path: GUARD }) > 0,
      }),
  },
  {
    name: 'both-killed',
    what: 'a hop and its guard are killed at once, and somebody has the panel open',
    chapter: 'invocations',
    loses: 'both',
    begin: (storm) =>
      strikes(storm, {
        times: 1,
        everyMs: 3_000,
        strike: () => {
          const { functions } = storm.scenario;
          const isBoth = [HOP, GUARD].every((path) => functions.running().some((one) => one.path === path));
          if (isBoth) for (const path of [HOP, GUARD]) functions.kill({ path });
          return isBoth;
        },
      }),
  },
];
