import {
  ATTRIBUTES_MAX_CHARACTERS,
  QUEUE_CODE_LENGTH,
  isQueueValue,
  type QueuesForm,
} from '@queue-eligibility/eligibility';
import { compileAll, parse, type WorkerFacts } from '@queue-eligibility/target-expression';
import {
  isRefusal,
  readAttributes,
  type Attributes,
  type TaskQueue,
  type Worker,
} from '@queue-eligibility/task-router';

/** What a look at a workspace's workers found, before anything is written. */
export interface WorkersSurvey {
  workers: number;
  /** Workers of whom TaskRouter's list does not tell the attributes. */
  unread: number;
  /** Workers whose attributes are no JSON object: nothing is ever written there. */
  invalid: number;
  /** Workers in whose attribute stands something that is no list of queues, and up to three of them. */
  foreign: { workers: number; some: string[] };
  /** Workers who carry a list of queues already. */
  carrying: number;
  /** The longest attributes without our list, characters. */
  longest: number;
  /** The most queues that a worker would carry, and the average. */
  most: number;
  average: number;
  /** Queues whose expression only TaskRouter evaluates: they are counted for everyone here. */
  uncertain: number;
  /** For each form: how many workers' lists would not fit. */
  tooLong: Record<QueuesForm, number>;
}

/** Characters of a value in a JSON list, with its quotes and its comma. */
const VALUE_LENGTH: Record<QueuesForm, number> = { sids: 34 + 3, codes: QUEUE_CODE_LENGTH + 3 };

/** Looks at workers, page by page, and says what it found. `name`: the attribute that is to be ours. */
export function createSurvey(queues: readonly TaskQueue[], name: string) {
  const expressions = queues.map(({ targetWorkers }) => {
    const parsed = parse(targetWorkers);
    return parsed.ok ? parsed.expression : null;
  });
  const evaluate = compileAll(expressions);
  const unparsable = expressions.filter((expression) => expression === null).length;
  let total = 0;
  const survey: WorkersSurvey = {
    workers: 0,
    unread: 0,
    invalid: 0,
    foreign: { workers: 0, some: [] },
    carrying: 0,
    longest: 0,
    most: 0,
    average: 0,
    uncertain: expressions.filter((expression) => expression?.documented !== true).length,
    tooLong: { sids: 0, codes: 0 },
  };

  function look(worker: Worker): void {
    survey.workers++;
    const attributes = readAttributes(worker.attributes);
    if (isRefusal(attributes)) {
      if (worker.attributes === null) survey.unread++;
      else survey.invalid++;
      return;
    }
    const found = attributes.value[name];
    const own = found === undefined ? 0 : JSON.stringify({ [name]: found }).length - 1;
    if (found !== undefined && found !== null) {
      if (isList(found)) survey.carrying++;
      else if (survey.foreign.workers++ < 3) survey.foreign.some.push(worker.sid);
    }
    const others = attributes.text.length - own;
    const { holds, uncertain } = evaluate(factsOf(worker, attributes));
    const queuesOf = holds.length + uncertain.length + unparsable;
    total += queuesOf;
    survey.longest = Math.max(survey.longest, others);
    survey.most = Math.max(survey.most, queuesOf);
    for (const form of ['sids', 'codes'] as const) {
      const length = others + name.length + 6 + queuesOf * VALUE_LENGTH[form];
      if (length > ATTRIBUTES_MAX_CHARACTERS) survey.tooLong[form]++;
    }
  }

  return {
    look: (workers: readonly Worker[]): void => workers.forEach(look),
    result: (): WorkersSurvey => {
      const read = survey.workers - survey.unread - survey.invalid;
      return { ...survey, average: read === 0 ? 0 : Math.round(total / read) };
    },
  };
}

/** The form in which every worker's list fits, the more readable one first; else the shorter. */
export const fittingForm = ({ tooLong }: WorkersSurvey): QueuesForm =>
  tooLong.sids === 0 ? 'sids' : 'codes';

const isList = (found: unknown): boolean => Array.isArray(found) && found.every(isQueueValue);

function factsOf(worker: Worker, attributes: Attributes): WorkerFacts {
  const { sid, friendlyName, activitySid, activityName } = worker;
  return { attributes: attributes.value, sid, friendlyName, activitySid, activityName };
}
