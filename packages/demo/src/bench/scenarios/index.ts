import type { Row } from '../rows';
import type { Sizes } from '../sizes';
import { echoes } from './echo';
import { everyWorkerDiffers } from './every-worker';
import { largestWorkspace } from './largest';
import { updatesAreLimited } from './limited';
import { nothingDiffers } from './nothing-differs';
import { oneExpressionChanges } from './one-expression';
import { scale } from './scale';

/** What can be measured, by the names that the command takes, in the order of the table. */
export const scenarios: Readonly<Record<string, (sizes: Sizes) => Promise<Row[]>>> = {
  nothing: nothingDiffers,
  all: everyWorkerDiffers,
  expression: oneExpressionChanges,
  limit: updatesAreLimited,
  echo: echoes,
  largest: largestWorkspace,
  scale,
};

/** Those that take so long that they are only measured when they are named. */
export const ON_DEMAND: ReadonlySet<string> = new Set(['scale']);
