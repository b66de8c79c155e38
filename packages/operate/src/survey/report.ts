import { ATTRIBUTES_MAX_CHARACTERS } from '@queue-eligibility/eligibility';
import type { Callback, Owner } from '../steps/callback';
import { typesIn } from '../steps/event-types';
import { counted } from '../talk';
import type { WorkersSurvey } from './workers';
import type { Writers } from './writers';

/** What was found of the workers, for reading. */
export function workersLines(survey: WorkersSurvey, name: string): string[] {
  const { workers, unread, invalid, foreign, carrying, longest, most, average, uncertain, tooLong } = survey;
  const read = workers - unread - invalid;
  return [
    `${counted(workers, 'worker')}; the longest attributes have ${number(longest)} of ${number(ATTRIBUTES_MAX_CHARACTERS)} characters without our list`,
    ...(unread > 0
      ? [
          `TaskRouter's list leaves out the attributes of ${counted(unread, 'worker')}: nothing is known of those`,
        ]
      : []),
    ...(invalid > 0
      ? [`The attributes of ${counted(invalid, 'worker')} are no JSON object: those are left as they are`]
      : []),
    ...(read > 0
      ? [`A worker would carry ${counted(average, 'queue')} on average, ${number(most)} at the most`]
      : []),
    ...(uncertain > 0
      ? [
          `The expressions of ${counted(uncertain, 'queue')} are not in the documented language: TaskRouter is asked about them, and they are counted for everyone here`,
        ]
      : []),
    ...(tooLong.sids > 0 ? [`As SIDs, the list of ${counted(tooLong.sids, 'worker')} would not fit`] : []),
    ...(tooLong.codes > 0
      ? [`As codes, that of ${counted(tooLong.codes, 'worker')} would not: those are left and reported`]
      : []),
    ...(carrying > 0 ? [`${counted(carrying, 'worker')} already carry a list of queues in "${name}"`] : []),
    ...(foreign.workers > 0
      ? [
          `In "${name}" of ${counted(foreign.workers, 'worker')} stands something else: something uses this name (${foreign.some.join(', ')})`,
        ]
      : []),
  ];
}

export function callbackLines({ url, filter }: Callback, owner: Owner): string[] {
  const types = typesIn(filter);
  const what = types === null ? 'every event' : counted(types.length, 'type') + ' of events';
  if (owner === 'nobody') return ['The event callback is free: TaskRouter will call us directly'];
  if (owner === 'us') return ['The event callback is ours already'];
  return [
    `The event callback is taken by ${url}, for ${what}: Event Streams will bring us the events, and leave that alone`,
  ];
}

export function writersLines(writers: Writers | null): string[] {
  if (writers === null)
    return ["TaskRouter's event log can't be read: who else writes attributes is not known"];
  if (writers.events === 0) return ['Nobody changed attributes in the last three days'];
  const events = `${writers.isMore ? 'more than ' : ''}${number(writers.events)}`;
  const by = writers.by.map(({ who, events: some }) => `${who} (${number(some)})`);
  return [
    `Attributes were changed ${events} times in the last three days: ${by.join(', ')}. ` +
      'Each change calls us once, and each list we write calls whoever listens to worker.attributes.update',
  ];
}

const number = (value: number): string => value.toLocaleString('en-GB');
