/** When this container began to load the code, ms since the epoch. To be imported before everything else. */
export const loadedAtMs = Date.now();
