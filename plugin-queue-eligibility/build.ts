import { spawnSync } from 'node:child_process';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Script } from 'node:vm';
import { gzipSync } from 'node:zlib';

/**
 * The official plugin build, with its failures loud. The tool reads some packages at places where npm workspaces
 * don't put them, and has been seen to end with exit code 0 after a failure. Types are `npm run check`'s.
 */
const root = path.dirname(fileURLToPath(import.meta.url));
const out = path.join(root, 'build');
const bundle = path.join(out, 'plugin-queue-eligibility.js');
const require = createRequire(import.meta.url);

/** Flex loads the bundle into every session: it stays below this. */
const MAX_BYTES = 1_500_000;
/** Read by the tool literally at node_modules of the plugin. */
const LINKED = ['react', 'react-dom', '@twilio/flex-ui'];

class BuildFailed extends Error {}

function linkPackages(): void {
  for (const name of LINKED) {
    const place = path.join(root, 'node_modules', name);
    if (existsSync(place)) continue;
    // One that leads nowhere any more.
    if (lstatSync(place, { throwIfNoEntry: false })) rmSync(place);
    const target = path.dirname(require.resolve(`${name}/package.json`));
    mkdirSync(path.dirname(place), { recursive: true });
    // On Windows everybody may make a junction, which must be absolute; elsewhere the type means nothing.
    const isWindows = process.platform === 'win32';
    symlinkSync(isWindows ? target : path.relative(path.dirname(place), target), place, 'junction');
  }
}

/** Runs the tool. */
function runTool(): void {
  const tool = path.dirname(require.resolve('@twilio/flex-plugin-scripts/package.json'));
  const { status } = spawnSync(process.execPath, [path.join(tool, 'bin', 'flex-plugin'), 'build'], {
    cwd: root,
    stdio: 'inherit',
    // Of a plugin that is built by a machine nothing is asked.
    env: { ...process.env, CI: 'true', TRACKING: 'false' },
  });
  if (status !== 0) throw new BuildFailed(`flex-plugin build failed with exit code ${status}`);
}

/** The bundle is there, is a program, is ours, is all there is, and is small enough. */
function check(): void {
  if (!existsSync(bundle)) throw new BuildFailed('the tool said that it built, but there is no bundle');
  const source = readFileSync(bundle, 'utf8');
  try {
    new Script(source);
  } catch (error) {
    throw new BuildFailed(`the bundle is no program: ${String(error)}`);
  }
  for (const part of ['QueueEligibilityPlugin', 'QueueEligibilityColumnHeader']) {
    if (!source.includes(part)) throw new BuildFailed(`the bundle lacks ${part}`);
  }
  const others = readdirSync(out).filter((name) => name.endsWith('.js') && name !== path.basename(bundle));
  if (others.length > 0)
    throw new BuildFailed(`Flex loads one file, and there are more: ${others.join(', ')}`);
  const { size } = statSync(bundle);
  const inKB = (bytes: number): string => `${Math.round(bytes / 1_000)} KB`;
  if (size >= MAX_BYTES)
    throw new BuildFailed(`the bundle has ${inKB(size)}; ${inKB(MAX_BYTES)} is the limit`);
  console.log(`${path.relative(root, bundle)} ${inKB(size)}, gzip ${inKB(gzipSync(source).length)}`);
}

try {
  rmSync(out, { recursive: true, force: true });
  linkPackages();
  runTool();
  check();
} catch (error) {
  if (!(error instanceof BuildFailed)) throw error;
  rmSync(bundle, { force: true });
  console.error(`The plugin was not built: ${error.message}`);
  process.exitCode = 1;
}
