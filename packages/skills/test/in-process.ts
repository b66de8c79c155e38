import { createRetry, createSeal, systemClock } from '@queue-eligibility/batch';
import { createInProcess as createOfEligibility } from '@queue-eligibility/eligibility/testing';
import type { Emulator } from '@queue-eligibility/twilio-emulator';
import { createPlanStore, skillsKind } from '../src';

/** The kinds of job of the product on an emulator, that of the skills among them, in this process. */
export function createInProcess(emulator: Emulator) {
  const { authToken: secret, syncServiceSid: scope } = emulator;
  const plans = createPlanStore({
    sync: emulator.client().sync.v1.services(scope),
    retry: createRetry({ retries: 3, minBackoffMs: 1, maxBackoffMs: 5 }),
    seal: createSeal({ secret, scope }),
    clock: systemClock,
  });
  return {
    ...createOfEligibility(emulator, { more: (ports) => [skillsKind({ ...ports, plans })] }),
    plans,
  };
}
