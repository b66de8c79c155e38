import * as z from 'zod';

/** One of the workspace's skills, as Flex's configuration has it (`taskrouter_skills`). */
export const skillDefinitionSchema = z.object({
  name: z.string(),
  /** It has levels. */
  multivalue: z.boolean().nullish().catch(null),
  minimum: z.number().nullish().catch(null),
  maximum: z.number().nullish().catch(null),
});
export type SkillDefinition = z.infer<typeof skillDefinitionSchema>;
