import '../loaded-at';
import {
  createEventMemory,
  handleEvents,
  leaveToResync,
  readEvents,
  type HandledEvent,
  type ReceivedEvents,
  type TaskRouterEvent,
} from '@queue-eligibility/events';
import { endDuePlans, type EndsMemory } from '@queue-eligibility/skills';
import { correlated } from '../correlation';
import { beginningOfInvocation, inTime, OutOfTime } from '../deadline';
import { answer, type FunctionHandler } from '../runtime';
import { servicesOf, type Services } from '../services';

// What a warm container remembers between events.
const memory = createEventMemory();
const ends: EndsMemory = { notBeforeMs: 0 };

/**
 * Event Streams waits 5 s for an answer (https://www.twilio.com/docs/events/webhook-quickstart): what was not begun by
 * then, ms after the beginning, a resync does, and there is time left to ask for one.
 */
const BEGIN_UNTIL_MS = 3_000;
/** What Twilio has not let us end by then, ms after the beginning, is left to a resync while there is time to ask for one. */
const END_BY_MS = 7_800;

/**
 * POST /event-handler: TaskRouter's event callbacks, and its events by Event Streams, many in one request. A callback is
 * always answered with 204 (TaskRouter has no use for anything else): what could not be done now, the next resync does.
 * So are streamed events, but for those that could not even be noted: answered with 503, they are sent again.
 */
export const handler: FunctionHandler = async (context, parameters, callback) => {
  const startedAtMs = beginningOfInvocation();
  let received: ReceivedEvents | null = null;
  let isNoted: boolean;
  try {
    received = readEvents(parameters);
    isNoted = await takeUp(servicesOf(context), received, startedAtMs);
  } catch (error) {
    isNoted = false;
    const eventSid = received?.events[0]?.Sid ?? String(parameters['Sid']).slice(0, 64);
    console.error(
      JSON.stringify({ level: 'error', event: 'event.failed', eventSid, message: messageOf(error) }),
    );
  }
  callback(null, answer(isNoted || !received?.isStream ? 204 : 503, null));
};

/** Only who was quick looks for plans whose time is over, ms after the beginning: to end one takes a while. */
const PASS_BY_MS = 1_500;

/** What is given up here, or lost, somebody else who passes by begins anew. */
const passBy = ({ plans }: Services, startedAtMs: number): Promise<unknown> =>
  inTime(startedAtMs, () => endDuePlans(plans, ends), END_BY_MS).catch(() => {});

/** Whether everything that had to be done was, or is noted as to be done. */
async function takeUp(services: Services, received: ReceivedEvents, startedAtMs: number): Promise<boolean> {
  const { configuration, batch } = services;
  for (const eventType of new Set(received.unreadable)) batch.log('warn', 'event.unreadable', { eventType });
  const events = received.events.filter((event) => isOurs(services, event, received));
  if (events.length === 0 || !configuration.syncWorkersWithQueues) return true;
  // A callback is waited for longer, and after a slow start its one event is begun all the same.
  const beginUntilMs = startedAtMs + (received.isStream ? BEGIN_UNTIL_MS : END_BY_MS);
  const handle = (signal: AbortSignal) =>
    handleEvents(services, memory, events, {
      ...{ signal, beginUntilMs },
      within: ({ Sid: cid }, work) => correlated({ cid }, work),
    });
  try {
    const handled = await inTime(startedAtMs, handle, END_BY_MS);
    for (const one of handled) tell(services, one, startedAtMs);
    if (Date.now() < startedAtMs + PASS_BY_MS) await passBy(services, startedAtMs);
    return handled.every((one) => 'result' in one);
  } catch (error) {
    const [event] = events;
    if (!(error instanceof OutOfTime) || !event) throw error;
    batch.log('warn', 'events.left', { events: events.length });
    await inTime(startedAtMs, () => leaveToResync(services, memory, event));
    return true;
  }
}

/** A subscription of Event Streams is the account's: events of its other workspaces come as well, and are nobody's fault. */
function isOurs(
  { configuration, batch }: Services,
  event: TaskRouterEvent,
  received: ReceivedEvents,
): boolean {
  const { Sid: eventSid, WorkspaceSid: workspaceSid } = event;
  if (workspaceSid === undefined || workspaceSid === configuration.workspaceSid) return true;
  batch.log(received.isStream ? 'debug' : 'warn', 'event.of_another_workspace', { eventSid, workspaceSid });
  return false;
}

function tell({ configuration, batch }: Services, handled: HandledEvent, startedAtMs: number): void {
  const { event } = handled;
  const facts = {
    ...(event.Sid === undefined ? {} : { cid: event.Sid }),
    eventSid: event.Sid,
    eventType: event.EventType,
    ...(event.about === 'worker' ? { workerSid: event.WorkerSid } : {}),
    ms: Date.now() - startedAtMs,
  };
  if ('error' in handled) {
    batch.log('error', 'event.failed', { ...facts, message: messageOf(handled.error) });
    return;
  }
  const { result } = handled;
  const isNews = result.did === 'reconciled' || result.did === 'requested-resync';
  if (configuration.logEvents || isNews) batch.log('info', 'event.handled', { ...facts, ...result });
}

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message.slice(0, 300) : 'unknown';
