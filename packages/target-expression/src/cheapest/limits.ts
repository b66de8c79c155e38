/** What needs more changes than this is no proposal: nobody would make them to give one agent one queue. */
export const MAX_CHANGES = 12;

/** So many ways are kept of each part of an expression, so there are no more proposals. */
export const KEPT_WAYS = 10;

/** Ways are thought of and put together so often for one expression, then the rest of it is left as it is. */
export const MAX_STEPS = 10_000;

/** So many keys and elements, copied and gone through for each way of a comparison, are as much work as one step more. */
export const ELEMENTS_A_STEP = 50;
