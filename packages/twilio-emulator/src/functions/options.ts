import * as z from 'zod';
import type { LogLine } from './logs';
import type { RuntimeProcesses } from './processes';

const MIB = 1024 * 1024;

/** Most bytes in the value of one variable: https://www.twilio.com/docs/serverless/functions-assets/functions/variables */
const MAX_VARIABLE_BYTES = 450;
/** Most bytes of all variables together (error 82006): https://www.twilio.com/docs/api/errors/82006 */
const MAX_VARIABLES_BYTES = 3072;

const variables = z.record(z.string(), z.string()).superRefine((env, context) => {
  let total = 0;
  for (const [name, value] of Object.entries(env)) {
    const bytes = Buffer.byteLength(value);
    total += bytes + Buffer.byteLength(name);
    if (bytes > MAX_VARIABLE_BYTES) {
      context.addIssue({
        code: 'custom',
        path: [name],
        message: `must be at most ${MAX_VARIABLE_BYTES} bytes, is ${bytes}`,
      });
    }
  }
  if (total > MAX_VARIABLES_BYTES) {
    context.addIssue({
      code: 'custom',
      message: `all variables must be at most ${MAX_VARIABLES_BYTES} bytes, are ${total}`,
    });
  }
});

const positive = z.number().int().positive();

/**
 * The platform's limits are the defaults. Where Twilio publishes no number (concurrency, memory) the default is
 * a guess on the strict side. https://www.twilio.com/docs/serverless/functions-assets/functions/request-flow
 */
export const gatewayOptionsSchema = z.object({
  /** A built Functions project: has `functions/` and `package.json`. */
  projectDir: z.string().min(1),
  /** The variables of the service, `ACCOUNT_SID` and `AUTH_TOKEN` among them. The gateway adds `FUNCTIONS_BASE_URL`. */
  env: variables,
  /** Signs and checks `X-Twilio-Signature`. */
  authToken: z.string().min(1),
  /** Where requests to `*.twilio.com` go instead, over plain http. */
  emulatorUrl: z.url({ protocol: /^http$/ }),
  /** Port on 127.0.0.1. Default 0: any free one. */
  port: z.number().int().min(0).max(65_535).default(0),
  /** A container that holds a request longer is killed. Default 10,000 ms. */
  timeLimitMs: positive.default(10_000),
  /** Most invocations at once, and most containers. Default 30. */
  maxConcurrency: positive.default(30),
  /** How long an invocation waits for a free container before it gets a 429. Default 60,000 ms. */
  maxWaitMs: positive.default(60_000),
  /** Longest request body. Default 1 MiB. */
  maxRequestBytes: positive.default(MIB),
  /** Longest response body. Default 4 MiB. */
  maxResponseBytes: positive.default(4 * MIB),
  /** Whether a container is stopped between requests, as on the platform. Default true; false on Windows. */
  freeze: z.boolean().default(true),
  /** V8's old space of each container. Default 256 MiB. */
  memoryLimitMb: positive.default(256),
  /** Containers that are started ahead of the first request and replaced when they die. Default 1. */
  minWarm: z.number().int().min(0).default(1),
  /** Decides which requests a fault with a `share` hits. Default 1. */
  seed: z.number().int().default(1),
});

/** What {@link gatewayOptionsSchema} takes, and a listener for the containers' output. */
export type FunctionsGatewayOptions = z.input<typeof gatewayOptionsSchema> & {
  /** Called for every line that a container prints, beside keeping it in `gateway.logs`. */
  onLog?: (line: LogLine) => void;
  /** Where its containers get their processes, shared with other gateways. Default: its own, which end with it. */
  processes?: RuntimeProcesses | undefined;
};

/** Options with every default filled in. */
export type GatewaySettings = z.output<typeof gatewayOptionsSchema>;
