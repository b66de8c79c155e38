import { formatNumber } from './figures';

/** What one figure is held against. */
export interface Bound {
  /** The figure's name. */
  readonly figure: string;
  readonly words: string;
  readonly holds: (median: number) => boolean;
}

/** What a row is held against. */
export interface Target {
  /** What no run may break: a run that does tells so as a flaw. */
  readonly promises: readonly string[];
  /** What the medians are judged by. */
  readonly bounds: readonly Bound[];
}

const atMost = (figure: string, most: number, unit: string): Bound => ({
  figure,
  words: `at most ${formatShort(most)} ${unit}`,
  holds: (median) => median <= most,
});

const atLeast = (figure: string, least: number, unit: string): Bound => ({
  figure,
  words: `at least ${formatShort(least)} ${unit}`,
  holds: (median) => median >= least,
});

const below = (figure: string, limit: number, unit: string): Bound => ({
  figure,
  words: `under ${formatShort(limit)} ${unit}`,
  holds: (median) => median < limit,
});

const formatShort = (value: number): string => value.toLocaleString('en-GB');

/** Requests of a look at a workspace to which nothing has to be done, where not all is proven yet. */
const FIRST_LOOK_REQUESTS = 40;
/** The price of a look where one expression is new to it. */
const CHANGED_LOOK_REQUESTS = 60;
/** Requests for each worker that was changed. */
const REQUESTS_PER_CHANGE = 2.2;

const IN_STEP = 'in step and verified';
/** Of every container and every invocation, whatever the size: MB of resident set, and seconds. */
const SMALL_AND_SHORT = [below('memory', 256, 'MB'), below('longest', 9, 's an invocation')];

/** What is promised, and the one place where it stands. */
export const targets = {
  /** Nothing differs, and nothing was ever proven. */
  first: { promises: [IN_STEP, 'no write'], bounds: [atMost('requests', FIRST_LOOK_REQUESTS, 'requests')] },
  /** Nothing differs, and everything was proven before, whatever the form of the rules. */
  later: { promises: [IN_STEP, 'no write'], bounds: [atMost('requests', 30, 'requests')] },
  /** Every worker differs; the speed is against the predecessor's in the same run. */
  full: {
    promises: [IN_STEP],
    bounds: [
      atMost('requestsPerWorker', REQUESTS_PER_CHANGE, 'requests a worker'),
      atLeast('speedUp', 5, 'times as fast'),
    ],
  },
  /** Updates are limited: nearly all of the limit is used. */
  limited: { promises: [IN_STEP, 'none failed'], bounds: [atLeast('share', 0.93, 'of the limit')] },
  /** Echoes of our own writes. */
  echo: {
    promises: ['no write'],
    bounds: [
      atMost('requests', 0.5, 'requests on average'),
      atMost('coldRequests', 2, 'in a cold container'),
    ],
  },
  /** The workspace at its largest. */
  largest: { promises: [IN_STEP], bounds: SMALL_AND_SHORT },
  /** The same under narrow limits, for a long time: what is said of the time left may be off by that part of the whole. */
  scale: {
    promises: [IN_STEP, 'no number ever falls'],
    bounds: [...SMALL_AND_SHORT, atMost('timeLeftError', 15, '% off in the time left')],
  },
  /** What it takes to say of every worker and every queue whether the one is eligible for the other. */
  evaluation: { promises: [], bounds: [atLeast('saving', 10, 'times less')] },
  /** The skills of many agents are changed by a plan, and taken back. */
  plan: {
    promises: ['in step', 'who was edited since is named and left', 'undone to the last character'],
    bounds: [
      below('previewSeconds', 10, 's to the preview'),
      atLeast('share', 0.93, 'of the limit'),
      atMost('requestsPerAgent', REQUESTS_PER_CHANGE, 'requests a changed agent'),
      ...SMALL_AND_SHORT,
    ],
  },
  /** Everybody is edited by somebody else, and nobody helps. */
  storm: {
    promises: ['every edited worker in step, with no help but the resyncs that events asked for'],
    bounds: [
      atMost('secondsToInStep', 120, 's after the last edit'),
      atMost('requestsPerEvent', 3, 'requests an event'),
      atMost('mostOfOneWorker', 10, 'about one worker'),
      ...SMALL_AND_SHORT,
    ],
  },
} as const satisfies Record<string, Target>;

/** Some workers differ: the price of the look, and more only for those. */
export function partTarget(changed: number): Target {
  const most = CHANGED_LOOK_REQUESTS + REQUESTS_PER_CHANGE * changed;
  const words = `at most ${CHANGED_LOOK_REQUESTS} + ${REQUESTS_PER_CHANGE} x ${formatNumber(changed)} = ${formatNumber(most)} requests`;
  return {
    promises: [IN_STEP],
    bounds: [{ figure: 'requests', words, holds: (median) => median <= most }],
  };
}
