export { createContest, createContestStore, type Contest } from './contest';
export {
  createEventMemory,
  handleEvent,
  type EventMemory,
  type EventPorts,
  type EventResult,
} from './event-handler';
export { checkIfOverdue, createPassingMemory } from './in-passing';
export { parseEvent, type TaskRouterEvent } from './events';
export type { KindPorts, RateSignals } from './kind-ports';
export { valuesInForm } from './queues-form';
export * from './report';
export { resyncKind } from './resync';
export { createRulebookStore, knownSince, type Rulebook, type RulebookStore } from './rulebook';
export { skillsKind } from './skills';
export { createTaskRouter, type TaskRouter } from './task-router';
export { workersKind } from './workers';
