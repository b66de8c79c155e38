import { pathText, type Change, type Path } from '@queue-eligibility/target-expression';
import { skillOfLevel } from './requirement';
import { say, shown, type Said } from './said';

/** A change of an agent's attributes in words: "give the skill billing". */
export function changeOf(change: Change): Said {
  switch (change.kind) {
    case 'add':
      return isSkills(change.path)
        ? say('QueueEligibilityExplainChangeSkill', { value: shown(change.value) })
        : say('QueueEligibilityExplainChangeAdd', {
            value: shown(change.value),
            path: pathText(change.path),
          });
    case 'remove':
      return isSkills(change.path)
        ? say('QueueEligibilityExplainChangeSkillAway', { value: shown(change.value) })
        : say('QueueEligibilityExplainChangeRemove', {
            value: shown(change.value),
            path: pathText(change.path),
          });
    case 'set':
      return ofSetting(change);
    case 'unset':
      return say('QueueEligibilityExplainChangeUnset', {
        path: pathText(change.path),
        before: shown(change.before),
      });
    case 'create':
      return say('QueueEligibilityExplainChangeCreate', { path: pathText(change.path) });
    case 'enable': {
      const { skill, level } = change;
      return level === null
        ? say('QueueEligibilityExplainChangeEnable', { skill })
        : say('QueueEligibilityExplainChangeEnableLevel', { skill, level: shown(level) });
    }
  }
}

const isSkills = (path: Path): boolean => pathText(path) === 'routing.skills';

function ofSetting({ path, value, before }: Extract<Change, { kind: 'set' }>): Said {
  const skill = skillOfLevel(path);
  const values = { value: shown(value), ...(before === null ? {} : { before: shown(before) }) };
  if (skill !== null) {
    return before === null
      ? say('QueueEligibilityExplainChangeLevelNew', { skill, ...values })
      : say('QueueEligibilityExplainChangeLevel', { skill, ...values });
  }
  return before === null
    ? say('QueueEligibilityExplainChangeSetNew', { path: pathText(path), ...values })
    : say('QueueEligibilityExplainChangeSet', { path: pathText(path), ...values });
}
