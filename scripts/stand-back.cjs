const os = require('node:os');
const globals = require('@jest/globals');

/**
 * How far each lane stands back, as a system's priorities go: those that have the platform's seconds to keep come first.
 * Whoever stands back waits as long as others want the machine; whoever knows no time but its own, until it has it.
 */
const LANES = {
  patient: { priority: 5, timeoutMs: 180_000 },
  reckoning: { priority: os.constants.priority.PRIORITY_LOW, timeoutMs: 3_600_000 },
};
const { priority, timeoutMs } = LANES[globalThis.lane];

try {
  os.setPriority(priority);
} catch {
  // A system that does not let us stand back lets us go on.
}
globals.jest.setTimeout(timeoutMs);
