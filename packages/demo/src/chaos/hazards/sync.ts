import type { FaultHandle } from '@queue-eligibility/twilio-emulator';
import { strikes, type Hazard } from '../hazard';
import { answering } from './answering';

const SYNC = 'sync.twilio.com';
/** The document of a job, and none of its pages. */
const JOB_DOCUMENT = /\/Documents\/queue-eligibility\.job\.[\w-]+$/;

/** What Sync does to a request. */
export const sync: readonly Hazard[] = [
  answering({
    name: 'sync-throttled',
    what: 'Sync answers 429',
    match: { host: SYNC },
    action: { status: 429, code: 20429 },
    share: 0.2,
    times: 60,
  }),
  answering({
    name: 'sync-unavailable',
    what: 'Sync answers 503',
    match: { host: SYNC },
    action: { status: 503 },
    share: 0.2,
    times: 60,
  }),
  answering({
    name: 'sync-hanging',
    what: 'Sync does not answer before the time limit',
    match: { host: SYNC },
    action: 'hang',
    share: 0.05,
    times: 4,
  }),
  answering({
    name: 'sync-reset',
    what: 'Sync resets the connection',
    match: { host: SYNC },
    action: 'reset',
    share: 0.15,
    times: 40,
  }),
  answering({
    name: 'sync-answer-lost',
    what: 'a write to Sync takes effect, and its answer is lost',
    match: { host: SYNC, method: 'POST' },
    action: 'lost-answer',
    share: 0.3,
    times: 40,
  }),
  {
    name: 'sync-limits',
    what: 'Sync takes three reads a second of an object, and three new objects a second',
    chapter: 'Twilio',
    begin({ scenario }) {
      const { limits, requests } = scenario.emulator;
      const before = limits.settings;
      limits.set({ syncReadsPerSecondPerObject: 3, syncCreationsPerSecond: 3 });
      return {
        injected: () => requests.count({ host: SYNC, status: 429 }),
        end: () => limits.set(before),
      };
    },
  },
  {
    name: 'checkpoint-refused',
    what: 'Sync refuses to write the job’s document, for three seconds at a time',
    chapter: 'Twilio',
    // A hop that can't write that it hands on leaves it to its guard.
    loses: 'hop',
    begin(storm) {
      const { faults } = storm.scenario.emulator;
      const added: FaultHandle[] = [];
      const loose = strikes(storm, {
        times: 3,
        everyMs: 4_500,
        strike: () => {
          const match = { host: SYNC, method: 'POST', path: JOB_DOCUMENT };
          const fault = faults.add({ match, action: { status: 503 } });
          added.push(fault);
          setTimeout(() => fault.remove(), 3_000);
          return true;
        },
      });
      return {
        injected: () => added.reduce((sum, { injected }) => sum + injected, 0),
        end: () => {
          loose.end();
          added.forEach((fault) => fault.remove());
        },
      };
    },
  },
];
