import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * Sees that every command that a page tells somebody to type exists: `npm run x`, with the scripts of the folder that
 * `-w` or a `cd` names, or of the top. Links are remark's.
 */
const scriptsIn = (folder: string): string[] => {
  const { scripts = {} } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as {
    scripts?: Record<string, string>;
  };
  return Object.keys(scripts);
};

/** What npm has by itself. */
const BUILT_IN = new Set(['ci', 'install', 'test', 'start', 'audit', 'pack']);
const COMMAND = /\bnpm (?:run )?(?:--?[\w-]+ )*([a-z][\w:-]*)/g;
const WORKSPACE = /-w (\S+)/;

const tracked = (pattern: string): string[] =>
  execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', pattern], {
    encoding: 'utf8',
  })
    .split('\n')
    .filter(Boolean);

const workspaces = new Map(
  tracked('**/package.json').map((file) => {
    const { name = '' } = JSON.parse(readFileSync(file, 'utf8')) as { name?: string };
    return [name, path.dirname(file)];
  }),
);

const unknown = tracked('*.md').flatMap((page) => {
  const own = new Set([...scriptsIn('.'), ...BUILT_IN]);
  return readFileSync(page, 'utf8')
    .split('\n')
    .flatMap((line, i) =>
      // Only code is meant to be typed.
      [...line.matchAll(/`([^`]*)`|^(\s*(?:npm|cd|cp|git) .*)$/g)].flatMap(([, inline, block]) => {
        const code = inline ?? block ?? '';
        const workspace = WORKSPACE.exec(code)?.[1];
        const folder = workspace === undefined ? undefined : (workspaces.get(workspace) ?? workspace);
        const known = folder === undefined ? own : new Set([...scriptsIn(folder), ...BUILT_IN]);
        return [...code.matchAll(COMMAND)]
          .filter(([, name]) => name !== undefined && !known.has(name))
          .map(([, name]) => `${page}:${i + 1}: there is no \`npm run ${name}\``);
      }),
    );
});

for (const line of unknown) console.error(line);
if (unknown.length > 0) process.exitCode = 1;
