export { SKILLS, skillsKind } from './skills';
