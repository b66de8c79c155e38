import type { Finding } from '../rows';
import type { Sizes } from '../sizes';
import { echoes } from './echo';
import { everyWorkerDiffers } from './every-worker';
import { largestWorkspace } from './largest';
import { updatesAreLimited } from './limited';
import { maximumWorkspace } from './maximum';
import { nothingDiffers } from './nothing-differs';
import { oneExpressionChanges } from './one-expression';
import { skillsByPlan } from './plan';
import { scale } from './scale';
import { stormOfEdits } from './storm';

type RunScenario = (sizes: Sizes) => Promise<Finding[]>;

/** What can be measured, by the names that the command takes, in the order of the table. */
export const scenarios = {
  nothing: nothingDiffers,
  all: everyWorkerDiffers,
  expression: oneExpressionChanges,
  limit: updatesAreLimited,
  echo: echoes,
  largest: largestWorkspace,
  maximum: maximumWorkspace,
  storm: stormOfEdits,
  plan: skillsByPlan,
  scale,
} as const satisfies Record<string, RunScenario>;

export type ScenarioName = keyof typeof scenarios;

export const scenarioNames = Object.keys(scenarios) as ScenarioName[];

/** Those that take so long that they are only measured when they are named. */
export const ON_DEMAND: ReadonlySet<ScenarioName> = new Set<ScenarioName>([
  'maximum',
  'storm',
  'plan',
  'scale',
]);
