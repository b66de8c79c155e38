import type { FaultAction, FaultMatch } from '@queue-eligibility/twilio-emulator';
import { strikes, type Hazard, type Loose, type Storm } from '../hazard';
import { PAGED } from './twilio';

const TASKROUTER = 'taskrouter.twilio.com';
const QUEUES: FaultMatch = { host: TASKROUTER, method: 'GET', path: /\/TaskQueues\?(?!.*WorkerSid=)/ };
const QUEUES_OF_WORKER: FaultMatch = { host: TASKROUTER, path: /\/TaskQueues\?.*WorkerSid=/ };
const WORKERS: FaultMatch = { host: TASKROUTER, method: 'GET', path: /\/Workers\?(?!.*TaskQueueSid=)/ };
const WORKERS_OF_QUEUE: FaultMatch = { host: TASKROUTER, path: /\/Workers\?.*TaskQueueSid=/ };
const COUNTS: FaultMatch = { host: TASKROUTER, method: 'POST', resource: 'TaskQueueStatistics' };
const COUNT: FaultMatch = { host: TASKROUTER, method: 'GET', resource: 'TaskQueueStatistics' };
const WORKER: FaultMatch = { host: TASKROUTER, method: 'GET', resource: 'Worker' };

const NO_COUNT: FaultAction = {
  answer: { total_eligible_workers: null, total_available_workers: null },
  name: 'null-count',
};

/** Which answers lack what, how many of them and how often each. */
type Lack = [match: FaultMatch, actions: readonly FaultAction[], often: { share: number; times: number }];

function lacking({ scenario }: Storm, lacks: readonly Lack[]): Loose {
  const { faults } = scenario.emulator;
  const added = lacks.flatMap(([match, actions, often]) =>
    actions.map((action) => faults.add({ match, action, ...often })),
  );
  return {
    injected: () => added.reduce((sum, { injected }) => sum + injected, 0),
    end: () => added.forEach((fault) => fault.remove()),
  };
}

type LackingHazard = Pick<Hazard, 'name' | 'what' | 'account' | 'without'> & {
  lacks: readonly Lack[];
  isAsked?: boolean;
};

const answering = ({ lacks, isAsked = false, ...named }: LackingHazard): Hazard => ({
  ...named,
  chapter: 'answers',
  begin(storm) {
    if (isAsked) knowBetter(storm);
    return lacking(storm, lacks);
  },
});

/** Queues about which TaskRouter has to be asked: one whose rule we read wrongly, and one whose rule nobody documents. */
function knowBetter({ ledger, random }: Storm): void {
  const { taskRouter } = ledger;
  const plain = [...taskRouter.queues.values()].filter(({ targetWorkers }) => / HAS /.test(targetWorkers));
  taskRouter.overrideQueue(random.pick(plain).sid, ({ sid }) => /[02468a]$/.test(sid ?? ''));
  const targetWorkers = 'worker.channel.voice.configured_capacity > 0';
  ledger.act(() => taskRouter.createQueue({ friendlyName: 'With a phone', targetWorkers }));
}

/** Takes skills from an agent, or gives them back: what is counted a few seconds later. */
function moveSkills({ ledger, random }: Storm): boolean {
  const sid = random.pick([...ledger.taskRouter.workers.keys()]);
  return ledger.edit(sid, (attributes) => {
    attributes['routing'] = { skills: random.chance(0.5) ? [] : ['billing', 'support'], levels: {} };
  });
}

const FEW = { share: 0.5, times: 4 };

/** Answers of TaskRouter that lack something, though their status says that all is well. */
export const answers: readonly Hazard[] = [
  answering({
    name: 'queues-lacking',
    what: 'the list of queues comes short, or empty',
    lacks: [[QUEUES, ['short-list', 'empty-list'], FEW]],
  }),
  answering({
    name: 'workers-lacking',
    what: 'the list of workers comes short, empty, without one, or ends early',
    account: PAGED,
    lacks: [
      [WORKERS, ['short-list', 'empty-list', { dropEntries: 1 }, 'last-page'], { share: 0.3, times: 2 }],
    ],
  }),
  answering({
    name: 'workers-of-queue-lacking',
    what: 'the list of a queue’s workers comes short, or empty',
    isAsked: true,
    lacks: [[WORKERS_OF_QUEUE, ['short-list', 'empty-list', { dropEntries: 1 }], FEW]],
  }),
  answering({
    name: 'queues-of-worker-lacking',
    what: 'the list of a worker’s queues comes short, or empty',
    // What comes twice is believed where nothing can be read: who is asked about again and again is met by that, some time.
    without: ['undone'],
    isAsked: true,
    lacks: [[QUEUES_OF_WORKER, ['short-list', 'empty-list'], { share: 0.1, times: 40 }]],
  }),
  answering({
    name: 'counts-lacking',
    what: 'counts lack queues, every queue, or the numbers',
    lacks: [
      [COUNTS, ['some-counts', 'no-counts', 'null-counts'], FEW],
      [COUNT, [NO_COUNT], { share: 0.5, times: 30 }],
    ],
  }),
  answering({
    name: 'attributes-lacking',
    what: 'workers come without their attributes, in lists and by themselves',
    lacks: [
      [WORKER, ['null-attributes'], { share: 0.1, times: 300 }],
      [WORKERS, ['no-attributes'], { share: 0.3, times: 2 }],
    ],
  }),
  {
    name: 'counts-lagging',
    what: 'counts are those of four seconds ago, and agents change',
    chapter: 'answers',
    without: ['no-etag', 'odd-attributes'],
    begin(storm) {
      const { taskRouter } = storm.ledger;
      taskRouter.statisticsLagMs = 4_000;
      const loose = strikes(storm, { times: 60, everyMs: 250, strike: () => moveSkills(storm) });
      return {
        ...loose,
        end: () => {
          loose.end();
          taskRouter.statisticsLagMs = 0;
        },
      };
    },
  },
  {
    name: 'never-counted',
    what: 'no count comes until the first resync has ended unverified, and then there are only events',
    chapter: 'answers',
    isForgotten: true,
    without: ['cancelled'],
    begin(storm) {
      const loose = lacking(storm, [
        [COUNTS, ['no-counts'], { share: 1, times: Infinity }],
        [COUNT, [NO_COUNT], { share: 1, times: Infinity }],
      ]);
      let isVerified = false;
      storm.scenario.jobs.on('job', ({ report }) => (isVerified ||= report['verified'] === true));
      let said: string[] = [];
      return {
        ...loose,
        end: () => {
          if (isVerified) said = ['verified was said without a single count'];
          isVerified = false;
          loose.end();
        },
        violations: () => said,
      };
    },
  },
];
