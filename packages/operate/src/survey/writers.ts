import { actorOf, actorWords } from '@queue-eligibility/task-router';
import type { Twilio } from 'twilio';
import { statusOf } from '../refusal';

/** Who changed workers' attributes lately, as TaskRouter's event log tells. */
export interface Writers {
  events: number;
  /** The log was longer than what was read. */
  isMore: boolean;
  /** By type and SID of the actor, as far as the log names one; the most frequent first. */
  by: { who: string; events: number }[];
}

/** Three days: a weekend. */
const MINUTES = 3 * 24 * 60;
const MOST_EVENTS = 1_000;
const MOST_NAMES = 5;

/** Null where the event log can't be read. https://www.twilio.com/docs/taskrouter/api/event */
export async function readWriters(client: Twilio, workspaceSid: string): Promise<Writers | null> {
  try {
    const events = await client.taskrouter.v1.workspaces(workspaceSid).events.list({
      eventType: 'worker.attributes.update',
      minutes: MINUTES,
      pageSize: MOST_EVENTS,
      limit: MOST_EVENTS,
    });
    return summary(events, events.length === MOST_EVENTS);
  } catch (error) {
    if ([403, 404].includes(statusOf(error) ?? 0)) return null;
    throw error;
  }
}

export function summary(
  events: readonly { actorType?: string | null; actorSid?: string | null; source?: string | null }[],
  isMore: boolean,
): Writers {
  const counts = new Map<string, number>();
  for (const { source, ...actor } of events) {
    const who = actorWords({ by: actorOf(actor), source });
    counts.set(who, (counts.get(who) ?? 0) + 1);
  }
  const by = [...counts]
    .map(([who, number]) => ({ who, events: number }))
    .sort((a, b) => b.events - a.events);
  return { events: events.length, isMore, by: by.slice(0, MOST_NAMES) };
}
