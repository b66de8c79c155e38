import { readFileSync } from 'node:fs';

/** What of the package's own package.json is published as it is. */
const KEPT = [
  'name',
  'version',
  'description',
  'keywords',
  'license',
  'type',
  'sideEffects',
  'files',
] as const;

/**
 * The package.json that is published. In the repository the package is its sources, which every tool here reads;
 * whoever installs it gets what was built of them. npm, unlike other package managers, publishes the file as it lies
 * there.
 */
export function publishedManifest(file: URL): Record<string, unknown> {
  const own = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  return {
    ...Object.fromEntries(KEPT.map((key) => [key, own[key]])),
    engines: { node: '>=18.3' },
    main: './dist/cjs/index.js',
    module: './dist/esm/index.js',
    types: './dist/cjs/index.d.ts',
    exports: {
      '.': {
        import: { types: './dist/esm/index.d.ts', default: './dist/esm/index.js' },
        require: { types: './dist/cjs/index.d.ts', default: './dist/cjs/index.js' },
      },
      './package.json': './package.json',
    },
    bin: { 'target-expression': './dist/cli.js' },
  };
}
