export { checkDueMs, checkIfOverdue, type CheckMemory } from './check';
export { handleEvents, type HandledEvent } from './event-batch';
export {
  createEventMemory,
  handleEvent,
  leaveToResync,
  type EventMemory,
  type EventPorts,
} from './event-handler';
export { readEvents, type ReceivedEvents, type TaskRouterEvent } from './events';
