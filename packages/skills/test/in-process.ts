import { createRetry, createSeal } from '@queue-eligibility/batch';
import { LeapingClock, createInProcess as createOfEligibility } from '@queue-eligibility/eligibility/testing';
import type { Emulator } from '@queue-eligibility/twilio-emulator';
import { createPlanStore, skillsKind } from '../src';

/** The kinds of job of the product on an emulator, that of the skills among them, in this process. */
export function createInProcess(emulator: Emulator) {
  const { authToken: secret, syncServiceSid: scope } = emulator;
  const clock = new LeapingClock(emulator.clock);
  const plans = clock.watched(
    createPlanStore({
      sync: emulator.client().sync.v1.services(scope),
      retry: createRetry({ retries: 3, minBackoffMs: 1, maxBackoffMs: 5 }),
      seal: createSeal({ secret, scope }),
      clock: clock.aside,
    }),
  );
  const more = createOfEligibility(emulator, { clock, more: (ports) => [skillsKind({ ...ports, plans })] });
  return { ...more, plans };
}
