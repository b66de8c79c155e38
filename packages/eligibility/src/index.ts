export { createAlerts, type Alerts } from './alerts';
export { checkDueMs, checkIfOverdue, type CheckMemory } from './check';
export { dryRunKind } from './dry-run';
export { handleEvents, type HandledEvent } from './event-batch';
export {
  createEventMemory,
  handleEvent,
  type EventMemory,
  type EventPorts,
  type EventResult,
} from './event-handler';
export { readEvents, type ReceivedEvents, type TaskRouterEvent } from './events';
export type { KindPorts, RateSignals } from './kind-ports';
export { PROBLEMS, problemsOf, type Problem } from './problems';
export { valuesInForm, type QueuesAttribute } from './queues-attribute';
export * from './report';
export { resyncKind } from './resync';
export { createRulebookStore, knownSince, type Rulebook, type RulebookStore } from './rulebook';
export { workersKind } from './workers';
