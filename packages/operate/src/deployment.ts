import { openPlace } from './place';
import { ENV_FILE } from './settings';
import type { Place } from './step';
import { adoptService, type ServiceNames } from './steps/functions';

/** What every command takes that works on a deployment. */
export const DEPLOYMENT_OPTIONS = {
  service: { type: 'string' },
  environment: { type: 'string' },
  env: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

interface Options {
  service?: string;
  environment?: string;
  env?: string;
  /** Whether the deployment is going to be changed: by one process at a time. */
  writes?: boolean;
}

/** Opens the place that is meant, and finds what is deployed there. @throws Refusal */
export async function openDeployment({
  service = 'queue-eligibility',
  environment = 'prod',
  env = ENV_FILE,
  writes = false,
}: Options): Promise<{ place: Place; names: ServiceNames }> {
  const place = await openPlace(env, { writes });
  const names = { service, environment };
  await adoptService(names, place);
  return { place, names };
}
