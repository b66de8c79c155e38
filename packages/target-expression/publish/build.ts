import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import ts from 'typescript';
import { dist, root } from './paths';

/** What is published has to run on these, and in browsers as old. */
const TARGET = ['node18', 'es2022'];
const FORMATS = ['esm', 'cjs'] as const;

/** Writes `dist`: one file for import, one for require, types for both, and the command. */
export async function buildPackage(): Promise<void> {
  rmSync(dist, { recursive: true, force: true });
  const bundle = { bundle: true, target: TARGET, logLevel: 'warning' } as const;
  const source = (file: string) => fileURLToPath(new URL(`src/${file}`, root));
  for (const format of FORMATS) {
    const outfile = inDist(`${format}/index.js`);
    await build({ ...bundle, entryPoints: [source('index.ts')], outfile, format, platform: 'neutral' });
  }
  writeFileSync(inDist('cjs/package.json'), '{ "type": "commonjs" }\n');
  const command = await build({
    ...bundle,
    entryPoints: [source('cli/main.ts')],
    format: 'esm',
    platform: 'node',
    write: false,
  });
  // In the repository it runs from its source.
  writeFileSync(
    inDist('cli.js'),
    (command.outputFiles[0]?.text ?? '').replace(/^#!.*/, '#!/usr/bin/env node'),
  );
  writeTypes(source('index.ts'));
}

/** Declarations of the sources as they lie; their imports get the file ending that Node's resolution asks for. */
function writeTypes(entry: string): void {
  const program = ts.createProgram([entry], {
    target: ts.ScriptTarget.ES2022,
    lib: ['lib.es2023.d.ts'],
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    declaration: true,
    emitDeclarationOnly: true,
    rootDir: path.dirname(entry),
    outDir: '/',
    types: [],
  });
  const { diagnostics, emitSkipped } = program.emit(undefined, (file, text) => {
    for (const format of FORMATS) {
      const target = inDist(path.join(format, file));
      mkdirSync(path.dirname(target), { recursive: true });
      writeFileSync(target, text.replace(/(from '\.[^']*)'/g, "$1.js'"));
    }
  });
  if (emitSkipped || diagnostics.length > 0) {
    const host = { getCanonicalFileName: String, getCurrentDirectory: () => '', getNewLine: () => '\n' };
    throw new Error(`The declarations can't be written:\n${ts.formatDiagnostics(diagnostics, host)}`);
  }
}

function inDist(file: string): string {
  return fileURLToPath(new URL(`./${file.replace(/^\//, '')}`, dist));
}
