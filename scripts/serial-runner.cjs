const { default: JestRunner } = require('jest-runner');

/** Runs its tests one at a time, when nothing else runs. */
module.exports = class SerialRunner extends JestRunner {
  isSerial = true;
};
