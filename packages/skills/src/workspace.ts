import type { Expression, WorkerFacts } from '@queue-eligibility/target-expression';
import type { SkillDefinition } from './skill-definition';

/** An agent as a preview looks at it. */
export interface Agent extends WorkerFacts {
  sid: string;
  friendlyName: string;
  /** The activity is one in which TaskRouter offers tasks. */
  available: boolean;
}

/** A queue as a preview looks at it. */
export interface Queue {
  sid: string;
  friendlyName: string;
  /** The target workers expression. */
  targetWorkers: string;
  /** Our reading of its expression was once found wrong: nothing is said of who comes or goes. */
  distrusted?: boolean;
}

/** The workspace as a preview looks at it. */
export interface Workspace {
  agents: readonly Agent[];
  queues: readonly Queue[];
  skills: readonly SkillDefinition[];
  /** The attribute that is ours. */
  attribute: string;
  /** Attributes that single sign-on writes at a log-in, as paths with dots. */
  signOnAttributes: readonly string[];
}

/** A queue whose expression was parsed; null: we can't read it. */
export interface ReadQueue extends Queue {
  expression: Expression | null;
}

/**
 * Attributes that no plan changes by their path, and why: Flex's own and the platform's. Skills are changed as skills.
 * `contact_uri`: https://www.twilio.com/docs/taskrouter/workers, whom to call; the others come with every log-in:
 * https://www.twilio.com/docs/flex/admin-guide/setup/sso-configuration
 */
export const RESERVED_ATTRIBUTES: Readonly<Record<string, string>> = {
  routing: 'Flex keeps skills there: change them as skills',
  disabled_skills: 'Flex keeps disabled skills there: change them as skills',
  contact_uri: 'Flex writes it: where calls go',
  roles: 'single sign-on writes it: who may do what',
  email: 'single sign-on writes it',
  full_name: 'single sign-on writes it',
  image_url: 'Flex shows it, single sign-on writes it',
};

/** Why an attribute may not be changed by its path; null: it may. */
export function whyReserved(path: readonly string[], ours: string): string | null {
  const [first = ''] = path;
  if (first === ours) return 'it is kept equal to the queues that TaskRouter says';
  return Object.hasOwn(RESERVED_ATTRIBUTES, first) ? (RESERVED_ATTRIBUTES[first] ?? null) : null;
}
