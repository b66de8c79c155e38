import {
  answerSchemas,
  ERROR_CODES,
  problemSchema,
  type AnswerOf,
  type Path,
  type RequestOf,
} from '@queue-eligibility/api';
import type * as z from 'zod';

/**
 * Why a call came to nothing:
 * - `unreachable`: no answer, or one that is not from our Functions; they may not be deployed, or elsewhere;
 * - `not-signed-in`: the Flex token is no longer valid;
 * - `not-allowed`: the person's roles don't suffice;
 * - `origin-not-allowed`: Flex is open under an address that the Functions don't know as Flex's;
 * - `refused`: the Functions answered with an error of theirs;
 * - `unexpected`: an answer in a shape that this version doesn't know.
 */
type FunctionsErrorKind =
  'unreachable' | 'not-signed-in' | 'not-allowed' | 'origin-not-allowed' | 'refused' | 'unexpected';

/** A call of one of our Functions that came to nothing. */
export class FunctionsError extends Error {
  constructor(
    readonly kind: FunctionsErrorKind,
    /** The code of the answer, see docs/runbook.md; the kind where there was none. */
    readonly code: string,
    message: string,
    /** The HTTP status; null when there was no answer. */
    readonly status: number | null,
    /** What the answer says beside its code: see `problemSchema`. */
    readonly facts: ProblemFacts = {},
  ) {
    super(message);
    this.name = 'FunctionsError';
  }
}

/** What went wrong, as far as a person is told. */
export type Problem = Pick<FunctionsError, 'kind' | 'code'>;

/** Facts that go with some codes. */
type ProblemFacts = Omit<z.infer<typeof problemSchema>['error'], 'code' | 'message'>;

/** What went wrong with a call. */
export const toProblem = (error: unknown): Problem =>
  error instanceof FunctionsError ? error : { kind: 'unexpected', code: 'unexpected' };

/** Calls the panel's Functions. */
export interface FunctionsClient {
  /** @throws FunctionsError */
  call<P extends Path>(path: P, parameters: RequestOf<P>): Promise<AnswerOf<P>>;
}

interface FunctionsClientOptions {
  /** Where the Functions are; null: this is not configured, and every call says so. */
  baseUrl: string | null;
  /** The Flex token of now. */
  token: () => string;
  fetch?: typeof fetch;
  /** How long an answer may take. Default 12,000 ms: a Function is killed after 10 s. */
  timeoutMs?: number;
}

/** A client of our Functions that sends the Flex token in the body, never in a URL. */
export function createFunctionsClient(options: FunctionsClientOptions): FunctionsClient {
  const { baseUrl, token, timeoutMs = 12_000 } = options;
  const send = options.fetch ?? ((input: RequestInfo | URL, init?: RequestInit) => window.fetch(input, init));
  return {
    async call<P extends Path>(path: P, parameters: RequestOf<P>): Promise<AnswerOf<P>> {
      if (baseUrl === null) throw unreachable(`The address of the Functions is not configured`);
      const body = JSON.stringify({ ...parameters, Token: token() });
      const response = await post(send, { url: baseUrl + path, body, timeoutMs });
      const answer: unknown = await response.json().catch(() => undefined);
      if (!response.ok) throw problemOf(response.status, answer);
      // The compiler does not see that a path's schema and its answer belong together.
      const schema = answerSchemas[path] as unknown as z.ZodType<AnswerOf<P>>;
      const parsed = schema.safeParse(answer);
      if (parsed.success) return parsed.data;
      const message = `${path} answered in a shape that this version of the plugin does not know`;
      throw new FunctionsError('unexpected', 'unexpected', message, response.status);
    },
  };
}

async function post(
  send: typeof fetch,
  { url, body, timeoutMs }: { url: string; body: string; timeoutMs: number },
): Promise<Response> {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), timeoutMs);
  try {
    const headers = { 'Content-Type': 'application/json' };
    return await send(url, { method: 'POST', headers, body, signal: abort.signal, credentials: 'omit' });
  } catch {
    throw unreachable(`No answer from ${new URL(url).origin}`);
  } finally {
    clearTimeout(timer);
  }
}

function problemOf(status: number, answer: unknown): FunctionsError {
  const problem = problemSchema.safeParse(answer);
  // Whatever answers without our form of an error is not one of our Functions.
  if (!problem.success)
    return unreachable(`Status ${status} from something that is not our Functions`, status);
  const { code, message, ...facts } = problem.data.error;
  return new FunctionsError(kindOf(status, code), code, message, status, facts);
}

function kindOf(status: number, code: string): FunctionsErrorKind {
  if (status === 401) return 'not-signed-in';
  // Also a 403, and none that another role would change.
  if (code === ERROR_CODES.originNotAllowed) return 'origin-not-allowed';
  return status === 403 ? 'not-allowed' : 'refused';
}

const unreachable = (message: string, status: number | null = null): FunctionsError =>
  new FunctionsError('unreachable', 'unreachable', message, status);
