import { isNotFound, NotAuthorised, type Retry } from '@queue-eligibility/batch';
import type { WorkspaceContext } from 'twilio/lib/rest/taskrouter/v1/workspace';
import * as z from 'zod';
import { actorOf } from './actor';
import { parseAnswer, unreadable } from './answers';
import { placeOf, readPlace } from './list-place';

/** A change of a worker's attributes, as TaskRouter's event log has it. */
interface LoggedChange {
  /** ISO 8601. */
  at: string;
  /** Type and SID of who made it; null: the log names nobody. */
  by: string | null;
  /** By way of what, such as `twilio-api`; null: the log doesn't say. */
  source: string | null;
}

interface ChangedByOptions {
  /** Changes before it are not looked for. */
  since: Date;
  /** Nothing more is asked after that, ms since the epoch. */
  untilMs: number;
}

/**
 * Who changed the attributes of these workers since then: the last change of each who did, the latest first, at most three
 * for a worker. Null for a worker: the log can't be read with these credentials, or there was no more time.
 */
export type ChangedBy = (
  workerSids: readonly string[],
  options: ChangedByOptions,
) => Promise<(LoggedChange[] | null)[]>;

const UPDATE = 'worker.attributes.update';
/** An event carries all attributes, once more in its description: some KB each. */
const PAGE_SIZE = 100;
/** Pages that are read of one worker: nobody promises that the latest come first. */
const MAX_PAGES = 3;
/** Workers that are asked about at once: TaskRouter publishes no limit, and others are at work too. */
const AT_ONCE = 3;
/** Who changed a worker last is what somebody wants to know. */
const NAMED = 3;
/** The last moment that a Date can hold, ms since the epoch. */
const LAST_MS = 8_640_000_000_000_000;

const text = z
  .string()
  .nullish()
  .catch(null)
  .transform((value) => value || null);

const eventSchema = z.object({
  eventType: text,
  // The client makes a Date of what it can read.
  eventDate: z.date().nullish().catch(null),
  eventDateMs: z.number().int().min(0).max(LAST_MS).nullish().catch(null),
  actorType: text,
  actorSid: text,
  source: text,
});

interface Event extends Pick<LoggedChange, 'by' | 'source'> {
  eventType: string | null;
  /** Ms since the epoch; null: the log doesn't say. */
  atMs: number | null;
}

/** `askedMs`: when the log was asked. Of a time that is missing the client makes the present one: it is none. */
function toEvent(found: unknown, askedMs: number): Event[] {
  const { data } = eventSchema.safeParse(found);
  if (!data) return [];
  const { eventDate, eventDateMs, eventType, source, ...actor } = data;
  const dateMs = eventDate && eventDate.getTime() < askedMs ? eventDate.getTime() : null;
  return [{ eventType, source, by: actorOf(actor), atMs: eventDateMs ?? dateMs }];
}

/** Asks TaskRouter's event log (https://www.twilio.com/docs/taskrouter/api/event) through a real twilio client. */
export function createChangedBy(workspace: WorkspaceContext, retry: Retry): ChangedBy {
  async function eventsOf(workerSid: string, { since, untilMs }: ChangedByOptions): Promise<Event[]> {
    const what = `reading who changed ${workerSid}`;
    const filter = { eventType: UPDATE, workerSid, startDate: since, pageSize: PAGE_SIZE };
    const events: Event[] = [];
    let at: { pageNumber?: number; pageToken?: string } = {};
    for (let pages = 1; ; pages++) {
      const askedMs = Date.now();
      const page = await retry(what, () => workspace.events.page({ ...filter, ...at })).catch(
        (error: unknown) => unreadable(what, error),
      );
      const found = parseAnswer(what, z.array(z.unknown()), page.instances);
      events.push(...found.flatMap((one) => toEvent(one, askedMs)));
      if (pages === MAX_PAGES || !page.nextPageUrl || Date.now() > untilMs) return events;
      const { pageNumber, pageToken } = readPlace(placeOf(what, page.nextPageUrl));
      at = { pageNumber, pageToken };
    }
  }

  async function changesOf(workerSid: string, options: ChangedByOptions): Promise<LoggedChange[] | null> {
    try {
      // Where an event's time has no milliseconds, it may be of the same second.
      const sinceMs = Math.floor(options.since.getTime() / 1_000) * 1_000;
      return latestOf(await eventsOf(workerSid, options), sinceMs);
    } catch (error) {
      if (error instanceof NotAuthorised || isNotFound(error)) return null;
      throw error;
    }
  }

  return async (workerSids, options) => {
    const answers = new Map<string, LoggedChange[] | null>();
    const waiting = [...new Set(workerSids)];
    const inTurn = async (): Promise<void> => {
      while (Date.now() <= options.untilMs) {
        const workerSid = waiting.shift();
        if (workerSid === undefined) return;
        answers.set(workerSid, await changesOf(workerSid, options));
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, inTurn));
    return workerSids.map((workerSid) => answers.get(workerSid) ?? null);
  };
}

/** Of each who made a change, the last one. What has no time, is of before or of another type says nothing. */
function latestOf(events: readonly Event[], sinceMs: number): LoggedChange[] {
  const byWhom = new Map<string, Event & { atMs: number }>();
  for (const event of events) {
    const { atMs, by, source, eventType } = event;
    if (atMs === null || atMs < sinceMs || (eventType !== null && eventType !== UPDATE)) continue;
    const whom = JSON.stringify(by === null ? { source } : { by });
    if ((byWhom.get(whom)?.atMs ?? -1) < atMs) byWhom.set(whom, { ...event, atMs });
  }
  return [...byWhom.values()]
    .sort((a, b) => b.atMs - a.atMs)
    .slice(0, NAMED)
    .map(({ atMs, by, source }) => ({ at: new Date(atMs).toISOString(), by, source }));
}
