import { requestSchemas, type AnswerOf } from '@queue-eligibility/api';
import { jobFunction } from '../../job-function';

/**
 * POST /jobs/skills: the workspace's skills, as Flex's configuration has them, and how plans are dealt with here. Parameters:
 * `Token`.
 */
export const handler = jobFunction({
  path: '/jobs/skills',
  access: 'read',
  parameters: requestSchemas['/jobs/skills'],
  async run({ plans, configuration }): Promise<AnswerOf<'/jobs/skills'>> {
    const { signOnAttributes, ...settings } = configuration.skills;
    const skills = [...(await plans.skills())];
    return { skills, attribute: plans.attribute, signOnAttributes: [...signOnAttributes], ...settings };
  },
});
