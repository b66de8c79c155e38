/**
 * The base of every error this product raises on purpose: a stable `code` that logs, documents and the panel
 * carry, and the facts it was made from. Whether trying again can help is the type: {@link RetryableError} or
 * {@link PermanentError}.
 */
export abstract class CodedError extends Error {
  /** Stable, snake_case; each one a person can meet has a line in docs/runbook.md. */
  readonly code: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
    this.code = code;
  }
}

/** Trying again later may help. */
export class RetryableError extends CodedError {}

/** Trying again can't help until somebody changes something. */
export class PermanentError extends CodedError {}

/** Nothing of the job can go on until somebody changes something: it stops the job, whatever item met it. */
export class FatalError extends PermanentError {}

/** Twilio refused our credentials. */
export class NotAuthorised extends FatalError {
  constructor(what: string, status: number, options?: ErrorOptions) {
    const message = `${what}: Twilio answered ${status}; check this account's credentials and SIDs`;
    super('not_authorised', message, options);
  }
}

/** Twilio answered 429 for as long as we were ready to repeat. Not the item's fault: it costs no attempt. */
export class ThrottledError extends RetryableError {
  constructor(what: string, options?: ErrorOptions) {
    super('throttled', `${what}: Twilio's rate limit was still exceeded after every retry`, options);
  }
}

/** Somebody else wrote the job's document between our read and our write. */
export class RevisionConflict extends RetryableError {
  constructor(documentName: string) {
    super('revision_conflict', `${documentName} was changed by somebody else since it was read`);
  }
}

/** A document of the store with which nobody of this deployment can go on. */
export abstract class UnreadableDocument extends PermanentError {}

/** It does not have the shape this version writes. */
export class CorruptDocument extends UnreadableDocument {
  constructor(documentName: string, problem: string) {
    super('corrupt_document', `${documentName} can't be read by this version: ${problem}`);
  }
}

/** It does not carry our seal: what it says is nobody's word. */
export class UnsealedDocument extends UnreadableDocument {
  constructor(documentName: string) {
    super(
      'unsealed_document',
      `${documentName} was not written by this deployment's account; somebody else wrote it, or the auth token was changed`,
    );
  }
}

/** A job document would pass its size limit: always a defect of the job kind's report or state. */
export class DocumentTooLarge extends PermanentError {
  constructor(documentName: string, bytes: number, limitBytes: number) {
    super('document_too_large', `${documentName} would be ${bytes} bytes; the limit is ${limitBytes}`);
  }
}

/** Two jobs were given the same id: it can't happen by chance. */
export class JobIdTaken extends RetryableError {
  constructor(id: string) {
    super('job_id_taken', `There is already a job ${id}`);
  }
}

/** What is kept of any error: a code and a text without secrets or attribute values. */
export function describeError(error: unknown): { code: string; message: string } {
  if (error instanceof CodedError) return { code: error.code, message: error.message.slice(0, 200) };
  if (error instanceof Error) return { code: 'unexpected', message: error.message.slice(0, 200) };
  return { code: 'unexpected', message: 'something that is not an Error was thrown' };
}
