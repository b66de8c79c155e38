const { availableParallelism } = require('node:os');
const { default: JestRunner, EmittingTestRunner } = require('jest-runner');

const laneOf = ({ context }) => context.config.globals.lane;

/**
 * Runs the tests in lanes, which a project chooses with `globals: { lane }`:
 * - `alone`: they hold what happens against the platform's seconds; one at a time, before those that wait;
 * - `waiting`: they start platforms of processes and real browsers, and then mostly wait for them; more at a time than there
 *   are processors;
 * - `reckoning`: they know no time but their own, and stand back (`stand-back.cjs`): beside all others, in what these leave of
 *   the processors.
 */
module.exports = class LanesRunner extends EmittingTestRunner {
  constructor(globalConfig, context) {
    super(globalConfig, context);
    const runner = (maxWorkers) => new JestRunner({ ...globalConfig, maxWorkers }, context);
    const atOnce = Math.min(globalConfig.maxWorkers, availableParallelism());
    this.lanes = { alone: runner(1), waiting: runner(2 * atOnce), reckoning: runner(atOnce) };
  }

  on(eventName, listener) {
    const stops = Object.values(this.lanes).map((lane) => lane.on(eventName, listener));
    return () => stops.forEach((stop) => stop());
  }

  async runTests(tests, watcher, options) {
    const lost = tests.find((test) => !(laneOf(test) in this.lanes));
    if (lost) throw new Error(`${lost.path} is in no lane: its project needs globals: { lane }`);
    const run = async (lane) => {
      const own = tests.filter((test) => laneOf(test) === lane);
      if (own.length > 0) await this.lanes[lane].runTests(own, watcher, options);
    };
    const inTurn = async () => {
      await run('alone');
      // Undefined where nobody builds: then what is there is what counts.
      await globalThis.built;
      await run('waiting');
    };
    if (!options.serial) return void (await Promise.all([inTurn(), run('reckoning')]));
    await inTurn();
    await run('reckoning');
  }
};
