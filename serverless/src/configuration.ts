import { PermanentError, type RetryPolicy } from '@queue-eligibility/batch';
import {
  DEFAULT_QUEUES_ATTRIBUTE,
  QUEUES_FORMS,
  queuesAttributeSchema,
  type QueuesAttribute,
} from '@queue-eligibility/eligibility';
import * as z from 'zod';

/** At least one origin, such as https://flex.twilio.com. */
export type Origins = readonly [string, ...string[]];

/** A service's settings, checked. Handlers read these and never the environment. */
export interface Configuration {
  accountSid: string;
  authToken: string;
  workspaceSid: string;
  syncServiceSid: string;
  /** Where our own Functions are, without a slash at the end. */
  functionsBaseUrl: string;
  /** Where Flex is served: pages of these origins may call the panel's Functions, see `origin.ts`. */
  flexOrigins: Origins;
  retry: RetryPolicy;
  /** Log a line for every event callback. */
  logEvents: boolean;
  /** Act on event callbacks. */
  syncWorkersWithQueues: boolean;
  /** The worker attribute that holds the queues, and what stands in it for a queue. */
  queuesAttribute: QueuesAttribute;
  /** Workers in progress at once. */
  batchSize: number;
  /** The part of TaskRouter's rate limit that jobs may use, 0.1 to 1. */
  rateShare: number;
  /** Log a line for every hand-off. */
  logHandovers: boolean;
  /** Log details as well. */
  logDebug: boolean;
  /** After this long without a verified resync whoever comes by next starts a check, ms. */
  maxAgeMs: number;
  /** Admins may change queues' expressions on the page. */
  queueEditing: boolean;
  /** Takes a message for each problem; null: nobody wants any. */
  alertWebhookUrl: string | null;
  /** Plans of changes to the skills of many agents. */
  skills: {
    /** Days for which a plan is kept, and can be taken back. */
    undoDays: number;
    /** A plan for more agents than this needs a second admin; 0: none does. */
    confirmAbove: number;
    /** Attributes that single sign-on writes at every log-in, as paths with dots. */
    signOnAttributes: readonly string[];
  };
}

/** The environment of this deployment is not as it must be: one error names every problem. */
export class ConfigurationError extends PermanentError {
  /** @param variables the names of those that are wrong. */
  constructor(
    problems: readonly string[],
    readonly variables: readonly string[],
  ) {
    super('configuration', `This deployment's variables need attention: ${problems.join('; ')}`);
  }
}

const sid = (prefix: string, what: string) =>
  z
    .string({ error: `must be the SID of ${what} (${prefix} and 32 hexadecimal digits), and is not set` })
    .regex(
      new RegExp(`^${prefix}[0-9a-fA-F]{32}$`),
      `must be the SID of ${what} (${prefix} and 32 hexadecimal digits)`,
    );

const whole = (min: number, max: number, fallback: number) =>
  z
    .string()
    .default(String(fallback))
    .refine(
      (text) => /^\d+$/.test(text) && Number(text) >= min && Number(text) <= max,
      `must be a whole number from ${min} to ${max}`,
    )
    .transform(Number);

const flag = (fallback: boolean) =>
  z
    .string()
    .default(String(fallback))
    .transform((text) => text.trim().toLowerCase())
    .refine(
      (text) => ['true', 'false', '1', '0', 'yes', 'no', 'on', 'off'].includes(text),
      'must be true or false',
    )
    .transform((text) => ['true', '1', 'yes', 'on'].includes(text));

const oneOf = <T extends string>(values: readonly T[], fallback: T) =>
  z
    .string()
    .default(fallback)
    .transform((text) => text.toLowerCase())
    .refine((text): text is T => values.some((value) => value === text), `must be ${values.join(' or ')}`);

const address = z.string().refine((text) => {
  try {
    const url = new URL(text);
    return ['http:', 'https:'].includes(url.protocol) && url.search === '' && url.hash === '';
  } catch {
    return false;
  }
}, 'must be a URL such as https://example.twil.io');

/** Alerts leave the account: in the open only for a receiver on one's own machine. */
const webhook = z
  .string()
  .refine(
    (text) =>
      URL.canParse(text) &&
      (new URL(text).protocol === 'https:' || /^http:\/\/(localhost|127\.0\.0\.1)[:/]/.test(text)),
    'must be the https address of a webhook',
  );

/** Paths of attributes, with dots between their steps and commas between them. */
const paths = z
  .string()
  .default('')
  .transform((text) => text.split(',').map((path) => path.trim()))
  .transform((list) => list.filter((path) => path !== ''))
  .refine(
    (list) => list.every((path) => /^[^\s.]+(\.[^\s.]+)*$/.test(path)),
    'must be names of attributes such as department, or a.b, separated by commas',
  );

/** Where Twilio serves Flex. */
const FLEX_ORIGIN = 'https://flex.twilio.com';

const origins = z
  .string()
  .default(FLEX_ORIGIN)
  .transform((text) =>
    text
      .split(',')
      .filter((part) => part.trim() !== '')
      .map(toOrigin),
  )
  .refine(
    (list): list is [string, ...string[]] => list.length > 0 && !list.includes(null),
    `must be origins such as ${FLEX_ORIGIN}, separated by commas`,
  );

/** As a browser writes it: in lower case, without the port that https has anyway. Null: it is no origin, or says `*`. */
function toOrigin(text: string): string | null {
  if (!URL.canParse(text)) return null;
  const { protocol, origin, href, hostname } = new URL(text);
  return protocol === 'https:' && href === `${origin}/` && !hostname.includes('*') ? origin : null;
}

