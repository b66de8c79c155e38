import type { Twilio } from 'twilio';
import type { LogLine } from './story';

/** There is no such service, or it is not clear which of several environments is meant. */
export class NotFound extends Error {}

interface Where {
  /** The service by its unique name, or by SID. */
  service: string;
  /** The environment's suffix or unique name; undefined: the only one. */
  environment?: string | undefined;
  fromMs: number;
  toMs: number;
}

/** Lines that are read at the most: as many as a large resync with every hand-off and write. */
const MAX_LINES = 50_000;
const PAGE_SIZE = 1_000;
/** Times go over the wire in whole seconds. */
const SECOND_MS = 1_000;

/**
 * What the Functions have logged, by https://www.twilio.com/docs/serverless/api/resource/logs.
 * @throws NotFound
 */
export async function readLog(
  client: Twilio,
  { service, environment, fromMs, toMs }: Where,
): Promise<LogLine[]> {
  const services = await client.serverless.v1.services.list();
  const found = services.find(({ sid, uniqueName }) => sid === service || uniqueName === service);
  if (!found) {
    const names = services.map(({ uniqueName }) => uniqueName).join(', ') || 'none';
    throw new NotFound(`There is no Functions service ${service}; this account has: ${names}`);
  }
  const context = client.serverless.v1.services(found.sid);
  const environments = await context.environments.list();
  const fitting = environments.filter(
    ({ uniqueName, domainSuffix }) =>
      environment === undefined || uniqueName === environment || domainSuffix === environment,
  );
  const [only, another] = fitting;
  if (!only || another) {
    const names = environments.map(({ uniqueName }) => uniqueName).join(', ') || 'none';
    throw new NotFound(`Name one environment of ${service} with --environment: ${names}`);
  }
  const logs = await context.environments(only.sid).logs.list({
    ...{ startDate: new Date(fromMs), endDate: new Date(toMs + SECOND_MS) },
    ...{ pageSize: PAGE_SIZE, limit: MAX_LINES },
  });
  return logs.map(({ message, dateCreated }) => ({ message, takenAtMs: dateCreated.getTime() }));
}
