const { availableParallelism } = require('node:os');
const { default: JestRunner } = require('jest-runner');

/**
 * Runs its tests after all others: they start whole platforms of processes and real browsers, and then wait for them. Not more
 * at a time than there are processors: what is held against the platform's seconds would take too long.
 */
module.exports = class WaitingRunner extends JestRunner {
  constructor(globalConfig, context) {
    super(
      { ...globalConfig, maxWorkers: Math.min(globalConfig.maxWorkers, availableParallelism()) },
      context,
    );
  }
};
