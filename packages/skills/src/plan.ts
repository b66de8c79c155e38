/**
 * Plans of changes to the skills of many agents, without anything that calls Twilio: for a browser, and for a command.
 */
export {
  changeSchema,
  differing,
  givenSkill,
  isSkillChange,
  nameOfStand,
  type Change,
  type SkillState,
  type Stand,
} from './change';
export { readCsv, type ReadCsv } from './csv';
export { MAX_ROWS, type CsvProblem } from './csv-cells';
export { exportLong, standText, type AuditRow } from './csv-long';
export { exportWide } from './csv-wide';
export type { Wanted } from './gather-changes';
export * from './plan-head';
export {
  differencesOf,
  disagreeing,
  finished,
  preview,
  previewSteps,
  sampleOf,
  type AgentPreview,
  type Preview,
  type PreviewOptions,
} from './preview';
export { leavesOut, type Finding, type FindingCode, type FindingFacts } from './preview-findings';
export { previewRestoreSteps } from './preview-restore';
export { isLeftWithNobody, isLeftWithNobodyAvailable, readQueues, type QueueEffect } from './queue-effects';
export { resultSchema, type Result } from './restore';
export type { Who } from './who';
export {
  RESERVED_ATTRIBUTES,
  skillDefinitionSchema,
  whyReserved,
  type Agent,
  type Queue,
  type ReadQueue,
  type SkillDefinition,
  type Workspace,
} from './workspace';
