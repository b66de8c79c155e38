import { setTimeout as sleep } from 'node:timers/promises';
import twilio from 'twilio';
import type { EndedJob } from '@queue-eligibility/batch';
import type { Summary } from '../summary';
import { openScenario, type Scenario, type ScenarioOptions } from '../scenario';
import { countRequests, type RequestCount } from './requests';

/** TaskRouter keeps up to 8 callbacks open; beside them run a hop, its successor, their guards and a start. */
const WARM_CONTAINERS = 13;
const WARMING_ROUNDS = 3;

/** What one resync cost, when everything it set off had come to rest. */
export interface Cost {
  readonly job: EndedJob;
  readonly summary: Summary;
  readonly requests: RequestCount;
}

/**
 * Runs `use` on an emulated account of its own and closes it. Its containers are warm: what a cold start takes on
 * the machine that measures says nothing about the platform.
 */
export async function withAccount<T>(
  options: ScenarioOptions,
  use: (account: Scenario) => Promise<T>,
): Promise<T> {
  const account = await openScenario({ minWarm: WARM_CONTAINERS, ...options });
  try {
    await warmUp(account);
    account.emulator.requests.clear();
    return await use(account);
  } finally {
    await account.close();
  }
}

/** Starts a resync as the panel does, and measures it. */
export function measureResync(account: Scenario): Promise<Cost> {
  return measureJob(account, () => account.startResync());
}

/**
 * Measures one job, from `start` (which answers its id) until the echoes of its writes are through and its last
 * invocation is over. The request log begins anew.
 */
export async function measureJob(account: Scenario, start: () => Promise<string>): Promise<Cost> {
  account.emulator.requests.clear();
  const measurement = account.measure();
  try {
    const job = await endOf(account, await start());
    await comeToRest(account);
    return { job, summary: measurement.summary(job), requests: countRequests(account.emulator.requests) };
  } finally {
    measurement.stop();
  }
}

/** A job of which nothing is heard for so long, ms, was lost: see invariant 6. */
const LOST_MS = 120_000;

/** @throws Error where the job is lost: nobody would wait for ever. */
async function endOf({ jobs, functions }: Scenario, jobId: string): Promise<EndedJob> {
  const stopped = new AbortController();
  let heardMs = performance.now();
  const hear = (): void => void (heardMs = performance.now());
  const silence = async (): Promise<never> => {
    while (performance.now() - heardMs < LOST_MS) await sleep(1_000, undefined, { signal: stopped.signal });
    const running = functions.running().map(({ path }) => path);
    throw new Error(
      `nothing was heard of ${jobId} for ${LOST_MS / 1_000} s, and what runs is ${running.join(', ') || 'nothing'}: ` +
        JSON.stringify(jobs.get(jobId)),
    );
  };
  jobs.on('job', hear);
  try {
    return await Promise.race([jobs.ended(jobId), silence()]);
  } finally {
    jobs.off('job', hear);
    stopped.abort();
  }
}

/** Resolves when no callback is waiting or open and no Function runs. */
export async function comeToRest({ emulator, functions }: Scenario): Promise<void> {
  do {
    await functions.idle();
    await emulator.events.idle();
  } while (functions.running().length > 0);
}

/** Makes every container load its code, with requests that lead to none of ours. */
async function warmUp({ emulator, functions }: Scenario): Promise<void> {
  const { authToken } = emulator;
  // A hand-off of another version is refused before anything is read; no rule cares for an event about a task.
  const refused = { protocol: '0', jobId: 'warm-up', hop: '1', attempt: '0' };
  const visits = [
    { path: '/batch/hop', form: refused },
    { path: '/event-handler', form: { EventType: 'task.created', WorkspaceSid: emulator.workspaceSid } },
    { path: '/jobs/start', form: { Token: 'none' } },
  ];
  for (let round = 0; round < WARMING_ROUNDS; round++) {
    for (const { path, form } of visits) {
      const url = functions.url + path;
      const signature = twilio.getExpectedTwilioSignature(authToken, url, form);
      const visit = () =>
        fetch(url, {
          method: 'POST',
          headers: { 'X-Twilio-Signature': signature },
          body: new URLSearchParams(form),
        }).then((response) => response.text());
      await Promise.all(Array.from({ length: WARM_CONTAINERS }, visit));
    }
  }
}
