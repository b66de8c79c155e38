import './loaded-at';
import { ERROR_CODES, ROLES, type Path } from '@queue-eligibility/api';
import { CodedError, CommandRefused, PermanentError, RetryableError } from '@queue-eligibility/batch';
import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { correlated } from './correlation';
import { beginningOfInvocation, inTime } from './deadline';
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

/** One of the panel's Functions: who may call it, with what, and what it answers. */
interface JobFunction<Parameters> {
  /** Where it is deployed. */
  path: Path;
  access: keyof typeof ROLES;
  /** One of the contract's `requestSchemas`. */
  parameters: z.ZodType<Parameters>;
  run: (services: Services, parameters: Parameters, identity: Identity) => Promise<object>;
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
        reply(await inTime(startedAtMs, () => replyTo(definition, services, event)));
      } catch (error) {
        const code = error instanceof CodedError ? error.code : ERROR_CODES.unexpected;
        services.batch.log('error', 'function.failed', {
          path: definition.path,
          code,
          message: messageOf(error),
        });
        reply({ status: statusOf(error), body: problem(code, publicMessage(error)) });
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
  services: Services,
  event: Readonly<Record<string, unknown>>,
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
    return { status: 400, body: problem(ERROR_CODES.badRequest, z.prettifyError(parsed.error)) };
  }
  return { status: 200, body: await run(services, parsed.data, identity) };
}

function statusOf(error: unknown): number {
  if (error instanceof NotFound) return 404;
  if (error instanceof CommandRefused) return 409;
  if (error instanceof PermanentError)
    return error.code === 'bad_items' || error.code === 'unknown_kind' ? 400 : 500;
  return error instanceof RetryableError ? 503 : 500;
}

const messageOf = (error: unknown): string =>
  (error instanceof Error ? error.message : 'unknown').slice(0, 300);

const publicMessage = (error: unknown): string =>
  error instanceof CodedError ? messageOf(error) : 'Something went wrong; the log of the Functions has more';
