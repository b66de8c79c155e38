import {
  createRetry,
  createSeal,
  createSyncStore,
  systemClock,
  type BatchPorts,
} from '@queue-eligibility/batch';
import {
  createAlerts,
  createRulebookStore,
  dryRunKind,
  resyncKind,
  workersKind,
  type Alerts,
  type KindPorts,
  type Problem,
  type RateSignals,
} from '@queue-eligibility/eligibility';
import { type EventPorts } from '@queue-eligibility/events';
import { createPlanStore, skillsKind, type PlansPorts } from '@queue-eligibility/skills';
import { createQueueEditStore, type QueueEditStore } from '@queue-eligibility/queue-edits';
import {
  createChangedBy,
  createQueueAccess,
  createQueuesOfAttributes,
  createTaskRouter,
  createWorkspaceReader,
  type ChangedBy,
  type QueueAccess,
  type QueuesOfAttributes,
  type WorkspaceReader,
} from '@queue-eligibility/task-router';
import type { Twilio } from 'twilio';
import { readConfiguration, VARIABLES, type Configuration } from './configuration';
import { createDispatcher } from './dispatcher';
import { identify, type Identity } from './identity';
import { createLog } from './log';
import { noticeProblems } from './notice';
import type { FunctionContext } from './runtime';
import { createSkillList } from './skill-list';
import { sendAlert } from './webhook';

/** Everything a handler needs, made from the environment of its invocation. */
export interface Services extends EventPorts {
  configuration: Configuration;
  batch: BatchPorts;
  /** Plans of changes to the skills of many agents. */
  plans: PlansPorts;
  /** Asks TaskRouter which queues match attributes. */
  queuesOfAttributes: QueuesOfAttributes;
  /** Asks TaskRouter's event log who changed workers. */
  changedBy: ChangedBy;
  /** Null: nobody wants any. */
  alerts: Alerts | null;
  /** What people ask of the workspace. */
  reader: WorkspaceReader;
  queues: QueueAccess;
  queueEdits: QueueEditStore;
  /** Whom a Flex token belongs to; null when it is not valid. */
  identify(token: unknown): Promise<Identity | null>;
}

/** A request that takes longer is given up: the invocation has 10 s in all. */
const REQUEST_TIMEOUT_MS = 3_000;

// Kept between invocations, for its connections. What it was made from may change only with a new deployment.
let kept: { environment: string; services: Services } | null = null;

/**
 * The services of an invocation; a warm container has them ready.
 * @throws ConfigurationError naming every variable that is wrong.
 */
export function servicesOf(context: FunctionContext): Services {
  const environment = environmentOf(context);
  if (kept?.environment !== environment) kept = { environment, services: createServices(context) };
  return kept.services;
}

const environmentOf = (context: FunctionContext): string =>
  JSON.stringify(VARIABLES.map((name) => context[name]));

function createServices(context: FunctionContext): Services {
  const configuration = readConfiguration(context);
  const { retry: policy, batchSize } = configuration;
  const client = clientOf(context, configuration);
  const log = createLog(configuration);
  const retry = createRetry(policy);
  const workspace = client.taskrouter.v1.workspaces(configuration.workspaceSid);
  const sync = client.sync.v1.services(configuration.syncServiceSid);
  const seal = createSeal({ secret: configuration.authToken, scope: configuration.syncServiceSid });
  const { workspaceSid } = configuration;
  const rulebookOptions = { workspaceSid, seal, clock: systemClock, log };
  const rulebook = createRulebookStore(sync, retry, rulebookOptions);
  // Whoever handles an event does not wait for Sync: TaskRouter can be asked instead.
  const impatient = createRetry({ ...policy, retries: Math.min(1, policy.retries) });
  const { rateShare, queuesAttribute: attribute } = configuration;
  const taskRouter = ({ throttled, budget }: RateSignals) =>
    createTaskRouter(workspace, retry, {
      ...{ retryWorker: createRetry(policy, throttled), onBudget: budget, rateShare },
    });
  const plans = createPlanStore({ sync, retry, seal, clock: systemClock });
  const kindPorts: KindPorts = { taskRouter, rulebook, policy, attribute, log, concurrency: batchSize };
  const batch: BatchPorts = {
    store: createSyncStore(sync, retry, seal),
    dispatcher: createDispatcher(configuration),
    clock: systemClock,
    random: Math.random,
    deployment: configuration.functionsBaseUrl,
    log,
    rateShare,
    kinds: [
      resyncKind(kindPorts),
      dryRunKind(kindPorts),
      workersKind(kindPorts),
      skillsKind({ ...kindPorts, plans }),
    ],
  };
  const { alertWebhookUrl: url } = configuration;
  const send = (problem: Problem) => sendAlert(url ?? '', problem, configuration);
  const alerts: Alerts | null =
    url === null ? null : createAlerts({ ...{ sync, retry, seal, log, send }, clock: systemClock });
  const skills = createSkillList(client, retry);
  return {
    plans: { plans, batch, skills, attribute: attribute.name, ...configuration.skills },
    queuesOfAttributes: createQueuesOfAttributes(workspace, impatient),
    changedBy: createChangedBy(workspace, impatient),
    configuration,
    identify: (token) => identify(client, token),
    batch,
    alerts,
    reader: createWorkspaceReader(workspace, retry),
    queues: createQueueAccess(workspace, retry),
    queueEdits: createQueueEditStore(sync, retry, seal),
    onOverdue: () => noticeProblems({ batch, alerts }),
    taskRouter: createTaskRouter(workspace, retry, { rateShare }),
    rulebook: createRulebookStore(sync, impatient, rulebookOptions),
    policy,
    attribute,
    // A deployment that is told not to act by itself starts no check either.
    maxAgeMs: configuration.syncWorkersWithQueues ? configuration.maxAgeMs : Infinity,
  };
}

function clientOf(context: FunctionContext, { batchSize }: Configuration): Twilio {
  const client = context.getTwilioClient();
  const http = client.httpClient;
  http.defaultTimeout = REQUEST_TIMEOUT_MS;
  const agent = http.axios?.defaults.httpsAgent as { maxSockets?: number } | undefined;
  // A few more than workers in progress: progress is written while they are.
  if (agent) agent.maxSockets = batchSize + 5;
  return client;
}
