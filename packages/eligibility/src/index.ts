export { createAlerts, type Alerts } from './alerts';
export { dryRunKind } from './dry-run';
export type { KindPorts, RateSignals } from './kind-ports';
export { isVerified, PROBLEMS, problemsOf, type Problem } from './problems';
export {
  createQueuesReader,
  valuesInForm,
  type QueuesAttribute,
  type QueuesReader,
} from './queues-attribute';
export { byAsking, planQueues, reconcileWorker, type Decide, type ReconcileOptions } from './reconcile';
export * from './report';
export { resyncKind } from './resync';
export {
  createRulebookStore,
  knownSince,
  LONG_AGO,
  RULEBOOK_TRUSTED_MS,
  type Rulebook,
  type RulebookStore,
} from './rulebook';
export { buildRules, hashOf, type Findings, type Rules } from './rules';
export { workersKind } from './workers';
