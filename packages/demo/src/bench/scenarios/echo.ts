import { fileURLToPath } from 'node:url';
import { startFunctionsGateway } from '@queue-eligibility/twilio-emulator';
import { comeToRest, measureResync, withAccount } from '../account';
import { countRequests, type RequestCount } from '../requests';
import { formatNumber, type Row } from '../rows';
import type { Scenario } from '../../scenario';
import type { Sizes } from '../sizes';
import { judgeEcho } from '../targets';

const PROJECT_DIR = fileURLToPath(new URL('../../../../../serverless/dist', import.meta.url));

/** Workers in step whose update event arrives: as after any write of ours. */
export async function echoes(sizes: Sizes): Promise<Row[]> {
  const { workers, queues, echoes: count } = sizes;
  return withAccount({ workers, queues, state: 'in-step' }, async (account) => {
    await measureResync(account);
    const many = await echo(account, spread([...account.emulator.taskRouter.workers.keys()], count));
    const cold = await coldEcho(account);
    const requestsPerEcho = many.total / count;
    const writes = many.workerUpdates + cold.workerUpdates;
    return [
      {
        scenario: `an echo event: ${formatNumber(count)} in a row, and one in a cold container`,
        predecessor: '1 request, 2 and a write when the order differs',
        measured: `${formatNumber(requestsPerEcho, 2)} requests on average, ${cold.total} in a cold container, ${writes} writes`,
        ...judgeEcho({ requestsPerEcho, coldRequests: cold.total, writes }),
        facts: { requestsPerEcho, many, cold },
      },
    ];
  });
}

/** Writes to these workers what they carry already: an event each, delivered eight at a time and signed. */
async function echo(account: Scenario, workerSids: readonly string[]): Promise<RequestCount> {
  const { emulator } = account;
  const deliveredBefore = emulator.events.delivered;
  emulator.requests.clear();
  for (const sid of workerSids) {
    const { attributes } = emulator.taskRouter.worker(sid);
    emulator.taskRouter.updateWorker(sid, { attributes });
  }
  await comeToRest(account);
  const delivered = emulator.events.delivered - deliveredBefore;
  if (delivered !== workerSids.length) throw new Error(`${delivered} of ${workerSids.length} echoes arrived`);
  return countRequests(emulator.requests);
}

/** One echo to Functions that have just been deployed and have not served a request. */
async function coldEcho(account: Scenario): Promise<RequestCount> {
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
    emulator.taskRouter.updateWorkspace({ eventCallbackUrl: `${functions.url}/event-handler` });
    return await echo(account, spread([...emulator.taskRouter.workers.keys()], 1));
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
