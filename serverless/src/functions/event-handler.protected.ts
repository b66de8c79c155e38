import '../loaded-at';
import { createEventMemory, handleEvent, parseEvent } from '@queue-eligibility/eligibility';
import { beginningOfInvocation, inTime } from '../deadline';
import { answer, type FunctionHandler } from '../runtime';
import { servicesOf } from '../services';

// What a warm container remembers between events.
const memory = createEventMemory();

/**
 * POST /event-handler: TaskRouter's event callbacks. Always answers 204 (TaskRouter has no use for anything else):
 * what could not be done now, the next resync does.
 */
export const handler: FunctionHandler = async (context, parameters, callback) => {
  const startedAtMs = beginningOfInvocation();
  try {
    const event = parseEvent(parameters);
    const services = servicesOf(context);
    const { configuration, batch } = services;
    if (!event) {
      batch.log('warn', 'event.unreadable', { eventType: String(parameters['EventType']).slice(0, 60) });
    } else if (event.WorkspaceSid !== undefined && event.WorkspaceSid !== configuration.workspaceSid) {
      batch.log('warn', 'event.of_another_workspace', {
        eventSid: event.Sid,
        workspaceSid: event.WorkspaceSid,
      });
    } else if (configuration.syncWorkersWithQueues) {
      const result = await inTime(startedAtMs, (signal) => handleEvent(services, memory, event, signal));
      const isNews = result.did === 'reconciled' || result.did === 'requested-resync';
      if (configuration.logEvents || isNews) {
        const workerSid = event.about === 'worker' ? { workerSid: event.WorkerSid } : {};
        const facts = {
          eventSid: event.Sid,
          eventType: event.EventType,
          ...workerSid,
          ms: Date.now() - startedAtMs,
        };
        batch.log('info', 'event.handled', { ...facts, ...result });
      }
    }
  } catch (error) {
    const message = error instanceof Error ? error.message.slice(0, 300) : 'unknown';
    const eventSid = String(parameters['Sid']).slice(0, 64);
    console.error(JSON.stringify({ level: 'error', event: 'event.failed', eventSid, message }));
  }
  callback(null, answer(204, null));
};