const environmentSchema = z
  .object({
    ACCOUNT_SID: sid('AC', 'this account'),
    AUTH_TOKEN: z.string({ error: 'must be the auth token of this account, and is not set' }).min(1),
    DOMAIN_NAME: z.string().optional(),
    TWILIO_FLEX_WORKSPACE_SID: sid('WS', 'the TaskRouter workspace of Flex'),
    TWILIO_FLEX_SYNC_SID: sid('IS', 'a Sync service'),
    FUNCTIONS_BASE_URL: address.optional(),
    FLEX_ORIGINS: origins,
    TWILIO_SERVICE_RETRY_LIMIT: whole(0, 20, 5),
    TWILIO_SERVICE_MIN_BACKOFF: whole(1, 5_000, 100),
    TWILIO_SERVICE_MAX_BACKOFF: whole(1, 5_000, 300),
    TR_EVENTS_LOG_EVENTS: flag(false),
    TR_EVENTS_SYNC_WORKERS_WITH_QUEUES: flag(true),
    WORKER_QUEUES_ATTRIBUTE: queuesAttributeSchema.default(DEFAULT_QUEUES_ATTRIBUTE),
    WORKER_QUEUES_FORM: oneOf(QUEUES_FORMS, 'sids'),
    TR_EVENTS_PROCESSING_BATCH_SIZE: whole(1, 60, 56),
    TASKROUTER_RATE_SHARE: whole(10, 100, 100),
    LOG_HANDOVER_EVENTS: flag(false),
    ENABLE_LOCAL_LOGGING: flag(false),
    RESYNC_MAX_AGE_MINUTES: whole(1, 10_080, 15),
    QUEUE_EDITING: flag(false),
    ALERT_WEBHOOK_URL: webhook.optional(),
    SKILLS_UNDO_DAYS: whole(2, 30, 14),
    SKILLS_CONFIRM_ABOVE: whole(0, 15_000, 0),
    SIGN_ON_ATTRIBUTES: paths,
  })
  // Checked even when another variable is wrong: all problems are told together.
  .refine((env) => !!env.FUNCTIONS_BASE_URL || !!env.DOMAIN_NAME, {
    path: ['FUNCTIONS_BASE_URL'],
    error: 'must be the public address of these Functions, since DOMAIN_NAME is not set',
    when: () => true,
  })
  .refine((env) => !(env.TWILIO_SERVICE_MIN_BACKOFF > env.TWILIO_SERVICE_MAX_BACKOFF), {
    path: ['TWILIO_SERVICE_MAX_BACKOFF'],
    error: 'must not be below TWILIO_SERVICE_MIN_BACKOFF',
    when: () => true,
  });

/** The names of the variables that are read. */
export const VARIABLES: readonly string[] = Object.keys(environmentSchema.shape);

/** Variables whose value must never stand in a message. */
const SECRET: ReadonlySet<string> = new Set(['AUTH_TOKEN', 'ALERT_WEBHOOK_URL']);

/**
 * Reads and checks the environment of a Function. Empty variables count as not set.
 * @throws ConfigurationError naming every variable that is wrong, what it must be and what it is.
 */
export function readConfiguration(environment: Readonly<Record<string, unknown>>): Configuration {
  const set = Object.fromEntries(
    VARIABLES.map((name) => [name, environment[name]] as const)
      .filter(
        (entry): entry is readonly [string, string] => typeof entry[1] === 'string' && entry[1].trim() !== '',
      )
      .map(([name, value]) => [name, value.trim()]),
  );
  const parsed = environmentSchema.safeParse(set);
  if (!parsed.success) {
    const named = parsed.error.issues.map(({ path, message }) => {
      const name = String(path[0] ?? 'environment');
      const value = set[name];
      const is = value === undefined || SECRET.has(name) ? '' : `, and is "${value.slice(0, 60)}"`;
      return { name, problem: `${name} ${message}${is}` };
    });
    throw new ConfigurationError(
      named.map(({ problem }) => problem),
      [...new Set(named.map(({ name }) => name))],
    );
  }
  const env = parsed.data;
  return {
    accountSid: env.ACCOUNT_SID,
    authToken: env.AUTH_TOKEN,
    workspaceSid: env.TWILIO_FLEX_WORKSPACE_SID,
    syncServiceSid: env.TWILIO_FLEX_SYNC_SID,
    functionsBaseUrl: (env.FUNCTIONS_BASE_URL ?? `https://${env.DOMAIN_NAME}`).replace(/\/+$/, ''),
    flexOrigins: env.FLEX_ORIGINS,
    retry: {
      retries: env.TWILIO_SERVICE_RETRY_LIMIT,
      minBackoffMs: env.TWILIO_SERVICE_MIN_BACKOFF,
      maxBackoffMs: env.TWILIO_SERVICE_MAX_BACKOFF,
    },
    logEvents: env.TR_EVENTS_LOG_EVENTS,
    syncWorkersWithQueues: env.TR_EVENTS_SYNC_WORKERS_WITH_QUEUES,
    queuesAttribute: { name: env.WORKER_QUEUES_ATTRIBUTE, form: env.WORKER_QUEUES_FORM },
    batchSize: env.TR_EVENTS_PROCESSING_BATCH_SIZE,
    rateShare: env.TASKROUTER_RATE_SHARE / 100,
    logHandovers: env.LOG_HANDOVER_EVENTS,
    logDebug: env.ENABLE_LOCAL_LOGGING,
    maxAgeMs: env.RESYNC_MAX_AGE_MINUTES * 60_000,
    queueEditing: env.QUEUE_EDITING,
    alertWebhookUrl: env.ALERT_WEBHOOK_URL ?? null,
    skills: {
      undoDays: env.SKILLS_UNDO_DAYS,
      confirmAbove: env.SKILLS_CONFIRM_ABOVE,
      signOnAttributes: env.SIGN_ON_ATTRIBUTES,
    },
  };
}
