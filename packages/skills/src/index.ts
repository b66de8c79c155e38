export { skillsKind, SKILLS, type SkillsPorts } from './kind';
export { createPlanStore, type PlanStore } from './plan-store';
