import type { Probe } from './probe';
import { accountProbes, eventProbes, flexProbes, rateProbes } from './probes/account-wide';
import { expressionProbes } from './probes/expressions';
import { listProbes } from './probes/lists';
import { queueUpdateProbes } from './probes/queue-update';
import { statisticsProbes } from './probes/statistics';
import { codeProbes, revisionProbes, syncLimitProbes } from './probes/sync';
import { workerETagProbes } from './probes/worker-etag';
import { attributesTextProbes, dateProbes, listAttributesProbes, workerNameProbes } from './probes/workers';

/**
 * Every question that can be asked by REST, in the order of the report. Those of expressions come before the ones that
 * make a queue: until then nothing of a run is in any queue.
 */
export const probes: readonly Probe[] = [
  ...workerETagProbes,
  ...listAttributesProbes,
  ...attributesTextProbes,
  ...expressionProbes,
  ...dateProbes,
  ...workerNameProbes,
  ...listProbes,
  ...queueUpdateProbes,
  ...statisticsProbes,
  ...rateProbes,
  ...eventProbes,
  ...revisionProbes,
  ...codeProbes,
  ...syncLimitProbes,
  ...accountProbes,
  ...flexProbes,
];
