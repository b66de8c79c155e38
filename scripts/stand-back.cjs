const os = require('node:os');
const globals = require('@jest/globals');

try {
  os.setPriority(os.constants.priority.PRIORITY_BELOW_NORMAL);
} catch {
  // A system that does not let us stand back lets us go on.
}
// Whoever stands back waits as long as others want the machine; what it does knows no time but its own.
globals.jest.setTimeout(3_600_000);
