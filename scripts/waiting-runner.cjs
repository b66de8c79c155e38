const { availableParallelism } = require('node:os');
const { default: JestRunner } = require('jest-runner');

/**
 * Runs its tests after all others, and one more at a time than there are processors: they start whole platforms of
 * processes and real browsers, and then wait for them, for what Twilio takes to answer and for what must not happen.
 */
module.exports = class WaitingRunner extends JestRunner {
  constructor(globalConfig, context) {
    super(
      { ...globalConfig, maxWorkers: Math.min(globalConfig.maxWorkers, availableParallelism()) + 1 },
      context,
    );
  }
};
