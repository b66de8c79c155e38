import { fileURLToPath } from 'node:url';
import { startFunctionsGateway, type TaskRouterEvent } from '@queue-eligibility/twilio-emulator';
import twilio from 'twilio';
import { comeToRest, measureResync, withAccount } from '../account';
import { countRequests, type RequestCount } from '../requests';
import { formatNumber } from '../figures';
import type { Finding } from '../rows';
import type { Scenario } from '../../scenario';
import type { Sizes } from '../sizes';
import { targets } from '../targets';

const PROJECT_DIR = fileURLToPath(new URL('../../../../../serverless/dist', import.meta.url));
/** As many callbacks at once as TaskRouter keeps open. */
const AT_ONCE = 8;

/** The events that our own writes raised, delivered once more when all is in step. */
export async function echoes(sizes: Sizes): Promise<Finding[]> {
  const { workers, queues, echoes: count } = sizes;
  return withAccount({ workers: Math.min(workers, 1_000), queues, state: 'absent' }, async (account) => {
    const raised: TaskRouterEvent[] = [];
    account.emulator.taskRouter.on('event', (event) => raised.push(event));
    await measureResync(account);
    const events = spread(raised, count);
    const many = await deliver(account, account.functions.url, events);
    const cold = await deliverCold(account, events[0]);
    const requestsPerEcho = many.total / events.length;
    const writes = many.workerUpdates + cold.workerUpdates;
    return [
      {
        scenario: `an echo event: ${formatNumber(events.length)} in a row, and one in a cold container`,
        predecessor: '1 request, 2 and a write when the order differs',
        figures: {
          requests: { value: requestsPerEcho, unit: 'requests on average', decimals: 2 },
          coldRequests: { value: cold.total, unit: 'in a cold container' },
          writes: { value: writes, unit: 'writes' },
        },
        target: targets.echo,
        flaws: writes > 0 ? [`${formatNumber(writes)} writes`] : [],
        facts: { requestsPerEcho, many, cold },
      },
    ];
  });
}

/** Posts events as TaskRouter does, signed, several at a time, and counts the requests they lead to. */
async function deliver(
  account: Scenario,
  functionsUrl: string,
  events: readonly TaskRouterEvent[],
): Promise<RequestCount> {
  const { emulator } = account;
  const url = `${functionsUrl}/event-handler`;
  emulator.requests.clear();
  const waiting = [...events];
  const lane = async (): Promise<void> => {
    for (let event = waiting.pop(); event; event = waiting.pop()) {
      const form = { ...event };
      const signature = twilio.getExpectedTwilioSignature(emulator.authToken, url, form);
      const headers = { 'X-Twilio-Signature': signature };
      const response = await fetch(url, { method: 'POST', headers, body: new URLSearchParams(form) });
      if (response.status !== 204) throw new Error(`an echo was answered with ${response.status}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  await comeToRest(account);
  return countRequests(emulator.requests);
}

/** One echo to Functions that have just been deployed and have not served a request. */
async function deliverCold(account: Scenario, event: TaskRouterEvent | undefined): Promise<RequestCount> {
  const { emulator } = account;
  const functions = await startFunctionsGateway({
    projectDir: PROJECT_DIR,
    authToken: emulator.authToken,
    emulatorUrl: emulator.url,
    minWarm: 0,
    env: {
      ACCOUNT_SID: emulator.accountSid,
      AUTH_TOKEN: emulator.authToken,
      TWILIO_FLEX_WORKSPACE_SID: emulator.workspaceSid,
      TWILIO_FLEX_SYNC_SID: emulator.syncServiceSid,
    },
  });
  try {
    return await deliver(account, functions.url, event ? [event] : []);
  } finally {
    await functions.close();
  }
}

/** `count` of them, evenly from the first to the last. */
function spread<T>(all: readonly T[], count: number): T[] {
  const wanted = Math.min(count, all.length);
  return all.filter(
    (_, i) => Math.floor((i * wanted) / all.length) !== Math.floor(((i + 1) * wanted) / all.length),
  );
}
