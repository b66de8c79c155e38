import * as z from 'zod';
import { apiKeysOption } from './account/api-keys';
import { defaultDialect } from './taskrouter/dialect';

const share = z.number().min(0).max(1);
const perSecond = z.number().positive();
const sid = (prefix: string) => z.string().regex(new RegExp(`^${prefix}[0-9a-f]{32}$`));

/** The options of an emulator. Unknown names are refused. */
export const emulatorOptions = z.strictObject({
  /** Everything random follows from it: the same seed gives the same contact centre. */
  seed: z.number().int().default(1),
  /** Seeded workers; Twilio's maximum is 15,000. */
  workers: z.number().int().min(0).default(100),
  /** Seeded task queues; Twilio's maximum is 5,000. */
  queues: z.number().int().min(0).default(12),
  /** What the seeded workers' `attributes.queues` starts as. */
  queuesAttribute: z.enum(['absent', 'in-step', 'stale']).default('absent'),
  /** With `stale`: the share of workers whose list is wrong. */
  staleShare: share.default(0.2),
  /** SIDs and the auth token follow from the seed unless given. */
  accountSid: sid('AC').optional(),
  authToken: z.string().min(1).optional(),
  workspaceSid: sid('WS').optional(),
  syncServiceSid: sid('IS').optional(),
  /** Default: one key of type standard that follows from the seed. */
  apiKeys: apiKeysOption.optional(),
  /** Names of workspaces and Sync services that the account has beside ours; only lists show them. */
  otherWorkspaces: z.array(z.string().min(1)).default([]),
  otherSyncServices: z.array(z.string().min(1)).default([]),
  /** Listening port on 127.0.0.1; 0 takes a free one. */
  port: z.number().int().min(0).max(65535).default(0),
  /** How long TaskRouter and Sync take to answer, in milliseconds. The effect comes halfway. */
  latency: z
    .strictObject({ readMs: z.number().min(0).default(0), writeMs: z.number().min(0).default(0) })
    .prefault({}),
  /** Rate limits; null switches one off. */
  limits: z
    .strictObject({
      updatesPerSecond: perSecond.nullable().default(null),
      requestsPerSecond: perSecond.nullable().default(null),
      expressionListsPerSecond: perSecond.nullable().default(3),
      bulkStatisticsPerSecond: perSecond.nullable().default(5),
      syncWritesPerSecondPerObject: perSecond.nullable().default(20),
      syncReadsPerSecondPerObject: perSecond.nullable().default(20),
      syncCreationsPerSecond: perSecond.nullable().default(20),
    })
    .prefault({}),
  /** ETag on Worker answers and If-Match on their writes. */
  etags: z.boolean().default(true),
  /** `attributes` in lists of workers; null without. */
  listAttributes: z.boolean().default(true),
  /** How far the statistics of queues lag behind, in milliseconds; `taskRouter.statisticsLagMs` changes it. */
  statisticsLagMs: z.number().min(0).default(0),
  /** How target workers expressions are read where the documentation is silent. */
  dialect: z
    .strictObject({
      precedence: z.enum(['and-first', 'or-first', 'left-to-right']).default(defaultDialect.precedence),
      coercion: z.enum(['strict', 'loose']).default(defaultDialect.coercion),
      quotedKeys: z.boolean().default(defaultDialect.quotedKeys),
      caseInsensitiveKeywords: z.boolean().default(defaultDialect.caseInsensitiveKeywords),
      singleEquals: z.boolean().default(defaultDialect.singleEquals),
    })
    .prefault({}),
  /** The workspace's event callback: its URL, the event types it wants, callbacks open at once. */
  eventCallback: z
    .strictObject({
      url: z.string().default(''),
      filter: z.array(z.string()).optional(),
      concurrency: z.number().int().positive().default(8),
    })
    .prefault({}),
  /** Shares of events to lose, double or hold back. */
  events: z
    .strictObject({ lose: share.default(0), duplicate: share.default(0), reorder: share.default(0) })
    .prefault({}),
  /**
   * Flex: who logs in to it (workers beside the seeded ones), `ui_attributes` of its configuration, and its own
   * Queues column and filter in Teams View.
   */
  flex: z
    .strictObject({
      users: z
        .array(
          z.strictObject({
            name: z.string().min(1),
            fullName: z.string().min(1),
            roles: z.array(z.string()).readonly(),
          }),
        )
        .readonly()
        .default([]),
      uiAttributes: z.record(z.string(), z.unknown()).default({}),
      queueFilter: z.boolean().default(false),
      /** The Flex UI of the account, and the versions of React it is configured for. */
      uiVersion: z.string().min(1).default('2.17.1'),
      uiDependencies: z.record(z.string(), z.string()).default({}),
    })
    .prefault({}),
  /** What the Serverless API builds: `ServerlessSettings` says what each means. */
  serverless: z
    .strictObject({
      runtimes: z.record(z.string(), z.array(z.string())).default({
        node22: ['2.0.0', '2.0.1', '2.0.2', '2.0.3', '2.1.2'],
        node24: ['2.1.2'],
      }),
      buildReads: z.number().int().min(0).default(0),
    })
    .prefault({}),
  /** How Event Streams delivers: `DeliverySettings` says what each means. */
  eventStreams: z
    .strictObject({
      contentType: z
        .enum(['application/json', 'application/cloudevents-batch+json'])
        .default('application/json'),
      maxBatch: z.number().int().positive().default(10),
      firstRetryMs: z.number().min(0).default(1000),
      duplicate: share.default(0),
      reorder: share.default(0),
    })
    .prefault({}),
  /** Keep request bodies in the log. */
  recordBodies: z.boolean().default(false),
});

/** What {@link createEmulator} takes; every option has a default. */
export type EmulatorOptions = z.input<typeof emulatorOptions>;

/** The options with their defaults filled in. */
export type ResolvedOptions = z.output<typeof emulatorOptions>;
