export { skillsKind, SKILLS, type SkillsPorts } from './kind';
export { readAgents, readResults } from './plan-items';
export { endDuePlans, type EndsMemory } from './plan-ends';
export { createPlanStore, type PlanStore } from './plan-store';
export { undoPlan } from './plan-undo';
export { addToPlan, applyPlan, confirmPlan, createPlan, type PlansPorts } from './plans';
