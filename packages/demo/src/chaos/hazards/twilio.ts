import type { FaultHandle } from '@queue-eligibility/twilio-emulator';
import { strikes, type AccountTraits, type Hazard } from '../hazard';
import { answering } from './answering';

const TASKROUTER = 'taskrouter.twilio.com';

/** Lists of workers that take more than one page. */
export const PAGED: AccountTraits = {
  emulator: { workers: 1_200, queuesAttribute: 'stale', staleShare: 0.15 },
};

type SeenPhase = { id: string; phase: string };
type Outage = Pick<Hazard, 'name' | 'what'> & { lastsMs: number; mustGiveUp?: boolean };

/**
 * Nothing is answered for a while. A job sits a short outage out; in a long one it must come to an end by itself, where
 * it reads: once it knows what to write, each worker has attempts of its own, which take longer.
 */
const outage = ({ lastsMs, mustGiveUp = false, ...named }: Outage): Hazard => ({
  ...named,
  chapter: 'Twilio',
  lastsMs: Math.max(25_000, lastsMs),
  begin(storm) {
    const { emulator, jobs } = storm.scenario;
    const job = () => jobs.get(storm.jobId() ?? '');
    let fault: FaultHandle | null = null;
    let timer: NodeJS.Timeout | undefined;
    /** What the job says first after the outage began: it may have read everything by then. */
    let phase: string | null = null;
    const look = (now: SeenPhase): void => {
      if (fault && now.id === storm.jobId()) phase ??= now.phase;
    };
    jobs.on('job', look);
    const loose = strikes(storm, {
      times: 1,
      everyMs: mustGiveUp ? 300 : 1_500,
      strike: () => {
        if (job()?.status !== 'running' || (mustGiveUp && job()?.phase !== 'gather')) return false;
        fault = emulator.faults.add({ match: { host: TASKROUTER }, action: { status: 503 } });
        timer = setTimeout(() => fault?.remove(), lastsMs);
        return true;
      },
    });
    return {
      injected: () => fault?.injected ?? 0,
      end: () => {
        loose.end();
        clearTimeout(timer);
        jobs.off('job', look);
        fault?.remove();
      },
      violations: () =>
        mustGiveUp && loose.injected() > 0 && phase === 'gather' && job()?.status !== 'failed'
          ? [`after ${lastsMs / 1_000} s without an answer the job is ${job()?.status}`]
          : [],
    };
  },
});

/** What TaskRouter does to a request. */
export const twilio: readonly Hazard[] = [
  {
    name: 'throttled',
    what: 'TaskRouter answers 429, in bursts',
    chapter: 'Twilio',
    begin(storm) {
      const { faults } = storm.scenario.emulator;
      const bursts: { injected: number; remove(): void }[] = [];
      const loose = strikes(storm, {
        times: 6,
        everyMs: 1_500,
        strike: () => {
          const action = { status: 429, code: 20429 };
          bursts.push(faults.add({ match: { host: TASKROUTER }, action, times: 12 }));
          return true;
        },
      });
      return {
        injected: () => bursts.reduce((sum, { injected }) => sum + injected, 0),
        end: () => {
          loose.end();
          bursts.forEach((burst) => burst.remove());
        },
      };
    },
  },
  outage({
    name: 'outage',
    what: 'TaskRouter answers nothing but 503 for twelve seconds',
    lastsMs: 12_000,
  }),
  outage({
    name: 'long-outage',
    what: 'TaskRouter answers nothing but 503 until the job gives up',
    lastsMs: 120_000,
    mustGiveUp: true,
  }),
  answering({
    name: 'queues-unreadable',
    what: 'the list of queues can’t be read',
    match: { host: TASKROUTER, resource: 'TaskQueues' },
    action: { status: 500 },
    share: 0.9,
    times: 40,
  }),
  answering({
    name: 'unavailable',
    what: 'TaskRouter answers 503',
    match: { host: TASKROUTER },
    action: { status: 503 },
    share: 0.15,
    times: 120,
  }),
  answering({
    name: 'server-error',
    what: 'TaskRouter answers 500',
    match: { host: TASKROUTER },
    action: { status: 500 },
    share: 0.15,
    times: 120,
  }),
  answering({
    name: 'hanging',
    what: 'TaskRouter does not answer before the time limit',
    match: { host: TASKROUTER },
    action: 'hang',
    share: 0.03,
    times: 12,
  }),
  answering({
    name: 'reset',
    what: 'TaskRouter resets the connection',
    match: { host: TASKROUTER },
    action: 'reset',
    share: 0.1,
    times: 80,
  }),
  answering({
    name: 'late',
    what: 'TaskRouter answers late',
    match: { host: TASKROUTER },
    action: { delayMs: 1_800 },
    share: 0.05,
    times: 40,
  }),
  answering({
    name: 'write-answer-lost',
    what: 'a write to a worker takes effect, and its answer is lost',
    match: { host: TASKROUTER, method: 'POST', resource: 'Worker' },
    action: 'lost-answer',
    share: 0.25,
    times: 80,
  }),
  answering({
    name: 'stale-etag',
    what: 'a worker is read with the ETag before its last',
    match: { host: TASKROUTER, method: 'GET', resource: 'Worker' },
    action: 'stale-etag',
    share: 0.2,
    times: 80,
    without: ['no-etag'],
  }),
  answering({
    name: 'page-twice',
    what: 'the same page of workers comes twice',
    match: { host: TASKROUTER, resource: 'Workers' },
    action: 'duplicate-page',
    share: 1,
    times: 4,
    account: PAGED,
  }),
  answering({
    name: 'page-expired',
    what: 'a page token has expired',
    match: { host: TASKROUTER, path: /PageToken=/ },
    action: { status: 400, code: 20001 },
    share: 1,
    times: 2,
    account: PAGED,
  }),
];
