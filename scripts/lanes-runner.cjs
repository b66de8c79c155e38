const { availableParallelism } = require('node:os');
const { default: JestRunner, EmittingTestRunner } = require('jest-runner');

const laneOf = ({ context }) => context.config.globals.lane;

/**
 * Runs the tests in lanes, which a project chooses with `globals: { lane }`:
 * - `alone`: they hold what happens against the platform's seconds; one at a time, before the others;
 * - `waiting`: they start platforms of processes and real browsers, and then mostly wait for them; one more at a time than
 *   there are processors: with more, what people and platforms do in them would take too long;
 * - `patient`: they do the same, and hold nothing against a second: one more, beside the two lanes before, and behind them
 *   (`stand-back.cjs`) where both want a processor;
 * - `reckoning`: they know no time but their own, and stand back furthest: beside all others, in what these leave of the
 *   processors.
 */
module.exports = class LanesRunner extends EmittingTestRunner {
  constructor(globalConfig, context) {
    super(globalConfig, context);
    const runner = (maxWorkers) => new JestRunner({ ...globalConfig, maxWorkers }, context);
    const atOnce = Math.min(globalConfig.maxWorkers, availableParallelism());
    this.lanes = {
      alone: runner(1),
      waiting: runner(atOnce + 1),
      patient: runner(1),
      reckoning: runner(atOnce),
    };
  }

  on(eventName, listener) {
    const stops = Object.values(this.lanes).map((lane) => lane.on(eventName, listener));
    return () => stops.forEach((stop) => stop());
  }

  async runTests(tests, watcher, options) {
    const lost = tests.find((test) => !(laneOf(test) in this.lanes));
    if (lost) throw new Error(`${lost.path} is in no lane: its project needs globals: { lane }`);
    const of = (lane) => tests.filter((test) => laneOf(test) === lane);
    const run = async (lane, as = lane) => {
      const own = of(lane);
      if (own.length > 0) await this.lanes[as].runTests(own, watcher, options);
    };
    const inTurn = async () => {
      await run('alone');
      await run('waiting');
    };
    // Nobody to be beside: then they take the processors.
    const patient = () =>
      run('patient', of('alone').concat(of('waiting')).length > 0 ? 'patient' : 'waiting');
    const reckoning = () => run('reckoning');
    if (!options.serial) return void (await Promise.all([inTurn(), patient(), reckoning()]));
    await inTurn();
    await patient();
    await reckoning();
  }
};
