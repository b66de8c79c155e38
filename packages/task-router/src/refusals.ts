/** TaskRouter's limit for a worker's attributes (https://www.twilio.com/docs/taskrouter/api/worker). */
export const ATTRIBUTES_MAX_CHARACTERS = 4_096;

/** Why a worker's attributes were not edited: codes of a {@link Refusal}. Calls nothing: for a browser, too. */
export const EDIT_REFUSALS = {
  /** They would be too long. */
  tooLong: 'attributes_too_long',
  /** They are not a JSON object. */
  invalid: 'attributes_invalid',
  /** TaskRouter did not say what they are. */
  unknown: 'attributes_unknown',
  /** TaskRouter refused the update. */
  refused: 'update_refused',
} as const;
