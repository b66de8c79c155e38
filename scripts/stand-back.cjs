const os = require('node:os');
const globals = require('@jest/globals');

/** How far each lane stands back, as a system's priorities go: those that have the platform's seconds to keep come first. */
const PRIORITY = { patient: 5, reckoning: os.constants.priority.PRIORITY_LOW };

try {
  os.setPriority(PRIORITY[globalThis.lane]);
} catch {
  // A system that does not let us stand back lets us go on.
}
// Whoever stands back waits as long as others want the machine.
globals.jest.setTimeout(180_000);
