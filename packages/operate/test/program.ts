import { readFile } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';

/** Asks esbuild itself. */
const RESOLVING = Symbol('resolving');

/** Packages are loaded from where they are, and every file knows where it stands. */
const asFromSource: Plugin = {
  name: 'as-from-source',
  setup(bundle) {
    bundle.onResolve({ filter: /^[^./]/ }, async ({ path: name, kind, resolveDir, pluginData }) => {
      const isOurs = kind === 'entry-point' || name.startsWith('@queue-eligibility/');
      if (isOurs || pluginData === RESOLVING) return undefined;
      if (isBuiltin(name)) return { path: name, external: true };
      const found = await bundle.resolve(name, { kind, resolveDir, pluginData: RESOLVING });
      return { errors: found.errors, path: pathToFileURL(found.path).href, external: true };
    });
    bundle.onLoad({ filter: /\.ts$/ }, async ({ path: file }) => ({
      loader: 'ts',
      contents: (await readFile(file, 'utf8')).replaceAll(
        'import.meta.url',
        JSON.stringify(pathToFileURL(file).href),
      ),
    }));
  },
};

const ROOT = path.resolve(__dirname, '../../..');
/** Each of jest's processes has its own. */
const FOLDER = path.join(ROOT, 'node_modules/.cache/operate', process.env['JEST_WORKER_ID'] ?? 'own');
const programs = new Map<string, Promise<string>>();

/** One of our programs in one file: each of the many starts in a test would translate its sources anew. */
export function programOf(script: string): Promise<string> {
  const outfile = path.join(FOLDER, `${path.parse(script).name}.mjs`);
  const program =
    programs.get(script) ??
    build({
      entryPoints: [script],
      outfile,
      ...{ bundle: true, platform: 'node', format: 'esm', target: 'node20' },
      // As Node goes: it knows no `module`.
      mainFields: ['main'],
      plugins: [asFromSource],
    }).then(() => outfile);
  programs.set(script, program);
  return program;
}
