import { jobIdSchema, type HandOff } from '@queue-eligibility/batch';
import * as z from 'zod';
import { beginningOfInvocation, inTime } from './deadline';
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

/** A Function of the chain. The platform has checked the signature; this checks the rest. */
export function chainFunction(
  run: (services: Services, handOff: HandOff, startedAtMs: number) => Promise<unknown>,
): FunctionHandler {
  return async (context, event, callback) => {
    const startedAtMs = beginningOfInvocation();
    const handOff = handOffSchema.safeParse(event);
    if (!handOff.success) {
      callback(null, answer(400, problem('bad_request', z.prettifyError(handOff.error))));
      return;
    }
    try {
      const result = await inTime(startedAtMs, () => run(servicesOf(context), handOff.data, startedAtMs));
      callback(null, answer(200, { result }));
    } catch (error) {
      const message = error instanceof Error ? error.message.slice(0, 300) : 'unknown';
      const { jobId, hop } = handOff.data;
      console.error(JSON.stringify({ level: 'error', event: 'chain.failed', jobId, hop, message }));
      callback(null, answer(500, problem('unexpected', 'The invocation failed; the log has more')));
    }
  };
}
