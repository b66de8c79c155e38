/** What of plans goes over the wire: schemas, and what follows from them alone. */
export { changeSchema, type Change, type SkillState, type Stand } from './change';
export * from './plan-head';
export { resultSchema, type Result } from './result';
export { skillDefinitionSchema, type SkillDefinition } from './skill-definition';
