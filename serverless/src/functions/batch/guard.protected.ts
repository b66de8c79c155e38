import { runGuard } from '@queue-eligibility/batch';
import { chainFunction } from '../../chain-function';

/** POST /batch/guard: watches over a hop, and starts the job again if it was lost. */
export const handler = chainFunction(({ batch }, handOff, startedAtMs) =>
  runGuard(batch, handOff, startedAtMs),
);
