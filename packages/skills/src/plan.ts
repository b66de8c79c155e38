/**
 * Plans of changes to the skills of many agents, without anything that calls Twilio: for a browser, and for a command.
 */
export * from './shapes';
export { auditRows, AUDIT_STATES, type AppliedPlan } from './audit';
export { differing, givenSkill, isSkillChange, nameOfStand } from './change';
export { readCsv, type ReadCsv } from './csv';
export { MAX_ROWS, type CsvProblem } from './csv-cells';
export { exportLong, standText, type AuditRow } from './csv-long';
export { exportWide, readAttributeCell, readLevel } from './csv-wide';
export type { Wanted } from './gather-changes';
export {
  differencesOf,
  finished,
  heldAgainst,
  preview,
  previewSteps,
  sampleOf,
  type AgentPreview,
  type Preview,
  type PreviewOptions,
} from './preview';
export { leftOutRows } from './left-out';
export {
  changedSince,
  groupFindings,
  leavesOut,
  type Finding,
  type FindingFacts,
  type FindingGroup,
  type FindingKind,
} from './preview-findings';
export { previewRestoreSteps } from './preview-restore';
export { isLeftWithNobody, isLeftWithNobodyAvailable, type QueueEffect } from './queue-effects';
export type { Who } from './who';
export {
  RESERVED_ATTRIBUTES,
  whyReserved,
  type Agent,
  type Queue,
  type ReadQueue,
  type Workspace,
} from './workspace';
