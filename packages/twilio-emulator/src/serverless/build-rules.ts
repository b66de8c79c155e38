import * as z from 'zod';
import { badRequest, type ApiError } from '../errors';
import type { ServerlessSettings } from './api';
import type { Dependency } from './records';

/** The package without which no Function runs. */
export const runtimeHandler = '@twilio/runtime-handler';
const handlerPage = 'https://www.twilio.com/docs/serverless/functions-assets/handler';

const dependencies = z.array(z.strictObject({ name: z.string().min(1), version: z.string() }));
const exactVersion = /^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/;

/** The runtime a build is for. `latest`, which Flex's plugin tooling asks for, is the default one. @throws ApiError 400 20001. */
export function runtimeOf(wanted: string | undefined, { runtimes }: ServerlessSettings): string {
  const names = Object.keys(runtimes);
  const runtime = wanted === undefined || wanted === '' || wanted === 'latest' ? names[0] : wanted;
  if (runtime === undefined || !names.includes(runtime))
    throw badRequest(`unsupported runtime: ${wanted ?? ''}`);
  return runtime;
}

/**
 * The dependencies of a build: JSON, also when it stands in quotes, as the Serverless Toolkit sends it. Only exact
 * versions pass, and only those of the runtime handler that the platform has.
 * @throws ApiError 400 20001, in Twilio's words.
 */
export function dependenciesOf(
  text: string | undefined,
  at: { runtime: string; settings: ServerlessSettings },
): Dependency[] {
  if (text === undefined || text === '') return [];
  const list = parse(text.replace(/^"(.*)"$/s, '$1'));
  for (const { name, version } of list) {
    if (name === runtimeHandler) {
      const known = at.settings.runtimes[at.runtime]?.includes(version) ?? false;
      if (!known) throw noVersion(`${name}@${version}`, ` You can find the valid versions at ${handlerPage}`);
    } else if (!exactVersion.test(version)) {
      throw noVersion(`${name}@${version}`, '');
    }
  }
  return list;
}

function parse(text: string): Dependency[] {
  try {
    return dependencies.parse(JSON.parse(text));
  } catch {
    throw badRequest('Dependencies must be a JSON array of objects with name and version');
  }
}

function noVersion(wanted: string, hint: string): ApiError {
  return badRequest(
    `Some dependencies could not be validated. No matching version found for ${wanted}.${hint}`,
  );
}
