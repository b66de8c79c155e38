/**
 * The platform's limits and what follows from them. All times in milliseconds.
 *
 * A Function is killed 10 s after it starts (https://www.twilio.com/docs/serverless/functions-assets/functions).
 * Everything below is measured from the start of an invocation, and leaves room for a slow last request.
 */
export const INVOCATION = {
  /** No new work item is begun after this. */
  workUntilMs: 7_500,
  /** Work items still in flight are given up (and done again by the next hop) after this. */
  abandonAtMs: 8_150,
  /** The hop returns at the latest now, whether or not its successor was seen. */
  endByMs: 8_700,
} as const;

/**
 * How long a claim holds: longer than an invocation can live (10 s), with 2 s for clocks that disagree, so that
 * two hops never work at the same time. Nothing renews a lease; nothing needs to.
 */
export const LEASE_MS = 12_000;

/** At most one progress write a second, half of what Sync promises for the largest documents. */
export const HEARTBEAT_MS = 1_000;

/** While work is only being looked for there is less to tell. */
export const GATHER_BEAT_MS = 3_000;

/** A job document is read by every open panel at every write: it stays under this size. */
export const JOB_DOCUMENT_BYTES = 1_024;

/** What a seal adds to a document's data: `,"seal":"…"` with 22 characters, see `seal.ts`. */
export const SEAL_BYTES = 32;

/** What is left for the job itself. */
export const JOB_BYTES = JOB_DOCUMENT_BYTES - SEAL_BYTES;

/** Sync refuses documents over 16 KiB (https://www.twilio.com/docs/sync/limits); pages stay below it. */
export const PAGE_BYTES = 15_000;

/** A hand-off that was not claimed after this long is repeated. */
export const CONFIRM_MS = 900;

/** A running job that nobody has claimed for this long was lost on the way. */
export const UNCLAIMED_MS = 3_000;

/** The same hop may be claimed this often before the job is given up: an outage of half a minute is sat out. */
export const MAX_HOP_ATTEMPTS = 8;

/** A job that was handed on this often with nothing done in between is given up. */
export const MAX_STALLS = 30;

/** Whoever was to tell of a job's end, or whose job's document is not there, is taken for lost after this long. */
export const STALE_LOCK_MS = 15_000;

/** After a request to run once more, the next pass starts when none has come for this long... */
export const QUIET_MS = 2_000;

/** ...or when this long has passed in all: less than one hop has, so that no hop ends with nothing but waiting done. */
export const MAX_QUIET_WAIT_MS = 5_000;

/** A job without a heartbeat for this long is shown as silent. */
export const SILENT_MS = 15_000;

/** A paused job goes on by itself after this long: one that was forgotten must not keep the next from starting. */
export const MAX_PAUSE_MS = 3_600_000;
