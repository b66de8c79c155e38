/** What needs more changes than this is no proposal: nobody would make them to give one agent one queue. */
export const MAX_CHANGES = 12;

/** So many ways are kept of each part of an expression. */
export const KEPT_WAYS = 10;

/** Ways are put together so often for one expression, then the rest of it is left as it is. */
export const MAX_STEPS = 10_000;

/** Most proposals. */
export const MAX_PROPOSALS = KEPT_WAYS;
