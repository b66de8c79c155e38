const { spawn } = require('node:child_process');
const { once } = require('node:events');
const os = require('node:os');
const jest = require('jest');

/**
 * What `npm test` runs, once the Functions are built: jest, and beside its first tests the builds that only browsers need.
 * `lanes-runner.cjs` waits for them.
 */
async function build() {
  const child = spawn('npm run --silent build:quietly', {
    shell: true,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  try {
    os.setPriority(child.pid, os.constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // A system that does not let it stand back lets it go on.
  }
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`the build has failed (${code}): what it said stands above`);
}

globalThis.built = build();
// Said by whoever waits for it.
globalThis.built.catch(() => undefined);
jest.run();
