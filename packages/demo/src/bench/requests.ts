import type { LoggedRequest } from '@queue-eligibility/twilio-emulator';

/** What reached Twilio's APIs, as a bill would list it. */
export interface RequestCount {
  /** To TaskRouter and Sync together. */
  readonly total: number;
  readonly taskRouter: number;
  readonly sync: number;
  /** Updates of workers, accepted or not. */
  readonly workerUpdates: number;
  /** Answers that said: too many requests. */
  readonly throttled: number;
  /** The check of a Flex token, which is no part of the total. */
  readonly tokenChecks: number;
  /** Counts by method and resource, the greatest first. */
  readonly byResource: Readonly<Record<string, number>>;
  /** Requests about one Sync document, by method and kind of document. */
  readonly byDocument: Readonly<Record<string, number>>;
}

const TASK_ROUTER = 'taskrouter.twilio.com';
const SYNC = 'sync.twilio.com';
const IAM = 'iam.twilio.com';

/** Counts the requests in a log, or in the part of it that is given. */
export function countRequests(log: Iterable<LoggedRequest>): RequestCount {
  const entries = [...log];
  const count = (isMeant: (request: LoggedRequest) => boolean): number => entries.filter(isMeant).length;
  const taskRouter = count(({ host }) => host === TASK_ROUTER);
  const sync = count(({ host }) => host === SYNC);
  return {
    total: taskRouter + sync,
    taskRouter,
    sync,
    workerUpdates: count(isWorkerUpdate),
    throttled: count(({ status }) => status === 429),
    tokenChecks: count(({ host }) => host === IAM),
    byResource: tally(
      entries.filter(({ host }) => host === TASK_ROUTER || host === SYNC),
      ({ method, resource }) => `${method} ${resource ?? '?'}`,
    ),
    byDocument: tally(
      entries.filter(({ resource }) => resource === 'Document'),
      ({ method, sid }) => `${method} ${kindOfDocument(sid ?? '')}`,
    ),
  };
}

/** The rate at which worker updates got through, a second: from the first accepted one to the last. */
export function acceptedUpdatesPerSecond(log: Iterable<LoggedRequest>): number {
  const times = acceptedAt(log);
  const [first] = times;
  const last = times.at(-1);
  if (first === undefined || last === undefined || last === first) return 0;
  return (times.length * 1000) / (last - first);
}

/** How many worker updates got through in each second after the first of them. */
export function acceptedUpdatesBySecond(log: Iterable<LoggedRequest>): number[] {
  const counts: number[] = [];
  const times = acceptedAt(log);
  for (const at of times) {
    const second = Math.floor((at - (times[0] ?? at)) / 1000);
    while (counts.length <= second) counts.push(0);
    counts[second] = (counts[second] ?? 0) + 1;
  }
  return counts;
}

/** When the accepted worker updates came, in order, ms since the epoch. */
function acceptedAt(log: Iterable<LoggedRequest>): number[] {
  return [...log]
    .filter((request) => isWorkerUpdate(request) && request.status === 200)
    .map(({ at }) => at)
    .sort((a, b) => a - b);
}

function isWorkerUpdate({ method, resource }: LoggedRequest): boolean {
  return method === 'POST' && resource === 'Worker';
}

function tally(
  entries: readonly LoggedRequest[],
  nameOf: (request: LoggedRequest) => string,
): Record<string, number> {
  const counts = new Map<string, number>();
  for (const entry of entries) counts.set(nameOf(entry), (counts.get(nameOf(entry)) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([, a], [, b]) => b - a));
}

/** A document's unique name without what is different for every job and page: `job`, `job.items`, `rulebook`, ... */
function kindOfDocument(name: string): string {
  return name
    .replace(/^queue-eligibility\./, '')
    .replace(/^job\.[\w-]+/, 'job')
    .replace(/(\.\d+)+$/, '');
}
