/** Codes an answer of the panel's Functions can carry, beside those of a job: see docs/runbook.md. */
export const ERROR_CODES = {
  originNotAllowed: 'origin_not_allowed',
  badRequest: 'bad_request',
  tokenInvalid: 'token_invalid',
  roleMissing: 'role_missing',
  notFound: 'not_found',
  expressionRefused: 'expression_refused',
  queueChanged: 'queue_changed',
  queueEditingOff: 'queue_editing_off',
  editTooLong: 'edit_too_long',
  editUnheard: 'edit_unheard',
  configuration: 'configuration',
  unexpected: 'unexpected',
} as const;
