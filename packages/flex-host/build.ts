import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/**
 * Bundles the page's script: the real Flex UI with the React and Redux it wants as globals, and what
 * sends its requests to the host. One file, so that nothing is fetched from a CDN.
 */
const root = path.dirname(fileURLToPath(import.meta.url));

const result = await build({
  absWorkingDir: root,
  entryPoints: ['page/main.ts'],
  outfile: 'dist/flex.js',
  bundle: true,
  minify: true,
  format: 'iife',
  target: 'es2022',
  // Flex UI and what it stands on were written for webpack 4, which brings these along.
  inject: ['page/node-globals.ts'],
  define: { 'process.env.NODE_ENV': '"production"', global: 'window' },
  alias: { path: 'path-browserify', buffer: 'buffer/' },
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
});
for (const [file, { bytes }] of Object.entries(result.metafile.outputs)) {
  console.log(`${file} ${Math.round(bytes / 1024)} KB`);
}
