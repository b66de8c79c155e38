import type { QueueView } from '@queue-eligibility/api';
import { createContext, useContext } from 'react';
import type { FunctionsClient } from '../functions-client';
import type { JobsWatch } from '../live/jobs-watch';
import type { QueueDirectory } from '../queue-directory';
import type { Drafts } from '../what-if/drafts';
import type { WorkspaceStore } from '../workspace/workspace-store';
import type { Place } from './address';
import type { QueryClient } from './agent-names';
import type { ListedInTeams } from './listed-in-teams';
import type { DraftStore } from './skills/draft';

/** What an admin may tell the jobs. Each settles when the page knows what came of it; it shows why nothing did. */
export interface JobCommands {
  /** Starts a resync. */
  start(): Promise<void>;
  cancel(jobId: string): Promise<void>;
  pause(jobId: string): Promise<void>;
  resume(jobId: string): Promise<void>;
  /** Has the Functions look after a silent job. */
  restart(): Promise<void>;
  /** In items a second; null: as fast as TaskRouter allows. */
  limitPace(jobId: string, itemsPerSecond: number | null): Promise<void>;
  /**
   * Starts a job for what this one gave up. `replace`: for those agents only whose attribute holds something that is
   * not ours, and what stands there is lost.
   */
  retry(jobId: string, options?: { replace: true }): Promise<void>;
}

/** What the parts of the page share, from outside of it. */
export interface SharedParts {
  functions: FunctionsClient;
  directory: QueueDirectory;
  queries: QueryClient;
  jobs: JobsWatch;
  /** Teams View has Flex's own column of queues, and so not ours. */
  isColumnOfFlex: boolean;
  /** Goes somewhere else on the page: a step that Flex's and the browser's "back" take back. */
  go: (place: Place) => void;
  /** Shows the agents of a queue in Teams View. */
  showAgents: (queue: Pick<QueueView, 'value' | 'friendlyName'>) => void;
  /** Shows up to {@link MAX_SHOWN} agents in Teams View. */
  showSomeAgents: (workerSids: readonly string[]) => void;
  /** What Teams View showed last. */
  listedInTeams: () => ListedInTeams;
  /** Opens one agent in Teams View. */
  showAgent: (workerSid: string) => void;
  /** All queues and agents, read on demand. */
  workspace: WorkspaceStore;
  /** What was written in "What if", and is kept while Flex is open. */
  drafts: Drafts;
  /** The plan for skills that is being made, kept as long. */
  planDraft: DraftStore;
  /** The workspace's list of skills, as Flex has it; null: it has none. */
  skills: readonly string[] | null;
}

export interface PageContext extends SharedParts {
  commands: JobCommands;
}

/** Most values in an array of a query: https://www.twilio.com/docs/sync/live-query */
export const MAX_SHOWN = 29;

const context = createContext<PageContext | null>(null);

/** Gives the parts what they share. */
export const PageProvider = context.Provider;

/** What the parts of the page share. */
export function usePage(): PageContext {
  const value = useContext(context);
  if (!value) throw new Error('a part of the admin page stands outside of it');
  return value;
}
