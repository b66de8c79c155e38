'use strict';
/**
 * Preload for a command under test. Node runs preloads once more in the thread of its module hooks, where the
 * emulator's address is gone already and nothing is requested.
 */
if (process.env.EMULATOR_URL) require('../../twilio-emulator/src/functions/redirect.cjs');
