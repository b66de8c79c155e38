import '../loaded-at';
import { readHealth, type Health, type HealthMemory } from '../health';
import { ConfigurationError } from '../configuration';
import { correlated } from '../correlation';
import { beginningOfInvocation, inTime } from '../deadline';
import { answer, type FunctionHandler } from '../runtime';
import { servicesOf } from '../services';

// What a warm container remembers: monitors may ask as often as they like.
const memory: HealthMemory = { notBeforeMs: 0, last: null };

/**
 * GET /health: for a monitor or a cron, without a token. Status 200, or 503 where somebody has to look, and one line of
 * JSON in which nothing is secret: see `Health`. Who calls it looks after things as an opened Teams View does: a job that
 * was lost is put back on its way, an overdue check is started.
 */
export const handler: FunctionHandler = async (context, _event, callback) => {
  const startedAtMs = beginningOfInvocation();
  let health: Health;
  try {
    const services = servicesOf(context);
    health = await correlated({ cid: 'health' }, () =>
      inTime(startedAtMs, () => readHealth(services, memory)),
    );
  } catch (error) {
    const isConfiguration = error instanceof ConfigurationError;
    const message = error instanceof Error ? error.message.slice(0, 300) : 'unknown';
    console.error(JSON.stringify({ level: 'error', event: 'health.failed', message }));
    health = isConfiguration
      ? { status: 'problem', problems: ['configuration'], configuration: [...error.variables] }
      : { status: 'problem', problems: ['unavailable'] };
  }
  callback(null, answer(health.status === 'ok' ? 200 : 503, health));
};
