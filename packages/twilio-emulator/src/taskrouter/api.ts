import type { WorkspaceRecord } from './records';
import type { Representation } from './representation';
import type { TaskRouter } from './task-router';

/** What the routes of TaskRouter share. */
export interface TaskRouterApi {
  readonly store: TaskRouter;
  readonly representation: Representation;
  /** ETag on Worker answers, If-Match honoured. */
  readonly etags: boolean;
  /** `attributes` in lists of workers; null there without. */
  readonly listAttributes: boolean;
  /** Workspaces that the account has beside ours. */
  readonly otherWorkspaces: readonly WorkspaceRecord[];
}
