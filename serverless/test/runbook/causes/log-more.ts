import { getExpectedBodyHash, getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks';
import type { Cause } from '../cause';
import { FORBIDDEN, UNAVAILABLE } from '../requests';
import type { Stage } from '../stage';
import { logged } from './log-jobs';

/** Nobody listens there. */
const WEBHOOK = { account: { env: { ALERT_WEBHOOK_URL: 'http://127.0.0.1:9/alerts' } } };

const health = (stage: Stage): Promise<unknown> => fetch(`${stage.functions.url}/health`);

/** The events of all workers in one request, as a webhook sink of Event Streams sends them. */
async function streamEvents(stage: Stage): Promise<unknown> {
  const { taskRouter, workspaceSid, authToken } = stage.emulator;
  const events = [...taskRouter.workers.values()].map(({ sid, attributes }) => ({
    specversion: '1.0',
    type: 'com.twilio.taskrouter.worker.attributes.update',
    id: `NO${sid.slice(2)}`,
    time: new Date().toISOString(),
    data: {
      payload: {
        sid: `EV${sid.slice(2)}`,
        eventtype: 'worker.attributes.update',
        workspace_sid: workspaceSid,
        worker_sid: sid,
        worker_attributes: attributes,
      },
    },
  }));
  const body = JSON.stringify(events);
  const url = `${stage.functions.url}/event-handler?bodySHA256=${getExpectedBodyHash(body)}`;
  const signature = getExpectedTwilioSignature(authToken, url, {});
  const headers = { 'content-type': 'application/json', 'x-twilio-signature': signature };
  return fetch(url, { method: 'POST', headers, body });
}

/** Lines about alerts, health, many events in one request, and each worker that is written. */
export const logOfMore: readonly Cause[] = [
  logged(
    'alert.not_sent',
    async (stage) => {
      stage.forgetLists();
      stage.fault('workers', FORBIDDEN);
      await stage.resync();
    },
    { ...WEBHOOK, touches: 'everybody' },
  ),
  logged(
    'alert.not_noted',
    async (stage) => {
      stage.fault('alerts', UNAVAILABLE);
      await health(stage);
    },
    WEBHOOK,
  ),
  logged(
    'health.failed',
    (stage) => {
      stage.fault('sync', UNAVAILABLE);
      return health(stage);
    },
    { isAlone: true },
  ),
  logged(
    'events.left',
    async (stage) => {
      stage.forgetLists();
      stage.fault('queuesOfWorker', { delayMs: 1_700 });
      await streamEvents(stage);
      stage.emulator.faults.clear();
      await stage.quiet();
    },
    { isAlone: true },
  ),
  logged('worker.written', (stage) => {
    stage.forgetLists([stage.firstWorker]);
    return stage.resync();
  }),
  logged(
    'worker.would_be_written',
    (stage) => {
      stage.forgetLists();
      return stage.run(stage.plant('dry-run'));
    },
    { touches: 'everybody' },
  ),
];
