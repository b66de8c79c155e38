/** The facts of an error answer, in the form Twilio's APIs give them. */
export interface ApiErrorFacts {
  /** HTTP status. */
  readonly status: number;
  /** Twilio's error code, see https://www.twilio.com/docs/api/errors. */
  readonly code: number;
  readonly message: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An error answer of one of the emulated APIs: `{ code, message, more_info, status }`. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: number;
  readonly headers: Readonly<Record<string, string>>;

  constructor(facts: ApiErrorFacts) {
    super(facts.message);
    this.name = 'ApiError';
    this.status = facts.status;
    this.code = facts.code;
    this.headers = facts.headers ?? {};
  }

  /** The answer's body. */
  body(): { code: number; message: string; more_info: string; status: number } {
    return {
      code: this.code,
      message: this.message,
      more_info: `https://www.twilio.com/docs/errors/${this.code}`,
      status: this.status,
    };
  }
}

/** 404 20404. `what` is a path, or a resource's name and SID. */
export function notFound(what: string): ApiError {
  return new ApiError({
    status: 404,
    code: 20404,
    message: `The requested resource ${what} was not found`,
  });
}

/** 400 20001: a missing, unknown or malformed parameter. */
export function badRequest(message: string): ApiError {
  return new ApiError({ status: 400, code: 20001, message });
}

/** 405 20004. */
export function methodNotAllowed(method: string, path: string): ApiError {
  return new ApiError({ status: 405, code: 20004, message: `Method ${method} is not allowed on ${path}` });
}
