import './loaded-at';
import { ERROR_CODES, ROLES, type Path } from '@queue-eligibility/api';
import {
  CodedError,
  CommandRefused,
  PermanentError,
  RetryableError,
  ThrottledError,
} from '@queue-eligibility/batch';
import { QueueChanged } from '@queue-eligibility/queue-edits';
import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { correlated } from './correlation';
import { ANSWER_BY_MS, beginningOfInvocation, inTime } from './deadline';
import type { Identity } from './identity';
import { operatorOf } from './operator';
import { allowedOrigin } from './origin';
import { answer, problem, type FunctionHandler } from './runtime';
import { servicesOf, type Services } from './services';

/** The caller asked for something that is not there. */
export class NotFound extends PermanentError {
  constructor(what: string) {
    super(ERROR_CODES.notFound, `There is no ${what}`);
  }
}

/** The caller may not, whatever the role. */
export class Refused extends PermanentError {}

/** The invocation that a Function runs in. */
interface Invocation {
  /** By then it must have answered, ms since the epoch. */
  answerByMs: number;
  /** Aborted when it is over: nothing may be written after that. */
  signal: AbortSignal;
}

/** One of the panel's Functions: who may call it, with what, and what it answers. */
interface JobFunction<Parameters> {
  /** Where it is deployed. */
  path: Path;
  access: keyof typeof ROLES;
  /** One of the contract's `requestSchemas`. */
  parameters: z.ZodType<Parameters>;
  run: (
    services: Services,
    parameters: Parameters,
    identity: Identity,
    invocation: Invocation,
  ) => Promise<object>;
}

/** Answers in which there is nothing to protect: without this, a browser would hide from a person why it is one. */
const ANYBODY = '*';

/**
 * A Function of the panel: checks where the request comes from, the Flex token and its roles (or that the account's
 * operator has signed it, see operator.ts), parses the parameters, runs, and answers in JSON. Errors are
 * `{ error: { code, message } }`.
 */
export function jobFunction<Parameters>(definition: JobFunction<Parameters>): FunctionHandler {
  return async (context, event, callback) => {
    const startedAtMs = beginningOfInvocation();
    let services: Services;
    try {
      services = servicesOf(context);
    } catch (error) {
      // Names of variables are for whoever deploys, not for whoever calls.
      console.error(JSON.stringify({ level: 'error', event: 'configuration', message: messageOf(error) }));
      const message = 'This deployment is not configured; see its log';
      callback(null, answer(500, problem(ERROR_CODES.configuration, message), ANYBODY));
      return;
    }
    const { request } = event;
    const origin = allowedOrigin(request, services.configuration.flexOrigins);
    if (origin === null) {
      const message = 'Pages of this origin may not call these Functions';
      callback(null, answer(403, problem(ERROR_CODES.originNotAllowed, message), ANYBODY));
      return;
    }
    const reply = ({ status, body }: Reply) => callback(null, answer(status, body, origin));
    await correlated({ cid: `click-${randomUUID()}` }, async () => {
      try {
        const answerByMs = startedAtMs + ANSWER_BY_MS;
        reply(
          await inTime(startedAtMs, (signal) =>
            replyTo(definition, { services, event, invocation: { answerByMs, signal } }),
          ),
        );
      } catch (error) {
        const code = error instanceof CodedError ? error.code : ERROR_CODES.unexpected;
        services.batch.log('error', 'function.failed', {
          path: definition.path,
          code,
          message: messageOf(error),
        });
        reply({ status: statusOf(error), body: problem(code, publicMessage(error), factsOf(error)) });
      }
    });
  };
}

interface Reply {
  status: number;
  body: object;
}

async function replyTo<Parameters>(
  { path, access, parameters: schema, run }: JobFunction<Parameters>,
  {
    services,
    event,
    invocation,
  }: { services: Services; event: Readonly<Record<string, unknown>>; invocation: Invocation },
): Promise<Reply> {
  const { Token, SignedAt: _signedAt, request: _request, ...parameters } = event;
  const identity = operatorOf(services.configuration, { path, event }) ?? (await services.identify(Token));
  if (!identity) {
    const message = 'The Flex token is missing, expired or not valid';
    return { status: 401, body: problem(ERROR_CODES.tokenInvalid, message) };
  }
  const allowed: readonly string[] = ROLES[access];
  if (!identity.roles.some((role) => allowed.includes(role))) {
    const message = `This takes one of the roles: ${allowed.join(', ')}`;
    return { status: 403, body: problem(ERROR_CODES.roleMissing, message) };
  }
  const parsed = schema.safeParse(parameters);
  if (!parsed.success) {
    return { status: 400, body: problem(ERROR_CODES.badRequest, problemsOf(parsed.error)) };
  }
  return { status: 200, body: await run(services, parsed.data, identity, invocation) };
}

/** What the caller asked for can't be: that is no failure of the Functions. */
const BAD_REQUESTS: ReadonlySet<string> = new Set([
  'bad_items',
  'unknown_kind',
  ERROR_CODES.expressionRefused,
  ERROR_CODES.editTooLong,
]);

/** Characters of what is said of a request: one that is wrong in a thousand places is told of the first. */
const SAID = 1_000;

const problemsOf = (error: z.ZodError): string =>
  z.prettifyError(new z.ZodError(error.issues.slice(0, 10))).slice(0, SAID);

function statusOf(error: unknown): number {
  if (error instanceof NotFound) return 404;
  if (error instanceof Refused) return 403;
  if (error instanceof CommandRefused || error instanceof QueueChanged) return 409;
  if (error instanceof PermanentError) return BAD_REQUESTS.has(error.code) ? 400 : 500;
  return error instanceof RetryableError ? 503 : 500;
}

/** TaskRouter's limits are of a second. */
const RETRY_AFTER_MS = 1_000;

function factsOf(error: unknown): object {
  if (error instanceof ThrottledError) return { retryAfterMs: RETRY_AFTER_MS };
  return error instanceof QueueChanged ? { targetWorkers: error.targetWorkers } : {};
}

const messageOf = (error: unknown): string =>
  (error instanceof Error ? error.message : 'unknown').slice(0, 300);

const publicMessage = (error: unknown): string =>
  error instanceof CodedError ? messageOf(error) : 'Something went wrong; the log of the Functions has more';
