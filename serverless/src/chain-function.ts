import { jobIdSchema, systemClock, type HandOff, type HopResult } from '@queue-eligibility/batch';
import * as z from 'zod';
import { correlated } from './correlation';
import { beginningOfInvocation, inTime } from './deadline';
import { noticeProblems } from './notice';
import { answer, problem, type FunctionHandler } from './runtime';
import { servicesOf, type Services } from './services';

const whole = z
  .string()
  .regex(/^\d{1,9}$/)
  .transform(Number);

const handOffSchema: z.ZodType<HandOff> = z.object({
  protocol: whole,
  jobId: jobIdSchema,
  hop: whole,
  attempt: whole,
});

/** An invocation that has ended a job tells of it until then, ms after its beginning, if it has that much time for it. */
const NOTICED_BY_MS = 9_100;
const NOTICE_MS = 500;

/** A Function of the chain. The platform has checked the signature; this checks the rest. */
export function chainFunction(
  run: (services: Services, handOff: HandOff, startedAtMs: number) => Promise<HopResult | string>,
): FunctionHandler {
  return async (context, event, callback) => {
    const startedAtMs = beginningOfInvocation();
    const handOff = handOffSchema.safeParse(event);
    if (!handOff.success) {
      callback(null, answer(400, problem('bad_request', z.prettifyError(handOff.error))));
      return;
    }
    const { jobId, hop } = handOff.data;
    await correlated({ cid: jobId, hop }, async () => {
      try {
        const services = servicesOf(context);
        const result = await inTime(startedAtMs, () => run(services, handOff.data, startedAtMs));
        if (isOver(result)) await noticeInTime(services, startedAtMs);
        callback(null, answer(200, { result }));
      } catch (error) {
        const message = error instanceof Error ? error.message.slice(0, 300) : 'unknown';
        console.error(JSON.stringify({ level: 'error', event: 'chain.failed', jobId, hop, message }));
        callback(null, answer(500, problem('unexpected', 'The invocation failed; the log has more')));
      }
    });
  };
}

/** Of a hop, or of a guard: the job has come to an end. */
const isOver = (result: HopResult | string): boolean =>
  typeof result === 'string' ? result === 'over' : result.result === 'stopped';

/** What there is no time for, whoever notices next does. */
async function noticeInTime(services: Services, startedAtMs: number): Promise<void> {
  const leftMs = startedAtMs + NOTICED_BY_MS - Date.now();
  if (leftMs < NOTICE_MS) return;
  await Promise.race([noticeProblems(services), systemClock.sleep(leftMs)]);
}
