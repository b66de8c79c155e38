import type { Agent, Queue } from './agents';
import type { Finding } from './findings';
import { finish, type Work } from './work';

export interface Workspace {
  readonly queues: readonly Queue[];
  readonly agents: readonly Agent[];
  /** The workspace's list of skills (`taskrouter_skills`); without it those that agents have. */
  readonly skills?: readonly string[];
  /** The attribute that we write. Default: `queues`. */
  readonly attribute?: string;
}

/** Where a workspace has a hole, the worst first. */
export const coverage = (workspace: Workspace): Finding[] => finish(coverageWork(workspace));

/** {@link coverage} in slices. */
// eslint-disable-next-line require-yield -- in a moment
export function* coverageWork(_workspace: Workspace): Work<Finding[]> {
  return [];
}
