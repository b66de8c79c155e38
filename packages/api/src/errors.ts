/** Codes an answer of the panel's Functions can carry, beside those of a job: see docs/runbook.md. */
export const ERROR_CODES = {
  originNotAllowed: 'origin_not_allowed',
  badRequest: 'bad_request',
  tokenInvalid: 'token_invalid',
  roleMissing: 'role_missing',
  notFound: 'not_found',
  /** TaskRouter does not take an expression; the message is its own. */
  expressionRefused: 'expression_refused',
  /** The queue has another expression than the one that was to be replaced: `targetWorkers` is what it has. */
  queueChanged: 'queue_changed',
  /** `QUEUE_EDITING` is not on. */
  queueEditingOff: 'queue_editing_off',
  /** The expressions can't be kept, and so the edit could not be put back: it was not made. */
  editTooLong: 'edit_too_long',
  /** TaskRouter's answer to an edit got lost: the queue tells whether it was taken. */
  editUnheard: 'edit_unheard',
  /** Twilio's rate limit: try again after `retryAfterMs`. */
  throttled: 'throttled',
  /** TaskRouter no longer knows where a list was left: it is read from its beginning. */
  pageExpired: 'page_expired',
  configuration: 'configuration',
  unexpected: 'unexpected',
} as const;
