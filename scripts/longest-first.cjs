const { default: Sequencer } = require('@jest/test-sequencer');

/** What takes longest, though its file is small: begun last, it would be waited for alone. */
const LONG = /e2e|serverless.test.(invariants|events|variants|commands)|security.(sync|secrets)|demo.src.try/;

/** Where jest does not know yet how long a file takes it goes by its size; some files are known to fool it. */
module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests);
    return [
      ...sorted.filter(({ path }) => LONG.test(path)),
      ...sorted.filter(({ path }) => !LONG.test(path)),
    ];
  }
};
