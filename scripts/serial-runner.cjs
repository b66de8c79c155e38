const { default: JestRunner } = require('jest-runner');

/** Runs its tests one at a time, when nothing else runs: they start whole platforms of processes, and real browsers. */
module.exports = class SerialRunner extends JestRunner {
  isSerial = true;
};
