export * from '@queue-eligibility/batch/watch';
export * from '@queue-eligibility/eligibility/problems';
export * from '@queue-eligibility/eligibility/report';
export * from './answers';
export * from './errors';
export * from './requests';
export { ROLES } from './roles';
export { EDIT_STATES, type AgentView, type QueueEdit } from './workspace-answers';
