const { spawn } = require('node:child_process');
const { once } = require('node:events');
const os = require('node:os');
const jest = require('jest');

/**
 * What `npm test` runs, once the Functions are built: jest, and beside its first tests what only browsers need.
 * `lanes-runner.cjs` waits for that.
 */
globalThis.built = build();
// Said by whoever waits for it.
globalThis.built.catch(() => undefined);
jest.run();

/** The builds, and a browser that has compiled Flex. */
async function build() {
  await run('npm run --silent build:quietly');
  // Without it they take longer; what keeps it from opening they say themselves.
  await run('node --import tsx packages/flex-host/test/warm-up.ts').catch(() => undefined);
}

async function run(command) {
  const child = spawn(command, { shell: true, stdio: ['ignore', 'inherit', 'inherit'] });
  try {
    os.setPriority(child.pid, os.constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // A system that does not let it stand back lets it go on.
  }
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`${command} has failed (${code}): what it said stands above`);
}
