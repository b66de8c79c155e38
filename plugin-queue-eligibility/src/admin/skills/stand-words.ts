import type { Change, Stand } from '@queue-eligibility/skills/plan';
import { text } from '../../strings';

/** How something stands with an agent, in a few words. */
export function standWords(stand: Stand): string {
  if ('path' in stand) return stand.json ?? text('QueueEligibilitySkillsStandNone');
  const { enabled, level, disabled, disabledLevel } = stand.state;
  if (enabled)
    return level === undefined
      ? text('QueueEligibilitySkillsStandHas')
      : text('QueueEligibilitySkillsStandLevel', { level });
  if (!disabled) return text('QueueEligibilitySkillsStandNone');
  return disabledLevel === undefined
    ? text('QueueEligibilitySkillsStandDisabled')
    : text('QueueEligibilitySkillsStandDisabledLevel', { level: disabledLevel });
}

/** What a change does, in a few words. */
export function changeWords(change: Change): string {
  switch (change.do) {
    case 'assign':
      return change.level === null
        ? text('QueueEligibilitySkillsDidAssign', { skill: change.skill })
        : text('QueueEligibilitySkillsDidAssignLevel', { skill: change.skill, level: change.level });
    case 'level':
      return text('QueueEligibilitySkillsDidLevel', { skill: change.skill, level: change.level });
    case 'remove':
      return text('QueueEligibilitySkillsDidRemove', { skill: change.skill });
    case 'disable':
      return text('QueueEligibilitySkillsDidDisable', { skill: change.skill });
    case 'enable':
      return text('QueueEligibilitySkillsDidEnable', { skill: change.skill });
    case 'replace':
      return text('QueueEligibilitySkillsDidReplace', { skill: change.skill, by: change.by });
    case 'set':
      return text('QueueEligibilitySkillsDidSet', { path: change.path.join('.') });
    case 'unset':
      return text('QueueEligibilitySkillsDidUnset', { path: change.path.join('.') });
  }
}
