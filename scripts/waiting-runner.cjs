const { availableParallelism } = require('node:os');
const { default: JestRunner } = require('jest-runner');

const standsBack = ({ context }) =>
  context.config.setupFilesAfterEnv.includes(require.resolve('./stand-back.cjs'));

/**
 * Runs tests that start whole platforms of processes and real browsers, and then wait for them. Not more at a time than there
 * are processors: what is held against the platform's seconds would take too long. In what they leave of the processors it
 * runs, beside them, tests that only reckon and know no time but their own, with `stand-back.cjs`.
 */
module.exports = class WaitingRunner extends JestRunner {
  constructor(globalConfig, context) {
    super(
      { ...globalConfig, maxWorkers: Math.min(globalConfig.maxWorkers, availableParallelism()) },
      context,
    );
  }

  async runTests(tests, watcher, options) {
    if (options.serial) return super.runTests(tests, watcher, options);
    const groups = [tests.filter((test) => !standsBack(test)), tests.filter(standsBack)];
    await Promise.all(
      groups.filter(({ length }) => length > 0).map((group) => super.runTests(group, watcher, options)),
    );
  }
};
