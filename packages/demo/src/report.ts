import { INCOMPLETE, UNPROVEN, type Incomplete, type UnprovenReason } from '@queue-eligibility/eligibility';
import type { Paint } from './bar';
import type { DemoFlex } from './flex';
import type { Screen } from './screen';
import type { Summary } from './summary';
import { TRIES } from './tries';
import { count, counted, duration, wrap, wrapWords } from './words';

const NAME_WIDTH = 16;
/** Kinds of request that are named; the rest is summed up. */
const NAMED_REQUESTS = 6;

/** A name and what is to be said of it, the values below one another. */
export function fact(name: string, values: string | readonly string[]): string[] {
  const lines = typeof values === 'string' ? [values] : values;
  return lines.map((line, i) => `  ${(i === 0 ? name : '').padEnd(NAME_WIDTH)}${line}`);
}

/** The summary for reading, in lines of at most `columns` characters. */
export function summaryLines(
  summary: Summary,
  { columns, paint }: Pick<Screen, 'columns' | 'paint'>,
): string[] {
  const { workers, requests, invocations, verification, passes, hops, seconds } = summary;
  const width = Math.min(columns, 100) - NAME_WIDTH - 3;
  const perWorker = requests.perChangedWorker;
  const memory = invocations.maxRssMb;
  const ratio = perWorker === null ? '' : `, ${perWorker.toFixed(2)} for each changed worker`;
  return [
    title(summary, paint),
    '',
    ...fact('Workers', [
      `${count(workers.checked)} checked, ${count(workers.changed)} changed, ${count(workers.failed)} failed`,
    ]),
    ...fact(
      'Time',
      duration(seconds) +
        (workers.changed > 0 ? `, ${count(workers.changed / seconds)} changed a second` : ''),
    ),
    ...fact('Requests', [
      `${count(requests.total)} to TaskRouter and Sync${ratio}`,
      ...wrap(requestWords(requests.byResource), width),
    ]),
    ...fact(
      'Hops',
      `${count(hops)}, for ${passes === 1 ? '1 pass' : `${count(passes)} passes`} over the workers`,
    ),
    ...fact('Invocations', [
      `${count(invocations.total)}, none longer than ${duration(invocations.longestMs / 1000)} (10 s is the limit)` +
        (invocations.killed > 0 ? `, ${count(invocations.killed)} killed` : ''),
      ...(memory === null ? [] : [`${count(memory)} MB of memory at most`]),
    ]),
    ...fact('Eligibility', provenWords(verification, width)),
    ...fact('In step', inStepWords(summary, paint)),
  ];
}

function title({ status, error }: Summary, paint: Screen['paint']): string {
  if (status === 'completed') return paint('strong', 'The resync is complete');
  const why = error ? `: ${error.message} (${error.code})` : '';
  return paint('bad', `The resync was ${status === 'cancelled' ? 'cancelled' : `given up${why}`}`);
}

function requestWords(byResource: Summary['requests']['byResource']): string[] {
  const sorted = Object.entries(byResource);
  const others = sorted.slice(NAMED_REQUESTS).reduce((sum, [, requests]) => sum + requests, 0);
  return [
    ...sorted.slice(0, NAMED_REQUESTS).map(([name, requests]) => `${name} ${count(requests)}`),
    ...(others > 0 ? [`others ${count(others)}`] : []),
  ];
}

function provenWords(verification: Summary['verification'], width: number): string[] {
  if (!verification) return ['nothing: the resync did not get that far'];
  const { queues, asked, unproven, incomplete, disagreed } = verification;
  const proven = verification.counted + asked;
  return [
    `${proven === queues ? '' : `${count(proven)} of `}${counted(queues, 'queue')} proven: ` +
      `${count(verification.counted)} counted, ${count(asked)} asked`,
    ...UNPROVEN_WORDS.flatMap(([reason, why]) => {
      const unprovenQueues = unproven[reason] ?? 0;
      return unprovenQueues === 0
        ? []
        : wrapWords(`${counted(unprovenQueues, 'queue')} unproven: ${why}`, width);
    }),
    ...(incomplete ? wrapWords(`not verified: ${INCOMPLETE_WORDS[incomplete]}`, width) : []),
    ...(disagreed > 0
      ? wrapWords(
          `our reading of ${counted(disagreed, 'expression')} was wrong: TaskRouter is asked from now on`,
          width,
        )
      : []),
  ];
}

const UNPROVEN_WORDS: readonly (readonly [UnprovenReason, string])[] = [
  [UNPROVEN.noCount, "TaskRouter's count did not come"],
  [UNPROVEN.moving, "our workers and TaskRouter's count did not come to agree"],
  [UNPROVEN.shortAnswer, 'TaskRouter named more or fewer workers than it counts'],
  [UNPROVEN.unseen, 'TaskRouter named workers that its list does not hold'],
];

const INCOMPLETE_WORDS: Readonly<Record<Incomplete, string>> = {
  [INCOMPLETE.rules]: 'queues or their expressions were others at the end',
  [INCOMPLETE.workers]: 'workers came or went all the time',
  [INCOMPLETE.unread]: "TaskRouter did not say what some workers' attributes are",
};

function inStepWords(
  { oracle, proven, workers }: Summary,
  paint: (style: 'good' | Parameters<Paint>[0], text: string) => string,
): string {
  if (!oracle.inStep) {
    const why = workers.failed > 0 ? `; ${count(workers.failed)} could not be written` : '';
    return paint('bad', `no: the lists of ${counted(oracle.differing, 'worker')} differ${why}`);
  }
  return proven
    ? paint('good', "yes, proven: every list equals TaskRouter's own answer")
    : paint('bad', 'yes, but not proven: see above');
}

/**
 * What can be done while the demo stays up.
 * @param run How a command of `try` is written, `--port` at its end.
 */
export function hintLines(run: (what: string) => string, flex: Pick<DemoFlex, 'url' | 'notYet'>): string[] {
  const width = Math.max(...Object.keys(TRIES).map((what) => run(what).length));
  return [
    flex.notYet() === null
      ? `Flex UI is open at ${flex.url}, with all of this live.`
      : `Flex UI will be open at ${flex.url}, with all of this live; it is being built, and this says when.`,
    '',
    'Everything stays up. In a second terminal, try one of these and watch what comes of it:',
    '',
    ...Object.entries(TRIES).map(([what, why]) => `  ${run(what).padEnd(width)}  ${why}`),
    '',
    'Ctrl-C ends it.',
  ];
}
