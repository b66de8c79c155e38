import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';

/** Who may call a Function: https://www.twilio.com/docs/serverless/functions-assets/visibility */
type FunctionAccess = 'public' | 'protected' | 'private';

/** One Function of a project. */
export interface FunctionRoute {
  /** Path in the URL, with its leading slash: `/jobs/start`. */
  path: string;
  /** Absolute path of the file. */
  filePath: string;
  access: FunctionAccess;
}

/**
 * Finds the Functions of a built project the way a deployment does: every `.js` file under `functions/` is one,
 * its access is the last part of its name (`x.protected.js`), public where there is none.
 * @throws Error when there is no `functions/` folder, or two files claim the same path
 */
export function findRoutes(projectDir: string): Map<string, FunctionRoute> {
  const root = join(projectDir, 'functions');
  if (!existsSync(root)) {
    throw new Error(`Not a built Functions project, it has no functions folder: ${projectDir}`);
  }
  const routes = new Map<string, FunctionRoute>();
  for (const file of readdirSync(root, { recursive: true, encoding: 'utf8' }).sort()) {
    const match = /^(.+?)(?:\.(protected|private))?\.js$/.exec(file.replaceAll('\\', '/'));
    if (!match?.[1]) continue;
    const path = `/${match[1]}`;
    const other = routes.get(path);
    const filePath = realpathSync(join(root, file));
    if (other) throw new Error(`Two Functions claim ${path}: ${other.filePath} and ${filePath}`);
    routes.set(path, { path, filePath, access: (match[2] as FunctionAccess | undefined) ?? 'public' });
  }
  return routes;
}
