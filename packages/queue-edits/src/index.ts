export { editQueue, type Edited, type EditPorts, type EditRequest } from './edit-queue';
export { EditTooLong, EditUnheard, QueueChanged } from './errors';
export { createQueueEditStore, MAX_EDITS, type QueueEditStore } from './store';
