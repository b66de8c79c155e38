import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/**
 * Builds the deployable Functions project: one self-contained file for each Function, and a package.json that names
 * only published packages in exact versions, since the platform installs nothing else.
 */
const root = path.dirname(fileURLToPath(import.meta.url));
const source = path.join(root, 'src', 'functions');
const out = path.join(root, 'dist');

/** What the platform installs, and the bundles leave out. */
const DEPLOYED = ['twilio', '@twilio/runtime-handler'];

interface Manifest {
  version: string;
  license: string;
  dependencies: Record<string, string>;
}

async function main(): Promise<void> {
  const manifest = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')) as Manifest;
  const dependencies = Object.fromEntries(
    DEPLOYED.map((name) => {
      const version = manifest.dependencies[name];
      if (!version || !/^\d+\.\d+\.\d+$/.test(version)) {
        throw new Error(
          `package.json must name ${name} in an exact version; it is ${version ?? 'not there'}`,
        );
      }
      return [name, version];
    }),
  );

  const sources = await readdir(source, { recursive: true });
  const bundles = await build({
    entryPoints: sources.filter((file) => file.endsWith('.ts')).map((file) => path.join(source, file)),
    outdir: path.join(out, 'functions'),
    outbase: source,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    // jsonc-parser's CommonJS build finds its own files only when it is not bundled.
    mainFields: ['module', 'main'],
    external: DEPLOYED.flatMap((name) => [name, `${name}/*`]),
    define: { DEPLOYED_VERSION: JSON.stringify(manifest.version) },
    legalComments: 'none',
    write: false,
    logLevel: 'warning',
  });
  const deployed = {
    name: 'queue-eligibility',
    version: manifest.version,
    private: true,
    type: 'commonjs',
    license: manifest.license,
    dependencies,
  };
  const files = new Map<string, Uint8Array | string>([
    ...bundles.outputFiles.map(({ path: file, contents }) => [path.relative(out, file), contents] as const),
    ['package.json', `${JSON.stringify(deployed, null, 2)}\n`],
    ['.env.example', await readFile(path.join(root, '..', '.env.example'))],
  ]);
  await mkdir(path.join(out, 'assets'), { recursive: true });
  await replaceFiles(files);
  for (const { path: file, contents } of bundles.outputFiles) {
    console.log(`${path.relative(out, file)} ${Math.round(contents.length / 1024)} KB`);
  }
}

/**
 * Makes `dist` hold these files and no others. One that is as it should be is left alone: somebody who runs on them
 * while they are built again, another `npm start` for instance, never finds one missing.
 */
async function replaceFiles(files: ReadonlyMap<string, Uint8Array | string>): Promise<void> {
  for (const entry of await readdir(out, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name);
    if (entry.isFile() && !files.has(path.relative(out, file))) await rm(file);
  }
  for (const [name, contents] of files) {
    const file = path.join(out, name);
    const before = await readFile(file).catch(() => undefined);
    if (before?.equals(Buffer.from(contents))) continue;
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, contents);
  }
}

await main();
