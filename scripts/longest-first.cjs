const { default: Sequencer } = require('@jest/test-sequencer');

/** They start platforms and browsers: though small, they take longest, and begun last they would be waited for alone. */
const LONG = /[\\/](test|e2e)[\\/]|demo.src.(try|start)/;

/** Where jest does not know yet how long a file takes it goes by its size; some are known to fool it. */
module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests);
    return [
      ...sorted.filter(({ path }) => LONG.test(path)),
      ...sorted.filter(({ path }) => !LONG.test(path)),
    ];
  }
};
