import { RetryableError, type Retry } from '@queue-eligibility/batch';
import { skillDefinitionSchema, type SkillDefinition } from '@queue-eligibility/skills/shapes';
import type { Twilio } from 'twilio';
import * as z from 'zod';

/** An admin who has just added a skill sees it after this, ms. */
const KEPT_MS = 10_000;

/** One that has no name is none. */
const skillsSchema = z
  .array(skillDefinitionSchema.nullable().catch(null))
  .transform((skills) => skills.filter((skill) => skill !== null));

/**
 * The workspace's skills, as Flex's configuration has them (`taskrouter_skills`,
 * https://www.twilio.com/docs/flex/developer/config/flex-configuration-rest-api).
 */
export function createSkillList(client: Twilio, retry: Retry): () => Promise<readonly SkillDefinition[]> {
  let known: { readMs: number; skills: readonly SkillDefinition[] } | null = null;
  return async () => {
    if (known && Date.now() < known.readMs + KEPT_MS) return known.skills;
    const configuration = await retry('reading the list of skills', () =>
      client.flexApi.v1.configuration().fetch(),
    );
    const found = skillsSchema.safeParse(configuration.taskrouterSkills ?? []);
    if (!found.success)
      throw new RetryableError(
        'unknown_answer',
        "Flex's configuration has a list of skills that this version can't read",
      );
    known = { readMs: Date.now(), skills: found.data };
    return known.skills;
  };
}
