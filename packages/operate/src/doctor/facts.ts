import { createRetry } from '@queue-eligibility/batch';
import { createTaskRouter, type TaskQueue, type Worker } from '@queue-eligibility/task-router';
import * as z from 'zod';
import { orNull } from '../refusal';
import type { Place } from '../step';
import { findPlugins } from '../steps/plugin';

const flexSchema = z.object({
  uiVersion: z.string().nullish(),
  uiDependencies: z.record(z.string(), z.unknown()).nullish(),
  uiAttributes: z.record(z.string(), z.unknown()).nullish(),
});

/** Pages of workers that are looked at: the whole of most workspaces. */
const MOST_PAGES = 15;

/** What several probes go by, each read once. */
export type Facts = ReturnType<typeof createFacts>;

export function createFacts({ account, settings, ledger }: Place) {
  const { client } = account;
  const workspace = client.taskrouter.v1.workspaces(settings.workspaceSid);
  const retry = createRetry({ retries: 3, minBackoffMs: 200, maxBackoffMs: 1_000 });
  const taskRouter = createTaskRouter(workspace, retry);

  async function deployment() {
    const entry = ledger.get('functions');
    if (!entry) return null;
    const service = client.serverless.v1.services(entry.serviceSid);
    const environments = await orNull(() => service.environments.list());
    const environment = environments?.find(({ domainName }) => domainName === entry.domain);
    if (!environment) return null;
    const [build, variables] = await Promise.all([
      environment.buildSid ? service.builds(environment.buildSid).fetch() : null,
      service.environments(environment.sid).variables.list(),
    ]);
    return {
      domain: entry.domain,
      build,
      variables: new Map(variables.map(({ key, value }) => [key, value])),
    };
  }

  async function workers(): Promise<{ workers: Worker[]; isWhole: boolean }> {
    const found: Worker[] = [];
    let cursor: string | null = null;
    for (let pages = 0; pages < MOST_PAGES; pages++) {
      const page: { entries: Worker[]; next: string | null } = await taskRouter.listWorkers(cursor);
      found.push(...page.entries);
      cursor = page.next;
      if (cursor === null) return { workers: found, isWhole: true };
    }
    return { workers: found, isWhole: false };
  }

  return {
    taskRouter,
    workspace,
    deployment: once(deployment),
    flex: once(async () => flexSchema.parse(await client.flexApi.v1.configuration().fetch())),
    plugins: once(() => findPlugins(client)),
    workers: once(workers),
    queues: once((): Promise<TaskQueue[]> => taskRouter.listQueues()),
  };
}

/** The same answer for everybody who asks. */
function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | undefined;
  return () => (answer ??= ask());
}
