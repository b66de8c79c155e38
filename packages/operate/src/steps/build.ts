import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Refusal } from '../refusal';
import { ROOT } from '../settings';

/** Where `npm run build` leaves the Functions project. */
export const PROJECT_DIR = path.join(ROOT, 'serverless', 'dist');
const BUNDLE = path.join(ROOT, 'plugin-queue-eligibility', 'build', 'plugin-queue-eligibility.js');

/** Builds what is deployed; what is there already and still right is taken. @throws Refusal */
export async function build(): Promise<void> {
  const npm = spawn('npm', ['run', '--silent', 'build:quietly'], {
    cwd: ROOT,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  });
  const [code] = (await once(npm, 'close')) as [number | null];
  if (code !== 0) throw new Refusal('The build failed: see above. Nothing was deployed.');
}

/** The plugin's bundle, as a file of the Functions service. */
export interface Bundle {
  content: string;
  /** Its path in the service: another one for every content, so that a release always means the same. */
  path: string;
}

/** Where every bundle of ours is, in a service of ours. */
export const BUNDLE_PATH = /^\/plugin-queue-eligibility\/[0-9a-f]{12}\/bundle\.js$/;

/** Stands for a bundle that is still to be built, where it is only said what will be done. */
export const TO_BE_BUILT: Bundle = { content: '', path: '/plugin-queue-eligibility/000000000000/bundle.js' };

/** @throws Refusal where nothing was built. */
export async function readBundle(file = BUNDLE): Promise<Bundle> {
  const content = await readFile(file, 'utf8').catch(() => null);
  if (content === null) throw new Refusal(`${path.relative(ROOT, file)} is not there: run \`npm run build\``);
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 12);
  return { content, path: `/plugin-queue-eligibility/${hash}/bundle.js` };
}
