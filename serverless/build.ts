import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
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

  await rm(out, { recursive: true, force: true });
  await mkdir(path.join(out, 'assets'), { recursive: true });
  const files = await readdir(source, { recursive: true });
  const result = await build({
    entryPoints: files.filter((file) => file.endsWith('.ts')).map((file) => path.join(source, file)),
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
    metafile: true,
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
  await writeFile(path.join(out, 'package.json'), `${JSON.stringify(deployed, null, 2)}\n`);
  await cp(path.join(root, '..', '.env.example'), path.join(out, '.env.example'));
  for (const [file, { bytes }] of Object.entries(result.metafile.outputs)) {
    console.log(`${path.relative(out, path.resolve(file))} ${Math.round(bytes / 1024)} KB`);
  }
}

await main();
