import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** What would be deployed could not be built; why was already said. */
export class BuildFailed extends Error {}

/** Builds the Functions and the plugin as they would be deployed; what is there already is taken. @throws BuildFailed */
export async function build(): Promise<void> {
  const npm = spawn('npm', ['run', '--silent', 'build:quietly'], {
    cwd: ROOT,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  });
  const [code] = (await once(npm, 'close')) as [number | null];
  if (code !== 0) throw new BuildFailed('The build failed: see above.');
}
