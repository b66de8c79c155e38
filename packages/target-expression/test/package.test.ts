import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFileSync, spawnSync } from 'node:child_process';
import {
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import ts from 'typescript';

/**
 * What `npm pack` makes of the package, installed in an empty folder with no network. Packed is a copy of it: others
 * read the package while it is tested, and packing changes its package.json for a moment.
 */
const packageRoot = path.join(__dirname, '..');
const repository = path.join(packageRoot, '..', '..');
const name = '@queue-eligibility/target-expression';
const places = mkdtempSync(path.join(tmpdir(), 'target-expression-'));
const copy = path.join(places, 'repository', 'packages', 'target-expression');
const empty = path.join(places, 'empty');
const installed = path.join(empty, 'node_modules', ...name.split('/'));

/** Without what an npm that runs this test tells its children. */
const env = Object.fromEntries(Object.entries(process.env).filter(([key]) => !/^(npm_|init_cwd)/i.test(key)));

function npm(cwd: string, ...args: string[]): string {
  return execFileSync('npm', [...args, '--offline', '--no-audit', '--no-fund', '--silent'], {
    cwd,
    env,
    encoding: 'utf8',
  });
}

function node(...args: string[]): string {
  return execFileSync(process.execPath, args, { cwd: empty, env, encoding: 'utf8' }).trim();
}

beforeAll(() => {
  const isOwn = (file: string) => !/[\\/](node_modules|dist|\.turbo)$/.test(file);
  cpSync(packageRoot, copy, { recursive: true, filter: isOwn });
  copyFileSync(path.join(repository, 'LICENSE'), path.join(places, 'repository', 'LICENSE'));
  symlinkSync(path.join(repository, 'node_modules'), path.join(places, 'repository', 'node_modules'));
  mkdirSync(empty);
  const tarball = npm(copy, 'pack', '--pack-destination', places).trim();
  npm(empty, 'install', path.join(places, tarball));
});

afterAll(() => rmSync(places, { recursive: true, force: true }));

describe('the packed package', () => {
  it('leaves the one in the repository as it was', () => {
    const file = 'package.json';
    expect(readFileSync(path.join(copy, file), 'utf8')).toBe(
      readFileSync(path.join(packageRoot, file), 'utf8'),
    );
  });

  it('brings nothing but itself, and nothing of its sources', () => {
    const manifest = JSON.parse(readFileSync(path.join(installed, 'package.json'), 'utf8')) as object;
    expect(manifest).not.toHaveProperty('dependencies');
    expect(manifest).not.toHaveProperty('private');
    expect(readFileSync(path.join(installed, 'LICENSE'), 'utf8')).toContain('MIT');
    expect(readFileSync(path.join(installed, 'dist', 'esm', 'index.js'), 'utf8')).not.toMatch(
      /from "|require\(/,
    );
  });

  const use = `
    const { expression } = parse("routing.skills HAS 'x'");
    console.log(evaluate(expression, { attributes: { routing: { skills: ['x'] } } }), print(expression.tree));`;

  it('can be required', () => {
    expect(node('-e', `const { parse, evaluate, print } = require('${name}');${use}`)).toBe(
      "true routing.skills HAS 'x'",
    );
  });

  it('can be imported', () => {
    const code = `import { parse, evaluate, print } from '${name}';${use}`;
    expect(node('--input-type=module', '-e', code)).toBe("true routing.skills HAS 'x'");
  });

  it('has types for both', () => {
    const code = `import { explain, parse, type Explanation } from '${name}';
      const result = parse('1 == 1');
      export const verdict: Explanation['verdict'] | string = result.ok
        ? explain(result.expression, { attributes: {} }).verdict
        : result.error.message;`;
    const files = ['use.mts', 'use.cts'].map((file) => path.join(empty, file));
    for (const file of files) writeFileSync(file, code);
    const program = ts.createProgram(files, {
      target: ts.ScriptTarget.ES2022,
      lib: ['lib.es2022.d.ts'],
      module: ts.ModuleKind.NodeNext,
      strict: true,
      noEmit: true,
      types: [],
    });
    const messages = ts.getPreEmitDiagnostics(program).map(({ messageText }) => messageText);
    expect(messages).toEqual([]);
  });

  it('has the command', () => {
    writeFileSync(path.join(empty, 'worker.json'), '{ "routing": { "skills": ["X"] } }');
    const command = path.join(empty, 'node_modules', '.bin', 'target-expression');
    const args = ['explain', "routing.skills HAS 'x'", 'worker.json'];
    const { status, stdout, stderr } = spawnSync(command, args, { cwd: empty, env, encoding: 'utf8' });
    expect(stderr).toBe('');
    expect(stdout).toContain('routing.skills has "X": another case');
    expect(status).toBe(1);
  });

  it('does not fall over where nobody reads its output to the end', () => {
    writeFileSync(
      path.join(empty, 'rules.json'),
      JSON.stringify(Array.from({ length: 9_000 }, () => 'a = "x-y"')),
    );
    const command = path.join(empty, 'node_modules', '.bin', 'target-expression');
    const args = ['-c', `"${command}" lint rules.json | head -n 1`];
    const { stdout, stderr } = spawnSync('sh', args, { cwd: empty, env, encoding: 'utf8' });
    expect([stdout, stderr]).toEqual(['1: a = "x-y"\n', '']);
  });
});
