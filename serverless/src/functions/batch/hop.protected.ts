import { runHop } from '@queue-eligibility/batch';
import { chainFunction } from '../../chain-function';

/** POST /batch/hop: one hop of a job. */
export const handler = chainFunction(({ batch }, handOff, startedAtMs) =>
  runHop(batch, handOff, startedAtMs),
);
