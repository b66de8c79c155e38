const os = require('node:os');
const globals = require('@jest/globals');

/** For tests that only reckon: those beside them, which have the platform's seconds to keep, come first. */
try {
  os.setPriority(os.constants.priority.PRIORITY_LOW);
} catch {
  // A system that does not let us stand back lets us go on.
}
// Whoever stands back waits as long as others want the machine.
globals.jest.setTimeout(180_000);
