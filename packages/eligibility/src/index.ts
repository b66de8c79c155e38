export { ATTRIBUTES_MAX_CHARACTERS, QUEUES_ATTRIBUTE } from './attributes';
export {
  checkIfOverdue,
  createEventMemory,
  handleEvent,
  type EventMemory,
  type EventPorts,
  type EventResult,
} from './event-handler';
export { parseEvent, type TaskRouterEvent } from './events';
export { RESYNC, resyncKind, resyncReportSchema, type ResyncPorts } from './resync';
export { createRulebookStore, type Rulebook, type RulebookStore } from './rulebook';
export { SKILLS, skillsKind, type SkillsPorts } from './skills';
export { createTaskRouter, type TaskRouter } from './task-router';
