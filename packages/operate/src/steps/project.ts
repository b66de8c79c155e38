import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { ServerlessResourceConfig } from '@twilio-labs/serverless-api';
import * as z from 'zod';
import { Refusal } from '../refusal';

const manifestSchema = z.object({ dependencies: z.record(z.string(), z.string()) });

/** A built Functions project: what is uploaded, and the packages that the platform installs. */
export interface Project {
  functions: ServerlessResourceConfig[];
  dependencies: Record<string, string>;
}

/**
 * Reads a built project. Who may call a Function is the last part of its file's name.
 * https://www.twilio.com/docs/serverless/functions-assets/visibility
 * @throws Refusal where nothing was built.
 */
export async function readProject(folder: string): Promise<Project> {
  const root = path.join(folder, 'functions');
  const files = await readdir(root, { recursive: true }).catch(() => null);
  if (files === null) throw new Refusal(`${root} is not there: run \`npm run build\``);
  const functions = files.flatMap((file) => {
    const match = /^(.+?)(?:\.(protected|private))?\.js$/.exec(file.replaceAll('\\', '/'));
    if (!match?.[1]) return [];
    const access = (match[2] ?? 'public') as ServerlessResourceConfig['access'];
    return [{ file, path: `/${match[1]}`, access }];
  });
  const manifest = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8')) as unknown;
  return {
    functions: await Promise.all(
      functions.map(async ({ file, path: place, access }) => ({
        name: place,
        path: place,
        access,
        content: await readFile(path.join(root, file), 'utf8'),
      })),
    ),
    dependencies: manifestSchema.parse(manifest).dependencies,
  };
}
